package io.demur.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.demur.cli.Cli.Result;
import io.demur.io.json.Json;
import io.demur.io.npy.NpyWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateCommandTest {
    @TempDir
    static Path demo;

    private static String smoothed;
    private static String plain;
    private static String labels;

    @TempDir
    Path folder;

    @BeforeAll
    static void unpack() throws IOException {
        Cli.demoFiles(demo);
        smoothed = demo.resolve("alpha20.npz") + "#test";
        plain = demo.resolve("alpha00.npz") + "#test";
        labels = demo.resolve("labels.npz") + "#test";
    }

    /** Values from the reference implementation of the definitions, on the same files. */
    @Test
    void theTableShowsTheReferenceValues() {
        Result result = Cli.run("evaluate", smoothed, labels);
        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("n = 3,080, K = 77, error 10.26 %", "AURC[mean]", "AURC[paper]", "AUGRC");
        List<String> msp =
                result.out().lines().filter(line -> line.startsWith("msp ")).toList();
        assertThat(String.join(" ", msp))
                .contains("0.020802", "0.016076", "0.020785", "0.496104", "0.859416", "0.034497");
        assertThat(result.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
        assertThat(result.out().lines().filter(line -> line.startsWith("logit-norm:p=6")))
                .first()
                .asString()
                .contains("0.016148*");
        assertThat(result.err()).contains("warning [duplicate-rows]").hasLineCount(1);
    }

    @Test
    void theJsonHoldsTheSameNumbersAndFollowsItsSchema() {
        Path json = folder.resolve("results.json");
        Result result = Cli.run(
                "evaluate",
                smoothed,
                labels,
                "--json",
                json,
                "--classwise",
                "--curves",
                "--bootstrap",
                100,
                "--classes",
                demo.resolve("classes.txt"));
        assertThat(result.code()).isZero();
        JsonNode document = Json.read(json);
        assertThat(Schema.problems("evaluation.schema.json", document)).isEmpty();
        JsonNode msp = document.get("models").get(0).get("scores").get(0);
        assertThat(msp.get("score").textValue()).isEqualTo("msp");
        assertThat(metric(msp, "aurc[mean]")).isCloseTo(0.020802, within(1e-6));
        assertThat(metric(msp, "aurc[paper]")).isCloseTo(0.020785, within(1e-6));
        assertThat(metric(msp, "augrc")).isCloseTo(0.016076, within(1e-6));
        assertThat(number(msp.get("coverageAtRisk").get(0).get("coverage"))).isCloseTo(0.496104, within(1e-6));
        assertThat(number(msp.get("coverageAtRisk").get(1).get("coverage"))).isCloseTo(0.859416, within(1e-6));
        assertThat(number(msp.get("riskAtCoverage").get(0).get("risk"))).isCloseTo(0.034497, within(1e-6));
        JsonNode whole = document.get("models").get(0).get("calibration");
        JsonNode accepted = msp.get("calibrationOfAccepted").get(0);
        assertThat(number(accepted.get("classwiseEce"))).isPositive().isNotEqualTo(number(whole.get("classwiseEce")));
    }

    /** The accepted part alone in files of its own has the same classwise error. */
    @Test
    void theClasswiseErrorOfTheAcceptedIsThatOfThemAlone() {
        Path logits = folder.resolve("rows.npy");
        Path truth = folder.resolve("truth.npy");
        NpyWriter.writeDoubles(logits, new double[] {4, 0, 1, 0, 3, 1, 2, 0, 1, 0, 0.5, 0.25}, 4, 3);
        NpyWriter.writeLongs(truth, new long[] {0, 1, 2, 0}, 4);
        Path surest = folder.resolve("surest.npy");
        Path theirs = folder.resolve("theirs.npy");
        NpyWriter.writeDoubles(surest, new double[] {4, 0, 1, 0, 3, 1}, 2, 3);
        NpyWriter.writeLongs(theirs, new long[] {0, 1}, 2);
        JsonNode half = classwise(logits, truth)
                .get("scores")
                .get(0)
                .get("calibrationOfAccepted")
                .get(0);
        assertThat(half.get("samples").intValue()).isEqualTo(2);
        assertThat(number(half.get("classwiseEce")))
                .isEqualTo(number(classwise(surest, theirs).get("calibration").get("classwiseEce")));
    }

    private static JsonNode classwise(Path logits, Path labels) {
        Result result =
                Cli.run("evaluate", logits, labels, "--score", "msp", "--coverage", 0.5, "--classwise", "--json", "-");
        return Json.read("stdout", result.out()).get("models").get(0);
    }

    private static double metric(JsonNode score, String name) {
        return number(score.get("metrics").get(name));
    }

    private static double number(JsonNode estimate) {
        return estimate.get("value").doubleValue();
    }

    @Test
    void jsonOnStandardOutputReplacesTheTable() {
        Result result = Cli.run("evaluate", smoothed, labels, "--score", "msp", "--json", "-", "--quiet");
        assertThat(Json.read("stdout", result.out()).get("models")).hasSize(1);
        assertThat(result.err()).isEmpty();
    }

    @Test
    void csvHoldsOneNumberPerLine() throws IOException {
        Path csv = folder.resolve("results.csv");
        Cli.run("evaluate", smoothed, labels, "--score", "msp", "--score", "logit-norm:p=5", "--csv", csv);
        List<String> lines = Files.readAllLines(csv);
        assertThat(lines.get(0)).isEqualTo("model,score,metric,convention,value,lower,upper,n,reason");
        assertThat(lines).anyMatch(line -> line.startsWith("alpha20.npz#test,msp,aurc,mean,0.02080"));
        assertThat(lines)
                .anyMatch(line -> line.startsWith("alpha20.npz#test,\"logit-norm:p=5,centre=mean\",augrc,,0.013"));
    }

    @Test
    void modelsStandSideBySideUnderTheirNames() {
        Result result = Cli.run("evaluate", "CE=" + plain, "LS=" + smoothed, labels, "--scores", "msp;logit-norm:p=5");
        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("CE: n = 3,080", "LS: n = 3,080", "  msp ", "0.018908 ", "0.016182* ");
    }

    @Test
    void boundedModeSaysOnceWhatItLeavesOut() {
        Result result = Cli.run("evaluate", plain, smoothed, labels, "--mode", "bounded", "--score", "msp");
        assertThat(result.code()).isZero();
        assertThat(result.err())
                .containsOnlyOnce("warning [not-in-this-mode]: ")
                .doesNotContain("auto");
    }

    @Test
    void noNumberOfThreadsIsTakenForAWantOfMemory() {
        Result result = Cli.run("evaluate", smoothed, labels, "--threads", 100_000);
        assertThat(result.code()).isZero();
        assertThat(result.err()).doesNotContain("not-in-this-mode").doesNotContain("memory");
        assertThat(result.out())
                .isEqualTo(Cli.run("evaluate", smoothed, labels, "--threads", 1).out());
    }

    @Test
    void boundedModeRefusesTheBootstrap() {
        Result result = Cli.run("evaluate", smoothed, labels, "--mode", "bounded", "--bootstrap", 100);
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("--bootstrap", "--mode exact").hasLineCount(1);
    }

    @Test
    void boundedModeContainsTheExactValues() {
        JsonNode exact = evaluate("--mode", "exact");
        JsonNode bounded = evaluate("--mode", "bounded");
        assertThat(bounded.get("plan").get("mode").textValue()).isEqualTo("bounded");
        for (String name : List.of("aurc[mean]", "augrc", "auroc_f")) {
            JsonNode estimate = bounded.get("scores").get(0).get("metrics").get(name);
            double value = metric(exact.get("scores").get(0), name);
            if (estimate.has("bounds")) {
                assertThat(value)
                        .isBetween(
                                estimate.get("bounds").get("lower").doubleValue(),
                                estimate.get("bounds").get("upper").doubleValue());
            } else {
                assertThat(number(estimate)).isEqualTo(value);
            }
        }
    }

    @Test
    void threadsChangeNoDigit() {
        assertThat(evaluate("--threads", "1")).isEqualTo(evaluate("--threads", "2"));
    }

    private JsonNode evaluate(String... options) {
        Object[] args = new Object[options.length + 6];
        System.arraycopy(
                new Object[] {"evaluate", smoothed, labels, "--score=msp", "--json=-", "--quiet"}, 0, args, 0, 6);
        System.arraycopy(options, 0, args, 6, options.length);
        Result result = Cli.run(args);
        assertThat(result.code()).isZero();
        return Json.read("stdout", result.out()).get("models").get(0);
    }

    @Test
    void aScoreChosenOnHeldOutRowsIsMarked() {
        Result result = Cli.run(
                "evaluate",
                smoothed,
                labels,
                "--score",
                "msp",
                "--fit",
                demo.resolve("alpha20.npz") + "#val",
                demo.resolve("labels.npz") + "#val");
        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("> logit-norm:p=5", "0.016182", "chosen on 2,000 held-out rows");
    }

    @Test
    void confidencesFromElsewhereAreEnough() throws IOException {
        Path table = Cli.csv(folder.resolve("pairs.csv"), "score,correct", ".9,1", ".8,1", ".7,1", ".6,0", ".5,0");
        Result result = Cli.run("evaluate", table, "--input", "scores");
        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("given", "0.130000", "0.090000", "0.080000");
        Path score = Cli.csv(folder.resolve("score.csv"), ".9", ".8", ".7", ".6", ".5");
        Path correct = Cli.csv(folder.resolve("correct.csv"), "1", "1", "1", "0", "0");
        assertThat(Cli.run("evaluate", score, correct, "--input", "scores").out())
                .contains("0.130000");
    }

    @Test
    void oneTableMayHoldProbabilitiesAndLabels() throws IOException {
        Path table = Cli.csv(
                folder.resolve("table.csv"),
                "cat,dog,bird,truth",
                ".7,.2,.1,0",
                ".3,.4,.3,1",
                ".1,.1,.8,2",
                ".5,.3,.2,1",
                ".2,.2,.6,255");
        Result result = Cli.run(
                "evaluate",
                table,
                "--label",
                "truth",
                "--input",
                "probabilities",
                "--ignore-label",
                "255",
                "--json",
                "-");
        assertThat(result.code()).isZero();
        JsonNode model = Json.read("stdout", result.out()).get("models").get(0);
        assertThat(model.get("samples").intValue()).isEqualTo(4);
        assertThat(model.get("ignored").intValue()).isEqualTo(1);
        assertThat(number(model.get("error"))).isEqualTo(0.25);
    }

    @Test
    void costsReplaceTheError() throws IOException {
        Path table = Cli.csv(folder.resolve("table.csv"), "a,b,c,y", "3,1,0,0", "2,1,0,1", "1,2,0,2", "0,1,3,2");
        Path costs = Cli.csv(folder.resolve("costs.csv"), "0,1,1", "0.25,0,1", "1,0.5,0");
        Result result = Cli.run("evaluate", table, "--label", "y", "--costs", costs);
        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("mean cost 18.75 %");
    }

    @Test
    void comparisonSaysWhichIsBetterOrThatItCannotTell() {
        Result scores = Cli.run("compare", smoothed, labels, "--score", "msp", "--score", "logit-norm:p=5");
        assertThat(scores.code()).isZero();
        assertThat(scores.out()).contains("0.020802", "0.016182", "-0.004620", "By AURC[mean] B is better.");
        Result models = Cli.run("compare", "CE=" + plain, "LS=" + smoothed, labels);
        assertThat(models.out()).contains("A: CE msp", "By AURC[mean] these 3,080 rows cannot tell which is better.");
        JsonNode json = Json.read(
                "stdout",
                Cli.run("compare", plain, smoothed, labels, "--json", "-").out());
        assertThat(json.get("differences")).hasSize(3);
        assertThat(Schema.problems("comparison.schema.json", json)).isEmpty();
    }
}
