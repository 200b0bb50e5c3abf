package io.demur.io.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.demur.logits.InputException;
import io.demur.logits.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The fields of an object, each with the check that it is there and of its type; errors name the field. */
public final class Fields {
    private final String source;
    private final String path;
    private final JsonNode node;

    private Fields(String source, String path, JsonNode node) {
        this.source = source;
        this.path = path;
        this.node = node;
        if (!node.isObject()) {
            throw problem(path.isEmpty() ? "the top level" : path, "an object");
        }
    }

    /**
     * The fields of a whole text.
     *
     * @param source what error messages call it
     */
    public static Fields of(String source, JsonNode tree) {
        return new Fields(source, "", tree);
    }

    private InputException problem(String field, String wanted) {
        return new InputException(source, field + " is not " + wanted);
    }

    private String name(String field) {
        return path.isEmpty() ? field : path + "." + field;
    }

    private Optional<JsonNode> find(String field) {
        @Nullable JsonNode found = node.get(field);
        return found == null || found.isNull() ? Optional.empty() : Optional.of(found);
    }

    private JsonNode get(String field, String wanted) {
        return find(field).orElseThrow(() -> problem(name(field), wanted));
    }

    /** Whether the field is there and not null. */
    public boolean has(String field) {
        return find(field).isPresent();
    }

    /** Whether the field is there and a text. */
    public boolean isText(String field) {
        return find(field).filter(JsonNode::isTextual).isPresent();
    }

    /** A text. */
    public String text(String field) {
        JsonNode value = get(field, "a text");
        if (!value.isTextual()) {
            throw problem(name(field), "a text");
        }
        return value.textValue();
    }

    /** A text, if the field is there. */
    public Optional<String> optionalText(String field) {
        return has(field) ? Optional.of(text(field)) : Optional.empty();
    }

    /** A number. */
    public double number(String field) {
        JsonNode value = get(field, "a number");
        if (!value.isNumber()) {
            throw problem(name(field), "a number");
        }
        return value.doubleValue();
    }

    /** A number, if the field is there. */
    public OptionalDouble optionalNumber(String field) {
        return has(field) ? OptionalDouble.of(number(field)) : OptionalDouble.empty();
    }

    /** A whole number. */
    public long whole(String field) {
        JsonNode value = get(field, "a whole number");
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw problem(name(field), "a whole number");
        }
        return value.longValue();
    }

    /** A whole number that an int holds. */
    public int small(String field) {
        long value = whole(field);
        if (value != (int) value) {
            throw problem(name(field), "a whole number below 2^31");
        }
        return (int) value;
    }

    /** True or false. */
    public boolean truth(String field) {
        JsonNode value = get(field, "true or false");
        if (!value.isBoolean()) {
            throw problem(name(field), "true or false");
        }
        return value.booleanValue();
    }

    /** The fields of an object. */
    public Fields object(String field) {
        return new Fields(source, name(field), get(field, "an object"));
    }

    /** The fields of an object, if it is there. */
    public Optional<Fields> optionalObject(String field) {
        return has(field) ? Optional.of(object(field)) : Optional.empty();
    }

    /** The fields of each object of a list. */
    public List<Fields> objects(String field) {
        List<Fields> objects = new ArrayList<>();
        for (JsonNode item : array(field)) {
            objects.add(new Fields(source, name(field) + "[" + objects.size() + "]", item));
        }
        return objects;
    }

    /** A list of texts. */
    public List<String> texts(String field) {
        List<String> texts = new ArrayList<>();
        for (JsonNode item : array(field)) {
            if (!item.isTextual()) {
                throw problem(name(field) + "[" + texts.size() + "]", "a text");
            }
            texts.add(item.textValue());
        }
        return texts;
    }

    /** A list of numbers. */
    public double[] numbers(String field) {
        JsonNode array = array(field);
        double[] numbers = new double[array.size()];
        for (int i = 0; i < numbers.length; i++) {
            if (!array.get(i).isNumber()) {
                throw problem(name(field) + "[" + i + "]", "a number");
            }
            numbers[i] = array.get(i).doubleValue();
        }
        return numbers;
    }

    /** The names of the fields, in the order of the text. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** Refuses every field but these, so that no slip of the pen passes unseen. */
    public void only(String... known) {
        for (String name : names()) {
            if (!List.of(known).contains(name)) {
                throw new InputException(
                        source, name(name) + " is not known", "did you mean " + Nearest.to(name, List.of(known)) + "?");
            }
        }
    }

    /** Refuses a {@code schemaVersion} that does not exist or is newer than what this program knows. */
    public void requireVersion(int newest) {
        long version = whole("schemaVersion");
        if (version > newest) {
            throw new InputException(
                    source, "has schema version " + version + ", this demur reads up to " + newest, "update demur");
        }
        if (version < 1) {
            throw new InputException(source, "schema version " + version + " does not exist");
        }
    }

    private JsonNode array(String field) {
        JsonNode value = get(field, "a list");
        if (!value.isArray()) {
            throw problem(name(field), "a list");
        }
        return value;
    }

    /** The constant whose code, {@code one-word} for {@code ONE_WORD}, the field holds. */
    public <E extends Enum<E>> E constant(String field, Class<E> type) {
        String code = text(field);
        try {
            return Enum.valueOf(type, code.toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException e) {
            throw new InputException(source, name(field) + " \"" + code + "\" is not known", e);
        }
    }

    /** A text made into a value whose own check may refuse it. */
    public <T> T parsed(String field, Function<String, T> parse) {
        return checked(field, () -> parse.apply(text(field)));
    }

    /** What a constructor makes of fields; its refusal is the file's. */
    public <T> T checked(String field, Supplier<T> make) {
        try {
            return make.get();
        } catch (InputException | IllegalArgumentException e) {
            if (e instanceof InputException && String.valueOf(e.getMessage()).startsWith(source + ": ")) {
                throw e;
            }
            throw new InputException(source, name(field) + ": " + e.getMessage(), e);
        }
    }
}
