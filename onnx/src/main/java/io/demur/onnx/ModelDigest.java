package io.demur.onnx;

import io.demur.io.file.FileDigest;
import io.demur.io.json.Fields;
import io.demur.io.json.Json;
import io.demur.logits.InputException;
import io.demur.select.Selector;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which model a file holds: the digest of its bytes; of a guarded model, that of the model before the selector was put in.
 * Weights that a model keeps in other files are no part of it.
 */
public final class ModelDigest {
    static final String FIELD = "model";

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
                .orElseGet(() -> FileDigest.of(file));
    }

    /**
     * Refuses a selector that was fitted for another model, as far as it says for which.
     *
     * @return the digest of the model
     */
    static String require(Selector selector, Path model) {
        String digest = FileDigest.of(model);
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
