package io.demur.inputs.read;

import io.demur.logits.InputException;
import io.demur.logits.Nearest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.IntFunction;

/** The true classes of rows by name, made into numbers when all have been read. */
final class ClassColumn {
    private final String file;
    private final List<String> known;
    private final List<String> names = new ArrayList<>();

    /**
     * No rows yet.
     *
     * @param known the classes in order; empty for those that come, sorted
     */
    ClassColumn(String file, List<String> known) {
        this.file = file;
        this.known = known;
    }

    void add(String name) {
        names.add(name);
    }

    /** The classes in the order of their numbers. */
    List<String> classes() {
        List<String> classes = known.isEmpty() ? List.copyOf(new TreeSet<>(names)) : known;
        if (classes.size() < 2) {
            throw new InputException(
                    file,
                    names.isEmpty() ? "has no rows" : "has one class only, \"" + classes.get(0) + "\"",
                    "a classifier needs rows of two or more");
        }
        return classes;
    }

    /** The number of each row's class. */
    int[] labels(IntFunction<String> places) {
        List<String> classes = classes();
        Map<String, Integer> numbers = new HashMap<>();
        classes.forEach(name -> numbers.put(name, numbers.size()));
        int[] labels = new int[names.size()];
        for (int row = 0; row < labels.length; row++) {
            Integer number = numbers.get(names.get(row));
            if (number == null) {
                throw unknown(places.apply(row), names.get(row), classes);
            }
            labels[row] = number;
        }
        return labels;
    }

    private static InputException unknown(String place, String name, List<String> classes) {
        if (name.isBlank()) {
            return new InputException(place, "has no class", "name one of the " + classes.size());
        }
        return new InputException(
                place,
                "class \"" + name + "\" is none of the " + classes.size() + " known ones",
                "did you mean \"" + Nearest.to(name, classes) + "\"?");
    }
}
