package io.demur.onnx;

import io.demur.io.file.ModelFile;
import io.demur.io.json.Fields;
import io.demur.io.json.Json;
import io.demur.logits.InputException;
import io.demur.select.Selector;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which model a file holds: the digest of its bytes and of the files in which it keeps weights; of a guarded model, that
 * of the model before the selector was put in.
 */
public final class ModelDigest {
    static final String FIELD = "model";
    /** The digest of the weights in other files, where there are some. */
    static final String WEIGHTS = "weights";

    private ModelDigest() {}

    /**
     * The digest, as {@code sha256:} and hex.
     *
     * @throws InputException if the file is no model
     */
    public static String of(Path file) {
        ModelHead head = ModelHead.read(file);
        @Nullable String guard = head.metadata().get(ModelKeys.GUARD);
        return Optional.ofNullable(guard)
                .flatMap(json -> Fields.of(file.toString(), Json.read(file.toString(), json))
                        .optionalText(FIELD))
                .orElseGet(() -> ModelFile.digest(file));
    }

    /** Refuses a guarded model whose weights in other files are not those that it was made with. */
    static void requireWeights(Path file, ModelHead head) {
        String name = file.toString();
        Optional.ofNullable(head.metadata().get(ModelKeys.GUARD))
                .flatMap(json -> Fields.of(name, Json.read(name, json)).optionalText(WEIGHTS))
                .filter(known -> !known.equals(ModelFile.weightsDigest(file)))
                .ifPresent(known -> {
                    throw new InputException(
                            name,
                            "its weights in other files do not match its digest: they were changed",
                            "take the originals, or attach the selector again");
                });
    }

    /**
     * Refuses a selector that was fitted for another model, as far as it says for which.
     *
     * @return the digest of the model
     */
    static String require(Selector selector, Path model) {
        String digest = ModelFile.digest(model);
        Optional<String> wanted = selector.model().digest();
        if (wanted.isPresent() && !wanted.get().equals(digest)) {
            throw new InputException(
                    "selector '" + selector.name() + "'",
                    "was fitted for the model " + wanted.get() + ", " + model + " is " + digest,
                    "take that model, or fit a selector for this one");
        }
        return digest;
    }
}
