package io.demur.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import io.demur.inputs.BagFeatures;
import io.demur.inputs.DenseFeatures;
import io.demur.inputs.Features;
import io.demur.inputs.SequenceFeatures;
import io.demur.logits.InputException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows of features as the tensors that one model takes. Safe for use by several threads. */
interface Feed {
    /** The most identifiers, padding included, that one run embeds: 256 numbers each take 32 MiB. */
    int MOST_IDS = 1 << 15;

    /** How many rows from {@code first} on may go into one run, at least 1 and at most {@code most}. */
    int rowsFrom(int first, int most);

    /** The tensors of some rows, by the names of the inputs. */
    Map<String, OnnxTensor> tensors(int first, int count) throws OrtException;

    /**
     * The feed of a model.
     *
     * @throws InputException if the model takes something else than these features
     */
    static Feed of(String model, ModelInfo info, Features features) {
        InputForm form = InputForm.of(model, info);
        if (form == InputForm.VECTOR && features instanceof DenseFeatures dense) {
            return DenseFeed.of(model, info.inputs().get(0), dense);
        }
        if (form == InputForm.BAG && features instanceof BagFeatures bag) {
            return new BagFeed(model, bag);
        }
        if (form == InputForm.TOKENS && features instanceof SequenceFeatures sequence) {
            return SequenceFeed.of(model, info, sequence);
        }
        throw new InputException(
                model, "takes " + form.words() + ", the features are " + words(features), "prepare the rows for it");
    }

    private static String words(Features features) {
        if (features instanceof DenseFeatures dense) {
            return "rows of " + dense.columns() + " numbers";
        }
        return features instanceof BagFeatures ? "bags of identifiers" : "sequences of identifiers";
    }

    /** Closes what is there, also when the next one cannot be made. */
    static Map<String, OnnxTensor> both(Making first, Making second, List<String> names) throws OrtException {
        OnnxTensor one = first.make();
        try {
            Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
            tensors.put(names.get(0), one);
            tensors.put(names.get(1), second.make());
            return tensors;
        } catch (OrtException | RuntimeException e) {
            one.close();
            throw e;
        }
    }

    /** Makes a tensor. */
    @FunctionalInterface
    interface Making {
        OnnxTensor make() throws OrtException;
    }

    /**
     * The identifier, if it is one.
     *
     * @throws InputException for a negative one, which ONNX would count from the end of the table
     */
    static long identifier(String model, int row, int id) {
        if (id < 0) {
            throw new InputException(model, "row " + row + " holds the identifier " + id, "identifiers begin at 0");
        }
        return id;
    }
}
