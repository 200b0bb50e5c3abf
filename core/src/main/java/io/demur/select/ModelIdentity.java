package io.demur.select;

import java.util.Optional;

/**
 * The model whose logits a selector was fitted on.
 *
 * @param name as the user calls it
 * @param classes number of classes {@code K}
 * @param dtype element type of its logits, as numpy names it
 * @param digest of the model's file, if known
 * @param output name of the output that holds the logits, if known
 */
public record ModelIdentity(String name, int classes, String dtype, Optional<String> digest, Optional<String> output) {

    /** Known only by what its logits look like. */
    public ModelIdentity(String name, int classes, String dtype) {
        this(name, classes, dtype, Optional.empty(), Optional.empty());
    }
}
