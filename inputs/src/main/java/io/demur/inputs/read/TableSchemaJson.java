package io.demur.inputs.read;

import com.fasterxml.jackson.databind.JsonNode;
import io.demur.inputs.ColumnRole;
import io.demur.inputs.MissingValues;
import io.demur.inputs.OtherColumns;
import io.demur.inputs.TableSchema;
import io.demur.io.json.Fields;
import io.demur.io.json.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Table schemas as people write them, in JSON: {@code label}, and if wanted {@code classes}, the lists {@code numeric},
 * {@code categorical}, {@code binary} and {@code ignored} of column names, {@code others} ({@code refuse},
 * {@code ignore}, {@code infer}) and {@code missing} with {@code markers} and {@code policy} ({@code refuse},
 * {@code impute}).
 */
public final class TableSchemaJson {
    private TableSchemaJson() {}

    /**
     * Reads a schema.
     *
     * @throws io.demur.logits.InputException for a field that is not known, not of its type, or a column with two roles
     */
    public static TableSchema read(Path file) {
        return read(file.toString(), Json.read(file));
    }

    /**
     * As {@link #read(Path)}, from a tree.
     *
     * @param source what error messages call it
     */
    public static TableSchema read(String source, JsonNode tree) {
        Fields fields = Fields.of(source, tree);
        fields.only("label", "classes", "numeric", "categorical", "binary", "ignored", "others", "missing");
        return fields.checked("schema", () -> schema(fields));
    }

    private static TableSchema schema(Fields fields) {
        TableSchema schema = TableSchema.label(fields.text("label"));
        if (fields.has("classes")) {
            schema = schema.classes(fields.texts("classes").toArray(String[]::new));
        }
        for (ColumnRole role : ColumnRole.values()) {
            String field = role.name().toLowerCase(Locale.ROOT);
            List<String> names = fields.has(field) ? fields.texts(field) : List.of();
            schema = schema.with(role, names.toArray(String[]::new));
        }
        if (fields.has("others")) {
            schema = schema.others(fields.constant("others", OtherColumns.class));
        }
        return fields.has("missing") ? schema.missing(missing(fields.object("missing"))) : schema;
    }

    private static MissingValues missing(Fields fields) {
        fields.only("markers", "policy");
        List<String> markers = fields.has("markers") ? fields.texts("markers") : MissingValues.REFUSED.markers();
        return new MissingValues(markers, fields.constant("policy", MissingValues.Policy.class));
    }
}
