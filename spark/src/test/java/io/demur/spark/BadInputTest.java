package io.demur.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.demur.evaluation.Evaluation;
import io.demur.evaluation.EvaluationPlan;
import io.demur.evaluation.EvaluationPlan.Mode;
import io.demur.evaluation.Evaluator;
import io.demur.logits.InputException;
import io.demur.logits.InputKind;
import io.demur.score.BadRows;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Tables that cannot be used are refused in one line that says where and what. */
class BadInputTest {
    @TempDir
    Path folder;

    /** Rows 0 to 59 in three partitions of three classes each; one column changed. */
    private static Dataset<Row> table(String column, String expression) {
        return Sessions.get()
                .range(0, 60, 1, 3)
                .withColumn("logits", expr("array(float(id % 7), float(id % 5), float(id % 3))"))
                .withColumn("label", expr("int(id % 3)"))
                .withColumn("site", expr("if(id < 40, 'a', 'b')"))
                .withColumn(column, expr(expression));
    }

    private static Evaluation evaluate(Dataset<Row> table, RowColumns columns, Mode mode) {
        SparkRows rows = SparkRows.of("rows", table, columns);
        return Evaluator.evaluate(
                rows, EvaluationPlan.of(EvaluationPlan.usualScores(3)).with(mode));
    }

