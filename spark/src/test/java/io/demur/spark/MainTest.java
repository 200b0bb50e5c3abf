package io.demur.spark;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.demur.io.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The main class gives the results of the command line, from every kind of table. */
class MainTest {
    @TempDir
    static Path folder;

    private static Path logits;
    private static Path labels;
    private static Dataset<Row> rows;

    @BeforeAll
    static void read() {
        DemoRows.export(folder);
        logits = folder.resolve("ls_val_logits.npy");
        labels = folder.resolve("val_labels.npy");
        rows = DemoRows.table(logits, labels);
    }

    /** A format, and how the main class is told to read it. */
    private enum Format {
        PARQUET("--logits logits"),
        JSON("--format json --logits logits --dtype float32"),
        CSV("--format csv --option header=true --option inferSchema=true --dtype float32 --logits "
                + IntStream.range(0, 77).mapToObj(k -> "c" + k).collect(Collectors.joining(",")));

        private final String options;

        Format(String options) {
            this.options = options;
        }

        /** Writes the rows in so many files, once. */
        Path written(int files) {
            Path target = folder.resolve(name() + files);
            if (!Files.exists(target)) {
                Dataset<Row> parts = this == CSV ? wide().repartition(files) : rows.repartition(files);
                parts.write().option("header", true).format(name()).save(target.toString());
            }
            return target;
        }

        private static Dataset<Row> wide() {
            List<Column> columns = new ArrayList<>(List.of(col("label")));
            for (int k = 0; k < 77; k++) {
                columns.add(col("logits").getItem(k).as("c" + k));
            }
            return rows.select(columns.toArray(Column[]::new));
        }
    }

    private static void run(String command, Path table, Format format, String... more) {
        List<String> words = new ArrayList<>(List.of(command, table.toString(), "--label", "label"));
        words.addAll(List.of(format.options.split(" ", -1)));
        words.addAll(List.of(more));
        assertThat(Main.run(words.toArray(String[]::new))).isZero();
    }

    private static JsonNode model(Path json) {
        ObjectNode model = (ObjectNode) Json.read(json).get("models").get(0);
        model.remove(List.of("name", "source"));
        return model;
    }

    @ParameterizedTest(name = "{0} in {1} files, {2}")
    @CsvSource({
        "PARQUET, 1, bounded",
        "PARQUET, 50, bounded",
        "PARQUET, 50, exact",
        "JSON, 50, bounded",
        "CSV, 1, exact",
        "CSV, 50, bounded"
    })
    void everyFormatGivesTheNumbersOfTheArray(Format format, int files, String mode) {
        Path expected = folder.resolve(mode + "-array.json");
        Path found = folder.resolve(mode + ".json");
        DemoRows.command("evaluate", logits, labels, "--mode", mode, "--quiet", "--json", expected);
        run("evaluate", format.written(files), format, "--mode", mode, "--json", found.toString());
        assertThat(model(found)).isEqualTo(model(expected));
    }

    @ParameterizedTest(name = "{0} in {1} files")
    @CsvSource({"PARQUET, 1", "PARQUET, 50", "JSON, 50", "CSV, 50"})
    void everyFormatGivesTheSelectorOfTheArray(Format format, int files) {
        Path expected = folder.resolve("array-selector.json");
        Path found = folder.resolve("table-selector.json");
        DemoRows.command("fit", "model=" + logits, labels, "--max-risk", "0.05", "--quiet", "-o", expected);
        run("fit", format.written(files), format, "--max-risk", "0.05", "-o", found.toString());
        assertThat(Json.read(found)).isEqualTo(Json.read(expected));
    }

    /** Without the version, which classes that are not in a jar do not know. */
    private static JsonNode withoutTool(Path json) {
        ObjectNode document = (ObjectNode) Json.read(json);
        document.remove("tool");
        return document;
    }

    @Test
    void fitAndDecideAreThoseOfTheCommandLine() {
        Path here = folder.resolve("here.json");
        Path there = folder.resolve("there.json");
        Path found = folder.resolve("found.json");
        Path expected = folder.resolve("expected.json");
        DemoRows.command(
                "fit", "model=" + logits, labels, "--max-risk", "0.05", "--quiet", "-o", here, "--json", expected);
        String table = Format.PARQUET.written(50).toString();
        assertThat(Main.run(
                        "fit",
                        table,
                        "--logits",
                        "logits",
                        "--label",
                        "label",
                        "--max-risk",
                        "0.05",
                        "-o",
                        there.toString(),
                        "--json",
                        found.toString()))
                .isZero();
        assertThat(Json.read(there)).isEqualTo(Json.read(here));
        assertThat(withoutTool(found)).isEqualTo(withoutTool(expected));

        String decided = folder.resolve("decided").toString();
        assertThat(Main.run("decide", there.toString(), table, "--logits", "logits", "-o", decided))
                .isZero();
        List<String> lines = DemoRows.command("decide", here, logits, "--quiet")
                .lines()
                .skip(1)
                .toList();
        List<Row> answers = Sessions.get().read().parquet(decided).orderBy("id").collectAsList();
        assertThat(answers).hasSameSizeAs(lines);
        for (int i = 0; i < lines.size(); i++) {
            String[] fields = lines.get(i).split(",", -1);
            assertThat(answers.get(i).<Boolean>getAs("accept")).isEqualTo(fields[1].equals("1"));
            assertThat(answers.get(i).<Double>getAs("confidence")).isEqualTo(Double.parseDouble(fields[4]));
        }
    }
}
