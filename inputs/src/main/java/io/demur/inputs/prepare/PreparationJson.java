package io.demur.inputs.prepare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.demur.inputs.MissingValues;
import io.demur.inputs.augment.ImageSize;
import io.demur.io.json.Fields;
import io.demur.io.json.Json;
import io.demur.logits.InputException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * Preparations in JSON: what is read is equal to what was written, every double bit for bit.
 *
 * <p>The field {@code kind} says which: {@code table}, {@code ngrams}, {@code tokens} or {@code image}. Reading refuses fields that it
 * does not know, and files of later versions.
 */
public final class PreparationJson {
    /** The version of the form. */
    public static final int VERSION = 1;

    private static final String HASH = "crc32-splitmix64";

    private PreparationJson() {}

    /** Writes a preparation; the file appears as a whole or not at all. */
    public static void write(Path target, Preparation preparation) {
        Json.write(target, of(preparation));
    }

    /** A preparation as a tree. */
    public static ObjectNode of(Preparation preparation) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("schemaVersion", VERSION);
        if (preparation instanceof TablePreparation table) {
            writeTable(node.put("kind", "table"), table);
        } else if (preparation instanceof NgramPreparation ngrams) {
            writeNgrams(node.put("kind", "ngrams"), ngrams);
        } else if (preparation instanceof TokenPreparation tokens) {
            node.put("kind", "tokens").put("tokeniser", Tokeniser.NAME).put("length", tokens.length());
            tokens.vocabulary().forEach(node.putArray("vocabulary")::add);
        } else if (preparation instanceof ImagePreparation image) {
            writeImage(node.put("kind", "image"), image);
        }
        return node;
    }

    private static void writeImage(ObjectNode node, ImagePreparation image) {
        node.put("height", image.size().height()).put("width", image.size().width());
        image.resize().ifPresent(side -> node.put("resize", side));
        image.mean().forEach(node.putArray("mean")::add);
        image.deviation().forEach(node.putArray("deviation")::add);
    }

    private static Preparation image(Fields fields) {
        fields.only("schemaVersion", "kind", "height", "width", "resize", "mean", "deviation");
        return fields.checked(
                "size",
                () -> new ImagePreparation(
                        new ImageSize(fields.small("height"), fields.small("width")),
                        fields.has("resize") ? OptionalInt.of(fields.small("resize")) : OptionalInt.empty(),
                        Arrays.stream(fields.numbers("mean")).boxed().toList(),
                        Arrays.stream(fields.numbers("deviation")).boxed().toList()));
    }

    private static void writeNgrams(ObjectNode node, NgramPreparation ngrams) {
        node.put("letters", code(ngrams.letters())).put("hash", HASH).put("bits", ngrams.bits());
        writeOrders(node.putObject("words"), ngrams.words());
        writeOrders(node.putObject("characters"), ngrams.characters());
    }

    private static void writeOrders(ObjectNode node, Orders orders) {
        node.put("shortest", orders.shortest()).put("longest", orders.longest());
    }

    private static void writeTable(ObjectNode node, TablePreparation table) {
        ObjectNode missing = node.putObject("missing");
        table.missing().markers().forEach(missing.putArray("markers")::add);
        missing.put("policy", code(table.missing().policy()));
        ArrayNode columns = node.putArray("columns");
        for (ColumnEncoding column : table.columns()) {
            writeColumn(columns.addObject().put("column", column.column()), column);
        }
    }

    private static void writeColumn(ObjectNode node, ColumnEncoding column) {
        if (column instanceof ColumnEncoding.Numeric numeric) {
            node.put("role", "numeric").put("mean", numeric.mean()).put("deviation", numeric.deviation());
            node.put("indicator", code(numeric.indicator()));
        } else if (column instanceof ColumnEncoding.Categorical categorical) {
            categorical.categories().forEach(node.put("role", "categorical").putArray("categories")::add);
        } else if (column instanceof ColumnEncoding.Binary binary) {
            node.put("role", "binary").put("zero", binary.zero()).put("one", binary.one());
        }
    }

    private static String code(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads a preparation.
     *
     * @throws InputException if the file is none, of a newer version, or holds what no preparation can
     */
    public static Preparation read(Path file) {
        return read(file.toString(), Json.read(file));
    }

    /**
     * As {@link #read(Path)}, from a tree.
     *
     * @param source what error messages call it
     */
    public static Preparation read(String source, JsonNode tree) {
        Fields fields = Fields.of(source, tree);
        fields.requireVersion(VERSION);
        String kind = fields.text("kind");
        return switch (kind) {
            case "table" -> table(fields);
            case "ngrams" -> ngrams(source, fields);
            case "tokens" -> tokens(source, fields);
            case "image" -> image(fields);
            default ->
                throw new InputException(
                        source, "kind \"" + kind + "\" is not known", "known are table, ngrams, tokens and image");
        };
    }

    private static Preparation tokens(String source, Fields fields) {
        fields.only("schemaVersion", "kind", "tokeniser", "length", "vocabulary");
        require(source, "tokeniser", fields.text("tokeniser"), Tokeniser.NAME);
        return fields.checked(
                "vocabulary", () -> TokenPreparation.of(fields.texts("vocabulary"), fields.small("length")));
    }

    private static Preparation ngrams(String source, Fields fields) {
        fields.only("schemaVersion", "kind", "letters", "hash", "bits", "words", "characters");
        require(source, "hash", fields.text("hash"), HASH);
        Letters letters = fields.constant("letters", Letters.class);
        Orders words = orders(fields, "words");
        Orders characters = orders(fields, "characters");
        return fields.checked("bits", () -> new NgramPreparation(letters, words, characters, fields.small("bits")));
    }

    private static void require(String source, String field, String found, String known) {
        if (!found.equals(known)) {
            throw new InputException(source, field + " \"" + found + "\" is not known", "known is " + known);
        }
    }

    private static Orders orders(Fields fields, String field) {
        Fields orders = fields.object(field);
        orders.only("shortest", "longest");
        return fields.checked(field, () -> new Orders(orders.small("shortest"), orders.small("longest")));
    }

    private static Preparation table(Fields fields) {
        fields.only("schemaVersion", "kind", "missing", "columns");
        Fields missing = fields.object("missing");
        missing.only("markers", "policy");
        MissingValues values =
                new MissingValues(missing.texts("markers"), missing.constant("policy", MissingValues.Policy.class));
        List<ColumnEncoding> columns =
                fields.objects("columns").stream().map(PreparationJson::column).toList();
        return fields.checked("columns", () -> new TablePreparation(columns, values));
    }

    private static ColumnEncoding column(Fields fields) {
        String name = fields.text("column");
        return fields.checked("role", () -> switch (fields.text("role")) {
            case "numeric" -> {
                fields.only("column", "role", "mean", "deviation", "indicator");
                yield new ColumnEncoding.Numeric(
                        name,
                        fields.number("mean"),
                        fields.number("deviation"),
                        fields.constant("indicator", ColumnEncoding.Indicator.class));
            }
            case "categorical" -> {
                fields.only("column", "role", "categories");
                yield new ColumnEncoding.Categorical(name, fields.texts("categories"));
            }
            case "binary" -> {
                fields.only("column", "role", "zero", "one");
                yield new ColumnEncoding.Binary(name, fields.text("zero"), fields.text("one"));
            }
            default -> throw new IllegalArgumentException("\"" + fields.text("role") + "\" is not known");
        });
    }
}
