package io.demur.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.demur.evaluation.EvaluationPlan;
import io.demur.evaluation.EvaluationPlan.Mode;
import io.demur.evaluation.Evaluator;
import io.demur.io.json.EvaluatedModel;
import io.demur.io.json.EvaluationJson;
import io.demur.io.json.Json;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A table in Spark gives the numbers that the command line finds in the array, digit for digit. */
class SameNumbersTest {
    @TempDir
    static Path folder;

    private static Dataset<Row> rows;

    @BeforeAll
    static void read() {
        DemoRows.export(folder);
        rows = DemoRows.table(folder.resolve("ls_val_logits.npy"), folder.resolve("val_labels.npy"));
    }

    private static JsonNode commandLine(Mode mode) {
        Path json = folder.resolve(mode + ".json");
        DemoRows.command(
                "evaluate",
                folder.resolve("ls_val_logits.npy"),
                folder.resolve("val_labels.npy"),
                "--mode",
                mode.toString().toLowerCase(java.util.Locale.ROOT),
                "--quiet",
                "--json",
                json);
        return model(Json.read(json));
    }

    private static JsonNode model(JsonNode document) {
        ObjectNode model = (ObjectNode) document.get("models").get(0);
        model.remove(List.of("name", "source"));
        return model;
    }

    private static JsonNode spark(Dataset<Row> table, String logits, Mode mode) {
        SparkRows source = SparkRows.of("table", table, RowColumns.logits(logits).withLabel("label"));
        EvaluationPlan plan =
                EvaluationPlan.of(EvaluationPlan.usualScores(source.classes())).with(mode);
        EvaluatedModel model = EvaluatedModel.of("m", Evaluator.evaluate(source, plan), List.of());
        return model(EvaluationJson.of("", List.of(model), false));
    }

    @ParameterizedTest(name = "{0}, {1} partitions")
    @CsvSource({"EXACT, 1", "EXACT, 50", "BOUNDED, 1", "BOUNDED, 50"})
    void evaluationOfArrays(Mode mode, int partitions) {
        assertThat(spark(rows.repartition(partitions), "logits", mode)).isEqualTo(commandLine(mode));
    }
}