    private static final RowColumns COLUMNS = RowColumns.logits("logits").withLabel("label");

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "logits|if(id in (25, 45), null, logits)|row 5, column \"logits\": is null; every row needs its logits",
                "logits|if(id in (25, 45), array(1f, 2f), logits)|row 5, column \"logits\": holds 2 numbers where 3"
                        + " are wanted",
                "logits|if(id in (25, 45), array(1f, null, 2f), logits)|row 5, column \"logits\": number 1 of the list"
                        + " is null; every class needs one",
                "logits|if(id in (25, 45), array(1f, float('nan'), 2f), logits)|row 5 holds a logit that is NaN, infinite or beyond 1e150;"
                        + " mend the row or use --skip-bad-rows",
                "label|if(id in (25, 45), null, label)|row 5, column \"label\": is null; leave such rows out by a"
                        + " filter",
                "label|if(id in (25, 45), 3, label)|row 5, column \"label\": label 3 is not in [0, 3)",
                "label|if(id in (25, 45), 0.5, label)|row 5, column \"label\": label 0.5 is not a whole number"
            })
    void badRowsAreNamedByTheirFirstPartition(String column, String expression, String problem) {
        Dataset<Row> table = table(column, expression);
        for (Mode mode : List.of(Mode.EXACT, Mode.BOUNDED)) {
            assertThatThrownBy(() -> evaluate(table, COLUMNS, mode))
                    .as(mode.toString())
                    .isInstanceOf(InputException.class)
                    .hasMessage("rows: partition 1: " + problem);
        }
    }

    @Test
    void columnsThatAreMissingOrOfAWrongType() {
        Dataset<Row> table = table("text", "'x'");
        assertThatThrownBy(() -> SparkRows.of("rows", table, RowColumns.logits("logit")))
                .hasMessage("rows: has no column \"logit\"; did you mean \"logits\"? The columns are id, logits, label,"
                        + " site, text");
        assertThatThrownBy(() -> SparkRows.of("rows", table, RowColumns.logits("text")))
                .hasMessageStartingWith(
                        "rows: column \"text\" is STRING, logits are vectors, arrays of FLOAT or DOUBLE");
        assertThatThrownBy(() -> SparkRows.of("rows", table, COLUMNS.withLabel("logits")))
                .hasMessageStartingWith("rows: column \"logits\" is ARRAY<FLOAT>, labels are whole numbers or names");
        assertThatThrownBy(() -> SparkRows.of("rows", table, COLUMNS.withLabel("text")))
                .hasMessage(
                        "rows: column \"text\" holds text; give the names of the classes, in the order of the logits");
        assertThatThrownBy(() -> SparkRows.of("rows", table.limit(0), COLUMNS))
                .hasMessageStartingWith("rows: has no rows with logits");
        assertThatThrownBy(() -> SparkRows.of("rows", table, COLUMNS.withClassNames(List.of("a", "b"))))
                .hasMessage("rows: has 3 classes, but 2 names are given");
    }

    @Test
    void labelsMayBeNamesOfClasses() {
        List<String> names = List.of("zero", "one", "two");
        Dataset<Row> named = table("label", "element_at(array('zero', 'one', 'two'), int(id % 3) + 1)");
        Dataset<Row> numbered = table("label", "double(id % 3)");
        RowColumns columns = COLUMNS.withClassNames(names);
        assertThat(evaluate(named, columns, Mode.BOUNDED).dataDigest())
                .isEqualTo(evaluate(numbered, COLUMNS, Mode.BOUNDED).dataDigest());
        Dataset<Row> misspelt = table("label", "if(id = 7, 'tow', 'one')");
        assertThatThrownBy(() -> evaluate(misspelt, columns, Mode.BOUNDED))
                .hasMessage("rows: partition 0: row 7, column \"label\": \"tow\" is no name of a class; did you mean"
                        + " \"two\"?");
    }

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"EXACT", "BOUNDED"})
    void emptyPartitionsAndRowsThatAreLeftOutChangeNothing(Mode mode) {
        Dataset<Row> table = table("label", "if(id % 10 = 3, -1, label)")
                .withColumn("logits", expr("if(id = 8, array(float('nan'), 1f, 2f), logits)"));
        RowColumns columns = COLUMNS.ignoring(List.of(-1L));
        EvaluationPlan plan =
                EvaluationPlan.of(EvaluationPlan.usualScores(3)).with(mode).with(BadRows.SKIP);
        Evaluation found = Evaluator.evaluate(SparkRows.of("rows", table, columns), plan);
        Evaluation again = Evaluator.evaluate(
                SparkRows.of("rows", table.filter("id < 60").repartition(40, col("site")), columns), plan);
        assertThat(found.ignored()).isEqualTo(6);
        assertThat(found.skipped()).isEqualTo(1);
        assertThat(found.samples()).isEqualTo(53);
        assertThat(again.dataDigest()).isEqualTo(found.dataDigest());
        assertThat(again.error()).isEqualTo(found.error());
        assertThat(again.ignored()).isEqualTo(6);
    }

    @Test
    void vectorsColumnsAndProbabilitiesAreTheSameRows() {
        Dataset<Row> arrays = table("logits", "array(double(id % 7), double(id % 5), double(id % 3))");
        String digest = evaluate(arrays, COLUMNS, Mode.BOUNDED).dataDigest();
        Dataset<Row> vectors =
                arrays.withColumn("logits", org.apache.spark.ml.functions.array_to_vector(col("logits")));
        assertThat(evaluate(vectors, COLUMNS, Mode.EXACT).dataDigest()).isEqualTo(digest);
        Dataset<Row> wide = arrays.selectExpr("logits[0] AS a", "logits[1] AS b", "logits[2] AS c", "label");
        RowColumns columns = RowColumns.logits("a", "b", "c").withLabel("label");
        assertThat(evaluate(wide, columns, Mode.BOUNDED).dataDigest()).isEqualTo(digest);
        assertThatThrownBy(() -> evaluate(arrays, COLUMNS.with(InputKind.PROBABILITIES), Mode.BOUNDED))
                .isInstanceOf(InputException.class)
                .hasMessage(
                        "rows: partition 0: row 0, class 0: a zero probability has no logit; give the logits instead");
    }

    private static String refused(int code, String... words) {
        PrintStream before = System.err;
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        try {
            assertThat(Main.run(words)).isEqualTo(code);
        } finally {
            System.setErr(before);
        }
        List<String> lines = err.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("demur-spark: "))
                .toList();
        assertThat(lines).hasSize(1);
        return lines.get(0);
    }

    @Test
    void theMainClassTellsInOneLine() throws IOException {
        String path = folder.resolve("rows").toString();
        table("site", "'a'").write().parquet(path);
        assertThat(refused(2, "evaluate", path, "--logits", "logit", "--label", "label"))
                .contains("did you mean \"logits\"?");
        assertThat(refused(2, "evaluate", path, "--logits", "logits")).contains("--label: is missing");
        assertThat(refused(2, "evaluate", path + "x", "--logits", "logits", "--label", "label"))
                .contains("PATH_NOT_FOUND");
        assertThat(refused(2, "fit", path, "--label", "label")).contains("--logits");
        assertThat(refused(
                        3,
                        "fit",
                        path,
                        "--logits",
                        "logits",
                        "--label",
                        "label",
                        "--max-risk",
                        "0.001",
                        "-o",
                        path + ".json"))
                .contains("no threshold can be certified on");
        assertThat(Path.of(path + ".json")).doesNotExist();

        Path part;
        try (java.util.stream.Stream<Path> files = Files.list(Path.of(path))) {
            part = files.filter(file -> file.toString().endsWith(".parquet"))
                    .findFirst()
                    .orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(part);
        Files.write(part, java.util.Arrays.copyOf(bytes, bytes.length / 2));
        Files.deleteIfExists(part.resolveSibling("." + part.getFileName() + ".crc"));
        assertThat(refused(2, "evaluate", path, "--logits", "logits", "--label", "label"))
                .contains(part.getFileName().toString());
    }
}
