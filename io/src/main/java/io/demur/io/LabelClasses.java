package io.demur.io;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The classes that labels of a table may stand for.
 *
 * @param count number of classes {@code K}
 * @param names the class of each name; empty if there are no names
 */
public record LabelClasses(int count, Map<String, Integer> names) {
    /** Copies the names. */
    public LabelClasses {
        names = Map.copyOf(names);
    }

    /**
     * The names in a file take the place of those that are known otherwise.
     *
     * @throws io.demur.logits.InputException if the file has other than so many names
     */
    public static LabelClasses of(LabelOptions options, int count, Map<String, Integer> otherwise) {
        if (options.classNames().isEmpty()) {
            return new LabelClasses(count, otherwise);
        }
        Map<String, Integer> names = new HashMap<>();
        List<String> given = ClassNames.read(options.classNames().get(), count);
        for (int k = 0; k < count; k++) {
            names.put(given.get(k), k);
        }
        return new LabelClasses(count, names);
    }
}
