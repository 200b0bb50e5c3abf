package io.demur.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.demur.evaluation.CertificationPlan;
import io.demur.evaluation.EvaluationPlan;
import io.demur.evaluation.EvaluationPlan.Mode;
import io.demur.evaluation.Evaluator;
import io.demur.evaluation.FitPlan;
import io.demur.guarantee.Confidence;
import io.demur.guarantee.FixedSequence;
import io.demur.guarantee.MaxRisk;
import io.demur.guarantee.UncertifiedGroups;
import io.demur.io.json.EvaluatedModel;
import io.demur.io.json.EvaluationJson;
import io.demur.io.json.Json;
import io.demur.io.json.SelectorJson;
import io.demur.select.DataIdentity;
import io.demur.select.Grouping;
import io.demur.select.Selector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        SparkRows source =
                SparkRows.of("table", table, RowColumns.logits(logits).withLabel("label"));
        EvaluationPlan plan =
                EvaluationPlan.of(EvaluationPlan.usualScores(source.classes())).with(mode);
        EvaluatedModel model = EvaluatedModel.of("m", Evaluator.evaluate(source, plan), List.of());
        return model(Json.read("spark", Json.write(EvaluationJson.of("", List.of(model), false))));
    }

    @ParameterizedTest(name = "{0}, {1} partitions")
    @CsvSource({"EXACT, 1", "EXACT, 50", "BOUNDED, 1", "BOUNDED, 50"})
    void evaluationOfArrays(Mode mode, int partitions) {
        assertThat(spark(rows.repartition(partitions), "logits", mode)).isEqualTo(commandLine(mode));
    }

    private static JsonNode commandLineFit(Object... more) {
        Path json = folder.resolve("fitted.json");
        List<Object> words = new ArrayList<>(List.of(
                "fit",
                "M=" + folder.resolve("ls_val_logits.npy"),
                folder.resolve("val_labels.npy"),
                "--max-risk",
                "0.05",
                "--name",
                "s",
                "--quiet",
                "-o",
                json));
        words.addAll(List.of(more));
        DemoRows.command(words.toArray());
        return Json.read(json);
    }

    private static SelectorFit fit(Grouping grouping) {
        return new SelectorFit(
                FitPlan.usual(),
                new CertificationPlan(
                        FixedSequence.DEFAULT, new CertificationPlan.AtRisk(MaxRisk.of(0.05)), Confidence.of(0.95)),
                grouping,
                UncertifiedGroups.POOLED,
                new DataIdentity.Split(0.5, 1));
    }

    private static JsonNode selector(SelectorFit fit, Dataset<Row> table, RowColumns columns) {
        SelectorFit.Names names = new SelectorFit.Names("s", "M", List.of(), Optional.empty());
        Selector selector =
                fit.fit(SparkRows.of("table", table, columns), names).selector().orElseThrow();
        return Json.read("spark", Json.write(SelectorJson.of(selector)));
    }

    private static final RowColumns COLUMNS = RowColumns.logits("logits").withLabel("label");

    @ParameterizedTest(name = "{0} partitions")
    @ValueSource(ints = {1, 50})
    void selector(int partitions) {
        assertThat(selector(fit(Grouping.NONE), rows.repartition(partitions), COLUMNS))
                .isEqualTo(commandLineFit());
    }

    @Test
    void selectorWithARulePerGroup() throws IOException {
        Path groups = folder.resolve("site.csv");
        Files.writeString(
                groups,
                rows.select("site").collectAsList().stream()
                        .map(row -> row.getString(0) + "\n")
                        .collect(Collectors.joining("", "site\n", "")));
        assertThat(selector(fit(Grouping.COLUMN), rows.repartition(7), COLUMNS.withGroup("site")))
                .isEqualTo(commandLineFit("--groups", groups, "--group", "site", "--uncertified-groups", "pooled"));
        assertThat(selector(fit(Grouping.PREDICTED_CLASS), rows, COLUMNS))
                .isEqualTo(commandLineFit("--by-predicted-class", "--uncertified-groups", "pooled"));
    }
}
