package io.demur.inputs.read;

import java.util.List;

/**
 * Where a table has its texts.
 *
 * @param text the column of texts
 * @param label the column of the true class
 * @param classes the names of the classes in the order of the logits; empty for those found in the file, sorted by
 *     their UTF-16 codes
 * @param empty what becomes of empty texts
 */
public record TextSchema(String text, String label, List<String> classes, EmptyTexts empty) {
    /** Copies the list. */
    public TextSchema {
        classes = List.copyOf(classes);
    }

    /** Classes as found, empty texts refused. */
    public static TextSchema of(String text, String label) {
        return new TextSchema(text, label, List.of(), EmptyTexts.REFUSE);
    }

    /** The same with the classes in this order, such as those of the training rows. */
    public TextSchema classes(List<String> names) {
        return new TextSchema(text, label, names, empty);
    }
}
