package io.demur.tables;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.demur.io.InputOptions;
import io.demur.io.Inputs;
import io.demur.io.LabelOptions;
import io.demur.io.json.Json;
import io.demur.logits.Labels;
import io.demur.logits.LogitTile;
import io.demur.logits.Logits;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The demo's logits in every form that a table can have give the same numbers as the arrays, digit for digit. */
class SameNumbersTest {
    private static final String MODE_EXACT = "exact";

    @TempDir
    static Path folder;

    private static JsonNode exact;
    private static JsonNode bounded;
    private static JsonNode selector;

    @BeforeAll
    static void writeEveryForm() throws IOException {
        Command.done("demo", "--export", folder.resolve("demo-data"), "--quiet");
        Path logits = folder.resolve("demo-data/ls_val_logits.npy");
        Path labels = folder.resolve("demo-data/val_labels.npy");
        writeText(logits.toString(), labels.toString());
        String read = "read_csv('$/rows.csv', types = {logits: 'FLOAT[]'})";
        List<String> statements = new ArrayList<>(List.of(
                "CREATE TABLE rows AS SELECT id, logits, label, 'part' || (id // 40) AS part FROM " + read,
                "COPY rows TO '$/list.parquet'",
                "COPY (SELECT id, logits::DOUBLE[] AS logits, label FROM rows) TO '$/double.parquet'",
                "COPY (SELECT id, logits::FLOAT[77] AS logits, label FROM rows) TO '$/fixed.parquet'",
                "COPY rows TO '$/rows.json'",
                "COPY rows TO '$/rows.json.gz'",
                "COPY rows TO '$/rows.csv.gz'",
                "COPY (SELECT label, " + wide() + " FROM rows) TO '$/wide.parquet'",
                "COPY (SELECT label, " + wide() + " FROM rows) TO '$/wide.csv.gz'",
                "COPY (SELECT label, " + wide() + " FROM rows) TO '$/wide.csv'",
                "COPY rows TO '$/parquet' (FORMAT parquet, PARTITION_BY part)",
                "COPY rows TO '$/csv' (FORMAT csv, PARTITION_BY part)"));
        for (int part = 0; part < 50; part++) {
            Files.createDirectories(folder.resolve("json/part=" + part));
            statements.add("COPY (SELECT id, logits, label FROM rows WHERE id // 40 = " + part + ") TO '$/json/part="
                    + part + "/rows.json'");
        }
        Command.sql(folder, statements.toArray(String[]::new));
        exact = evaluation(MODE_EXACT, logits, labels);
        bounded = evaluation("bounded", logits, labels);
        selector = selector(logits, labels);
    }

    private static String wide() {
        List<String> columns = new ArrayList<>();
        for (int k = 0; k < 77; k++) {
            columns.add("logits[" + (k + 1) + "] AS c" + k);
        }
        return String.join(", ", columns);
    }

    /** The shortest text of the singles, as any program writes them. */
    private static void writeText(String logits, String labels) throws IOException {
        try (Logits source = Inputs.logits(logits, InputOptions.LOGITS);
                BufferedWriter writer = Files.newBufferedWriter(folder.resolve("rows.csv"))) {
            int[] truth = new int[(int) source.rows().orElseThrow()];
            Labels column = Inputs.labels(labels, LabelOptions.ONLY_COLUMN, source.classes());
            column.read(0, truth.length, truth);
            writer.write("id,logits,label\n");
            LogitTile tile = new LogitTile(source.classes());
            Logits.Pass pass = source.pass();
            while (pass.next(tile)) {
                for (int r = 0; r < tile.rows(); r++) {
                    long row = tile.firstRow() + r;
                    StringBuilder list = new StringBuilder();
                    for (int k = 0; k < source.classes(); k++) {
                        list.append(k == 0 ? "" : ", ").append((float) tile.value(r, k));
                    }
                    writer.write(row + ",\"[" + list + "]\"," + truth[(int) row] + "\n");
                }
            }
        }
    }

    private static JsonNode evaluation(String mode, Object... source) throws IOException {
        Path json = Files.createTempFile(folder, "evaluation", ".json");
        List<Object> words = new ArrayList<>(List.of("evaluate", "--mode", mode, "--quiet", "--json", json));
        words.addAll(List.of(source));
        Command.done(words.toArray());
        ObjectNode model = (ObjectNode) Json.read(json).get("models").get(0);
        model.remove(List.of("name", "source"));
        return model;
    }

    private static JsonNode selector(Object... source) throws IOException {
        Path json = folder.resolve("selector.json");
        List<Object> words =
                new ArrayList<>(List.of("fit", "--max-risk", "0.05", "--name", "s", "--quiet", "-o", json));
        words.addAll(List.of(source));
        Command.done(words.toArray());
        ObjectNode tree = (ObjectNode) Json.read(json);
        tree.remove("digest");
        ((ObjectNode) tree.get("model")).remove("name");
        return tree;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "list.parquet",
                "fixed.parquet",
                "rows.json",
                "rows.json.gz",
                "rows.csv.gz",
                "wide.parquet",
                "wide.csv.gz",
                "wide.csv",
                "parquet",
                "csv",
                "json",
                "parquet/*/*.parquet",
                "csv/part=*/*.csv"
            })
    void everyFormGivesTheNumbersOfTheArray(String name) throws IOException {
        Path file = folder.resolve(name);
        List<Object> source = new ArrayList<>(List.of(file, "--label", "label", "--dtype", "float32"));
        assertThat(evaluation(MODE_EXACT, source.toArray())).isEqualTo(exact);
        assertThat(selector(source.toArray())).isEqualTo(selector);
    }

    @ParameterizedTest
    @ValueSource(strings = {"parquet", "json", "wide.csv.gz"})
    void theBoundsAreThoseOfTheArray(String name) throws IOException {
        assertThat(evaluation("bounded", folder.resolve(name), "--label", "label", "--dtype", "float32"))
                .isEqualTo(bounded);
    }

    @Test
    void doublesOfTheSameValuesDifferInTheirTypeOnly() throws IOException {
        Object[] source = {folder.resolve("double.parquet"), "--label", "label"};
        assertThat(evaluation(MODE_EXACT, source)).isEqualTo(exact);
        ObjectNode found = (ObjectNode) selector(source);
        ObjectNode model = (ObjectNode) found.get("model");
        assertThat(model.get("dtype").textValue()).isEqualTo("float64");
        model.put("dtype", "float32");
        assertThat(found).isEqualTo(selector);
    }

    @Test
    void aQueryGivesTheNumbersOfTheArray() throws IOException {
        String query = "SELECT label, logits FROM '" + folder.resolve("list.parquet") + "' ORDER BY id DESC;";
        assertThat(evaluation(MODE_EXACT, "--sql", query, "--label", "label")).isEqualTo(exact);
        assertThat(selector("--sql", query, "--label", "label").get("data")).isEqualTo(selector.get("data"));
        assertThat(evaluation(
                        MODE_EXACT, "--sql", query.replace("label, ", ""), folder.resolve("demo-data/val_labels.npy")))
                .isNotEqualTo(exact);
    }
}
