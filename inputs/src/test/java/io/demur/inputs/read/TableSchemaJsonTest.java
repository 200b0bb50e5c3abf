package io.demur.inputs.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.demur.inputs.ColumnRole;
import io.demur.inputs.MissingValues;
import io.demur.inputs.OtherColumns;
import io.demur.inputs.TableSchema;
import io.demur.io.json.Json;
import io.demur.logits.InputException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableSchemaJsonTest {
    private static TableSchema read(String text) {
        return TableSchemaJson.read("s.json", Json.read("s.json", text));
    }

    @Test
    void readsAllFields() {
        TableSchema schema = read("""
                {"label": "y", "classes": ["no", "yes"], "numeric": ["age"], "categorical": ["job"], "binary": ["b"],
                 "ignored": ["id"], "others": "infer", "missing": {"markers": ["-"], "policy": "impute"}}
                """);
        assertThat(schema)
                .isEqualTo(TableSchema.label("y")
                        .classes("no", "yes")
                        .with(ColumnRole.NUMERIC, "age")
                        .with(ColumnRole.CATEGORICAL, "job")
                        .with(ColumnRole.BINARY, "b")
                        .with(ColumnRole.IGNORED, "id")
                        .others(OtherColumns.INFER)
                        .missing(new MissingValues(List.of("-"), MissingValues.Policy.IMPUTE)));
    }

    @Test
    void labelIsEnough() {
        assertThat(read("{\"label\": \"y\"}")).isEqualTo(TableSchema.label("y"));
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{}|s.json: label is not a text",
                "{\"label\": \"y\", \"numerics\": []}|s.json: numerics is not known; did you mean numeric?",
                "{\"label\": \"y\", \"others\": \"guess\"}|s.json: others \"guess\" is not known",
                "{\"label\": \"y\", \"numeric\": [\"a\"], \"binary\": [\"a\"]}|column \"a\" has two roles",
                "{\"label\": \"y\", \"numeric\": [\"y\"]}|column \"y\" is the label",
                "{\"label\": \"y\", \"missing\": {\"marker\": [], \"policy\": \"impute\"}}|missing.marker is not known"
            })
    void refuses(String text, String problem) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(InputException.class).hasMessageContaining(problem);
    }
}
