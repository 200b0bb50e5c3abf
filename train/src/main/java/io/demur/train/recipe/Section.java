package io.demur.train.recipe;

import io.demur.logits.InputException;
import io.demur.logits.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The keys of one part of a recipe, each with the check that it is there, of its type and in its range. */
final class Section {
    private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]{1,18}");
    private static final Pattern NUMBER =
            Pattern.compile("[-+]?([0-9]{1,300}(\\.[0-9]{0,300})?|\\.[0-9]{1,300})([eE][-+]?[0-9]{1,3})?");

    private final String path;
    private final Node.Keys keys;

    private Section(String path, Node.Keys keys) {
        this.path = path;
        this.keys = keys;
    }

    /** A node that must hold keys; the empty path is the whole recipe. */
    static Section of(String path, Node node) {
        if (node instanceof Node.Keys keys) {
            return new Section(path, keys);
        }
        String name = path.isEmpty() ? "a recipe" : path;
        throw new InputException(
                node.where(), name + " is a group of keys, not " + node.kind(), "see docs/reference/recipes.md");
    }

    /** Refuses every key but these, and names the nearest of them. */
    Section only(String... known) {
        List<String> names = List.of(known);
        keys.entries().forEach((key, entry) -> {
            if (!names.contains(key)) {
                throw new InputException(
                        entry.where(),
                        "unknown key '" + key + "'" + (path.isEmpty() ? "" : " in " + path),
                        "did you mean '" + Nearest.to(key, names) + "'? Known are " + String.join(", ", names));
            }
        });
        return this;
    }

    boolean has(String key) {
        return keys.entries().containsKey(key);
    }

    private String name(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private Node get(String key) {
        Node.@Nullable Entry entry = keys.entries().get(key);
        if (entry == null) {
            throw new InputException(
                    keys.where(), "the key '" + name(key) + "' is missing", "see docs/reference/recipes.md");
        }
        return entry.value();
    }

    private InputException wrong(String key, String wanted) {
        Node found = get(key);
        String shown = found instanceof Node.Scalar scalar && scalar.text().isEmpty() ? "empty" : found.kind();
        return new InputException(found.where(), name(key) + " must be " + wanted + ", not " + shown);
    }

    Section section(String key) {
        return of(name(key), get(key));
    }

    Node node(String key) {
        return get(key);
    }

    String text(String key) {
        if (get(key) instanceof Node.Scalar scalar && !scalar.text().isBlank()) {
            return scalar.text();
        }
        throw wrong(key, "a text");
    }

    String text(String key, String otherwise) {
        return has(key) ? text(key) : otherwise;
    }

    Optional<String> optionalText(String key) {
        return has(key) ? Optional.of(text(key)) : Optional.empty();
    }

    /** One of the words that are allowed. */
    String choice(String key, String... allowed) {
        String word = text(key);
        List<String> words = List.of(allowed);
        if (words.contains(word)) {
            return word;
        }
        throw wrong(key, "one of " + String.join(", ", words) + ", perhaps " + Nearest.to(word, words));
    }

    /** As above, and the first word given here where the key is missing. */
    String choiceOr(String otherwise, String key, String... allowed) {
        return has(key) ? choice(key, allowed) : otherwise;
    }

    boolean truth(String key, boolean otherwise) {
        return has(key) ? choice(key, "true", "false").equals("true") : otherwise;
    }

    double number(String key, Range range) {
        double value = number(get(key)).orElseThrow(() -> wrong(key, "a number " + range.words()));
        if (!range.contains(value)) {
            throw wrong(key, range.words());
        }
        return value;
    }

    double number(String key, Range range, double otherwise) {
        return has(key) ? number(key, range) : otherwise;
    }

    OptionalDouble optionalNumber(String key, Range range) {
        return has(key) ? OptionalDouble.of(number(key, range)) : OptionalDouble.empty();
    }

    /** A finite decimal number; {@code .inf}, {@code 0x10} and {@code 1_000} are none. */
    static OptionalDouble number(Node node) {
        if (node instanceof Node.Scalar scalar && NUMBER.matcher(scalar.text()).matches()) {
            double value = Double.parseDouble(scalar.text());
            return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
        }
        return OptionalDouble.empty();
    }

    long whole(String key, long least, long most) {
        Node node = get(key);
        String wanted = "a whole number from " + least + " to " + most;
        if (!(node instanceof Node.Scalar scalar && WHOLE.matcher(scalar.text()).matches())) {
            throw wrong(key, wanted);
        }
        long value = Long.parseLong(scalar.text());
        if (value < least || value > most) {
            throw wrong(key, wanted);
        }
        return value;
    }

    int small(String key, int least) {
        return (int) whole(key, least, Integer.MAX_VALUE);
    }

    int small(String key, int least, int otherwise) {
        return has(key) ? small(key, least) : otherwise;
    }

    List<String> texts(String key) {
        if (!has(key)) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        for (Node item : items(key, "a list of texts")) {
            if (!(item instanceof Node.Scalar scalar) || scalar.text().isBlank()) {
                throw new InputException(item.where(), name(key) + " must hold texts, not " + item.kind());
            }
            texts.add(scalar.text());
        }
        return List.copyOf(texts);
    }

    List<Double> numbers(String key) {
        List<Double> numbers = new ArrayList<>();
        for (Node item : items(key, "a list of numbers")) {
            numbers.add(number(item)
                    .orElseThrow(() ->
                            new InputException(item.where(), name(key) + " must hold numbers, not " + item.kind())));
        }
        return List.copyOf(numbers);
    }

    List<Integer> wholes(String key, int least) {
        List<Integer> wholes = new ArrayList<>();
        for (Node item : items(key, "a list of whole numbers")) {
            double value = number(item).orElse(Double.NaN);
            if (value != Math.rint(value) || value < least || value > Integer.MAX_VALUE) {
                throw new InputException(
                        item.where(), name(key) + " must hold whole numbers from " + least + ", not " + item.kind());
            }
            wholes.add((int) value);
        }
        return List.copyOf(wholes);
    }

    private List<Node> items(String key, String wanted) {
        if (get(key) instanceof Node.Items items) {
            return items.items();
        }
        throw wrong(key, wanted);
    }

    /** What a constructor makes of the keys; its refusal stands at this section. */
    <T> T checked(Supplier<T> make) {
        try {
            return make.get();
        } catch (IllegalArgumentException e) {
            throw new InputException(keys.where(), path + ": " + e.getMessage(), e);
        }
    }
}
