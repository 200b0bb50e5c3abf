package io.demur.train.run;

import io.demur.logits.InputException;
import io.demur.network.Architecture;
import io.demur.network.Safetensors;
import io.demur.network.Tensor;
import io.demur.network.Weights;
import io.demur.train.engine.TrainingState;
import io.demur.train.loss.Tally;
import io.demur.train.optimizer.OptimizerState;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A state of a training in a file: weights under {@code weights/}, the optimiser's moments under {@code moments/}, and
 * what it belongs to. The file appears whole or not at all, so a full disk or a killed process leaves the one before.
 *
 * @param state from which the training goes on to the same bits
 * @param threads with which it was computed
 */
record Checkpoint(TrainingState state, int threads) {
    private static final String ARTEFACT = "demur-checkpoint-1";
    private static final String WEIGHTS = "weights/";
    private static final String MOMENTS = "moments/";
    private static final String BEGIN_ANEW = "begin anew with --force";

    /**
     * What a checkpoint belongs to.
     *
     * @param recipe digest of the recipe
     * @param data digest of the data
     */
    record Identity(String recipe, String data) {}

    void write(Path file, Identity identity) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        state.weights().tensors().forEach((name, tensor) -> tensors.put(WEIGHTS + name, tensor));
        state.optimizer()
                .moments()
                .forEach((name, values) -> tensors.put(MOMENTS + name, Tensor.of(List.of(values.length), values)));
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("artefact", ARTEFACT);
        metadata.put("recipe", identity.recipe());
        metadata.put("data", identity.data());
        metadata.put("threads", Integer.toString(threads));
        metadata.put("step", Long.toString(state.step()));
        Tally tally = state.epochSoFar();
        metadata.put("rows", Long.toString(tally.rows()));
        metadata.put("wrong", Long.toString(tally.wrong()));
        metadata.put("loss", Double.toHexString(tally.loss()));
        metadata.put("suppressionRight", Double.toHexString(tally.suppressionRight()));
        metadata.put("suppressionWrong", Double.toHexString(tally.suppressionWrong()));
        new Safetensors(Weights.of(tensors), metadata).write(file);
    }

    /**
     * Reads a checkpoint that must belong to a recipe and its data.
     *
     * @throws InputException if the file is damaged, no checkpoint, or that of another recipe or other data
     */
    static Checkpoint read(Path file, Identity identity, Architecture architecture) {
        Safetensors content = Safetensors.read(file);
        Reader reader = new Reader(file.toString(), content.metadata());
        reader.require("artefact", ARTEFACT, "is no checkpoint of this version");
        reader.require("recipe", identity.recipe(), "belongs to another recipe than the one to be resumed");
        reader.require("data", identity.data(), "belongs to other data than those in the data folder");
        Map<String, Tensor> weights = new LinkedHashMap<>();
        Map<String, float[]> moments = new LinkedHashMap<>();
        content.weights().tensors().forEach((name, tensor) -> {
            if (name.startsWith(WEIGHTS)) {
                weights.put(name.substring(WEIGHTS.length()), tensor);
            } else {
                moments.put(name.substring(name.indexOf('/') + 1), tensor.values());
            }
        });
        Weights read = Weights.of(weights);
        read.requireFit(file.toString(), architecture);
        OptimizerState optimizer = OptimizerState.of(reader.whole("step"), moments);
        return new Checkpoint(new TrainingState(read, optimizer, reader.tally()), (int) reader.whole("threads"));
    }

    /** The texts of a checkpoint. */
    private record Reader(String file, Map<String, String> metadata) {
        private String get(String key) {
            @Nullable String value = metadata.get(key);
            if (value == null) {
                throw new InputException(file, "is no checkpoint: " + key + " is missing", BEGIN_ANEW);
            }
            return value;
        }

        void require(String key, String expected, String otherwise) {
            if (!get(key).equals(expected)) {
                throw new InputException(file, otherwise, BEGIN_ANEW);
            }
        }

        long whole(String key) {
            return (long) number(key);
        }

        double number(String key) {
            try {
                return Double.parseDouble(get(key));
            } catch (NumberFormatException e) {
                throw new InputException(file, "is no checkpoint: " + key + " is no number", BEGIN_ANEW);
            }
        }

        Tally tally() {
            return new Tally(
                    whole("rows"),
                    whole("wrong"),
                    number("loss"),
                    number("suppressionRight"),
                    number("suppressionWrong"));
        }
    }
}
