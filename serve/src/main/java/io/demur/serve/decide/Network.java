package io.demur.serve.decide;

import io.demur.inputs.DenseFeatures;
import io.demur.inputs.Features;
import io.demur.inputs.prepare.ColumnEncoding;
import io.demur.inputs.prepare.Preparation;
import io.demur.inputs.prepare.PreparationJson;
import io.demur.inputs.prepare.TablePreparation;
import io.demur.io.json.Json;
import io.demur.logits.InputException;
import io.demur.onnx.ModelDigest;
import io.demur.onnx.ModelInfo;
import io.demur.onnx.ModelKeys;
import io.demur.onnx.OnnxModel;
import io.demur.select.ModelIdentity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The model behind the selectors, where one is given: numbers, texts or cells of a table in, logits out. Texts and tables
 * become numbers by the preparation that {@code train} has stored in the model. Safe for use by several threads.
 */
public final class Network implements AutoCloseable {
    private final OnnxModel model;
    private final String digest;
    private final List<String> classNames;
    private final Optional<Preparation> preparation;
    private final Optional<ModelInfo.Port> numbers;

    /**
     * Loads a model, to be run by one thread at a time for a request.
     *
     * @param computing how long one run may take
     * @throws InputException if it cannot be loaded, gives logits for every pixel, or takes neither rows of numbers nor what
     *     a preparation in it makes
     */
    public Network(Path file, Duration computing) {
        model = OnnxModel.open(file, computing);
        try {
            digest = ModelDigest.of(file);
            classNames = classNames(file.toString(), model.info());
            preparation = preparation(model.info());
            List<ModelInfo.Port> inputs = model.info().inputs();
            numbers = inputs.stream()
                    .filter(port -> inputs.size() == 1 && port.type().equals("float32"))
                    .findFirst();
            require(file);
        } catch (RuntimeException e) {
            model.close();
            throw e;
        }
    }

    private void require(Path file) {
        if (model.places() > 1) {
            throw new InputException(
                    file.toString(),
                    "gives logits for every pixel",
                    "the service decides rows: attach the selector instead");
        }
        if (numbers.isEmpty() && preparation.isEmpty()) {
            throw new InputException(
                    file.toString(),
                    "takes " + model.info().inputs() + " and does not say how rows become that",
                    "serve a model of one float32 input, or one that demur train has written");
        }
    }

    private static List<String> classNames(String file, ModelInfo info) {
        @Nullable String json = info.metadata().get(ModelKeys.CLASS_NAMES);
        List<String> names = new ArrayList<>();
        if (json != null) {
            Json.read(file, json).forEach(name -> names.add(name.asText()));
        }
        return List.copyOf(names);
    }

    private static Optional<Preparation> preparation(ModelInfo info) {
        return Optional.ofNullable(info.metadata().get(ModelKeys.PREPARATION))
                .map(json -> PreparationJson.read("the model's preparation", Json.read("preparation", json)));
    }

    /** What it takes as numbers; empty where only a preparation can make them. */
    public Optional<ModelInfo.Port> numbers() {
        return numbers;
    }

    /** The columns it takes where it was trained on a table; otherwise none. */
    public List<String> columns() {
        return preparation
                .filter(TablePreparation.class::isInstance)
                .map(table -> ((TablePreparation) table)
                        .columns().stream().map(ColumnEncoding::column).toList())
                .orElse(List.of());
    }

    /** Whether it was trained on something else than a table of numbers: texts. */
    public boolean takesTexts() {
        return numbers.isEmpty();
    }

    /** How many classes it tells apart. */
    public int classes() {
        return model.classes();
    }

    /** What its classes are called, if the file says so. */
    public List<String> classNames() {
        return classNames;
    }

    /**
     * Whether a selector was fitted for this model, as far as it says for which.
     *
     * @return what speaks against it; empty if nothing does
     */
    public Optional<String> objection(ModelIdentity wanted) {
        if (classes() != wanted.classes()) {
            return Optional.of("the model tells " + classes() + " classes apart, the selector " + wanted.classes());
        }
        return wanted.digest()
                .filter(known -> !known.equals(digest))
                .map(known -> "the selector was fitted for the model " + known + ", this one is " + digest);
    }

    /**
     * The logits of rows of numbers.
     *
     * @throws InputException if the rows are of another length
     * @throws ModelFailure if the model cannot compute them
     * @throws io.demur.onnx.ModelTimeout if it takes too long
     */
    public Rows logits(Rows features) {
        long wanted = numbers
                .orElseThrow(() -> new InputException(
                        "features", "are numbers where the model takes texts", "send them as \"text\""))
                .shape()
                .stream()
                .skip(1)
                .reduce(1L, Math::multiplyExact);
        if (wanted > 0 && wanted != features.columns()) {
            throw new InputException(
                    "features", "have " + features.columns() + " numbers per row, the model takes " + wanted);
        }
        return run(DenseFeatures.of(features.columns(), features.toFloats()));
    }

    /**
     * The logits of texts or of cells of a table.
     *
     * @throws InputException if they are not what the model was trained on
     * @throws ModelFailure if the model cannot compute them
     * @throws io.demur.onnx.ModelTimeout if it takes too long
     */
    public Rows logits(Given.Raw raw) {
        return run(preparation
                .orElseThrow(() -> new InputException(
                        "rows", "are not numbers, and the model does not say how they become that", "send numbers"))
                .prepare(raw.rows()));
    }

    private Rows run(Features features) {
        float[] logits;
        try {
            logits = model.logits(features);
        } catch (InputException e) {
            throw new ModelFailure(e);
        }
        return model.outputs() == 1 ? Rows.ofBinaryLogits(logits) : new FloatRows(model.outputs(), logits);
    }

    @Override
    public void close() {
        model.close();
    }
}
