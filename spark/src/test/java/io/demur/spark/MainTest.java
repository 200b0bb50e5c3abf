package io.demur.spark;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.demur.io.json.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main class gives the results of the command line, from every kind of table. */
class MainTest {
    @TempDir
    static Path folder;

    private static Path logits;
    private static Path labels;
    private static Dataset<Row> rows;

    @BeforeAll
    static void write() {
        DemoRows.export(folder);
        logits = folder.resolve("ls_val_logits.npy");
        labels = folder.resolve("val_labels.npy");
        rows = DemoRows.table(logits, labels).repartition(4);
        rows.write().parquet(folder.resolve("parquet").toString());
        rows.write().json(folder.resolve("json").toString());
        List<Column> columns = new ArrayList<>(List.of(col("label")));
        for (int k = 0; k < 77; k++) {
            columns.add(col("logits").getItem(k).as("c" + k));
        }
        rows.select(columns.toArray(Column[]::new))
                .write()
                .option("header", true)
                .csv(folder.resolve("csv").toString());
    }

    private static String classColumns() {
        List<String> names = new ArrayList<>();
        for (int k = 0; k < 77; k++) {
            names.add("c" + k);
        }
        return String.join(",", names);
    }

    private static JsonNode evaluated(String name, String... more) {
        Path json = folder.resolve(name + ".json");
        List<String> words = new ArrayList<>(
                List.of("evaluate", folder.resolve(name).toString(), "--label", "label", "--json", json.toString()));
        words.addAll(List.of(more));
        assertThat(Main.run(words.toArray(String[]::new))).isZero();
        return model(json);
    }

    private static JsonNode model(Path json) {
        ObjectNode model = (ObjectNode) Json.read(json).get("models").get(0);
        model.remove(List.of("name", "source"));
        return model;
    }

    @Test
    void everyFormatGivesTheNumbersOfTheArray() {
        Path json = folder.resolve("npy.json");
        DemoRows.command("evaluate", logits, labels, "--mode", "bounded", "--quiet", "--json", json);
        JsonNode expected = model(json);
        assertThat(evaluated("parquet", "--logits", "logits")).isEqualTo(expected);
        assertThat(evaluated("json", "--format", "json", "--logits", "logits", "--dtype", "float32"))
                .isEqualTo(expected);
        assertThat(evaluated(
                        "csv",
                        "--format",
                        "csv",
                        "--option",
                        "header=true",
                        "--option",
                        "inferSchema=true",
                        "--dtype",
                        "float32",
                        "--logits",
                        classColumns()))
                .isEqualTo(expected);
    }

    @Test
    void fitAndDecideAreThoseOfTheCommandLine() {
        Path here = folder.resolve("here.json");
        Path there = folder.resolve("there.json");
        Path found = folder.resolve("found.json");
        Path expected = folder.resolve("expected.json");
        DemoRows.command(
                "fit", "model=" + logits, labels, "--max-risk", "0.05", "--quiet", "-o", here, "--json", expected);
        String table = folder.resolve("parquet").toString();
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
        assertThat(Json.read(found)).isEqualTo(Json.read(expected));

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
