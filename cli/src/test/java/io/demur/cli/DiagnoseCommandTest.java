package io.demur.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.demur.cli.Cli.Result;
import io.demur.io.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiagnoseCommandTest {
    @TempDir
    static Path demo;

    @TempDir
    Path folder;

    @BeforeAll
    static void unpack() throws IOException {
        Cli.demoFiles(demo);
    }

    private static String logits(String model) {
        return demo.resolve(model + ".npz") + "#test";
    }

    private static String labels() {
        return demo.resolve("labels.npz") + "#test";
    }

    private static Result diagnose(Object... args) {
        Object[] all = new Object[args.length + 1];
        all[0] = "diagnose";
        System.arraycopy(args, 0, all, 1, args.length);
        return Cli.run(all);
    }

    @Test
    void theSmoothedModelIsFoundAndItsRepairPromised() {
        Result result = diagnose(logits("alpha20"), labels());
        assertThat(result.code()).isZero();
        assertThat(result.out())
                .startsWith("Verdict      ranking broken, label-smoothing signature present\n")
                .contains("Repair       repairable by logit normalisation", "0.016248", "+16.5 points", "by bootstrap")
                .contains("2.06 to 2.90); mean confidence lies 26.7 points below the accuracy")
                .contains("Index d      0.60, 95 % CI 0.45 to 0.74")
                .contains("Next         demur fit");
        assertThat(result.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
        assertThat(result.err()).contains("[duplicate-rows]").hasLineCount(1);
    }

    @Test
    void theOtherModelIsLeftAlone() {
        Result result = diagnose(logits("alpha00"), labels(), "--quiet");
        assertThat(result.code()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .startsWith("Verdict      ranking fine\n")
                .contains("Repair       nothing to repair", "no signature of label smoothing", "Index d      0.21");
    }

    /** Reference values of the imbalance index: bins by numpy 2.4.6 as the class ImbalanceIndex defines them. */
    @ParameterizedTest
    @CsvSource({"alpha00, 0.2085945217745203, fine", "alpha20, 0.5957190610630624, broken-by-smoothing"})
    void theJsonHoldsTheIndexOfTheReference(String model, double index, String verdict) {
        Path file = folder.resolve("diagnosis.json");
        Result result = diagnose(logits(model), labels(), "--json", file, "--risk", "0.05", "--seed", "3");
        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("answers at 5 % risk");
        JsonNode json = Json.read(file);
        assertThat(Schema.problems("diagnosis.schema.json", json)).isEmpty();
        assertThat(json.get("verdict").textValue()).isEqualTo(verdict);
        assertThat(json.get("signature").get("value").doubleValue()).isCloseTo(index, within(1e-12));
        assertThat(json.get("signature").get("interval").get("confidence").doubleValue())
                .isEqualTo(0.95);
        assertThat(json.get("imbalance").get("interval").get("lower").doubleValue())
                .isLessThan(json.get("imbalance").get("value").doubleValue());
        assertThat(json.get("calibration").get("underConfidence").get("method").textValue())
                .isEqualTo("analytic");
        JsonNode excess = json.get("ranking").get("excessAurc").get(0);
        assertThat(excess.get("saturation").doubleValue()
                        + excess.get("ties").doubleValue()
                        + excess.get("order").doubleValue())
                .isCloseTo(excess.get("total").doubleValue(), within(1e-15));
        assertThat(json.get("gain").get("method").textValue()).isEqualTo("cross-fit");
        assertThat(json.get("thresholds").get("signature").doubleValue()).isEqualTo(0.6);
        Result again =
                diagnose(logits(model), labels(), "--json", "-", "--risk", "0.05", "--seed", "3", "--threads", 1);
        JsonNode printed = Json.read("stdout", again.out());
        assertThat(printed).isEqualTo(json);
    }

    @Test
    void withoutLabelsTheLogitsAreDescribed() {
        Result result = diagnose(logits("alpha20"));
        assertThat(result.code()).isZero();
        assertThat(result.out())
                .startsWith("Verdict      cannot tell\n")
                .contains("there are no labels", "Max logit    centred: mean 5.65", "float16")
                .doesNotContain("Ranking");
        JsonNode json =
                Json.read("stdout", diagnose(logits("alpha20"), "--json", "-").out());
        assertThat(Schema.problems("diagnosis.schema.json", json)).isEmpty();
        assertThat(json.get("reasons").get(0).textValue()).isEqualTo("no-labels");
        assertThat(json.has("signature")).isFalse();
    }

    private Path table(int rows, int classes, long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        String[] lines = IntStream.range(0, rows)
                .mapToObj(i -> {
                    int label = random.nextInt(classes);
                    StringBuilder line = new StringBuilder();
                    for (int k = 0; k < classes; k++) {
                        double logit = random.nextGaussian() + (k == label ? 1.5 : 0);
                        line.append(String.format(Locale.ROOT, "%.6f,", logit));
                    }
                    return line.append(label).toString();
                })
                .toArray(String[]::new);
        String[] all = new String[rows + 1];
        StringBuilder head = new StringBuilder();
        for (int k = 0; k < classes; k++) {
            head.append('c').append(k).append(',');
        }
        all[0] = head + "truth";
        System.arraycopy(lines, 0, all, 1, rows);
        return Cli.csv(folder.resolve("table" + rows + ".csv"), all);
    }

    @Test
    void twoClassesAreToldWhyNot() throws IOException {
        Result result = diagnose(table(400, 2, 1), "--label", "truth");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out())
                .startsWith("Verdict      cannot tell\n")
                .contains("not repairable by logit normalisation, because with two classes")
                .contains("and none is excluded");
    }

    @Test
    void fewRowsAreToldHowManyAreNeeded() throws IOException {
        Result result = diagnose(table(150, 4, 2), "--label", "truth");
        assertThat(result.out()).startsWith("Verdict      cannot tell\n").contains("150 rows, and 200 are needed");
        assertThat(result.code()).isZero();
    }

    @Test
    void degenerateLabelsAreAnAnswerToo() throws IOException {
        Path rows = Cli.csv(folder.resolve("rows.csv"), "a,b,c", "3,1,0", "5,2,1", "4,0,2");
        Path right = Cli.csv(folder.resolve("right.csv"), "truth", "0", "0", "0");
        assertThat(diagnose(rows, right).out())
                .contains(
                        "every label is of the same class",
                        "no prediction is wrong",
                        "nothing to repair in these rows");
        Path wrong = Cli.csv(folder.resolve("wrong.csv"), "truth", "1", "2", "1");
        assertThat(diagnose(rows, wrong).out()).contains("every prediction is wrong; are the labels");
        Path flat = Cli.csv(folder.resolve("flat.csv"), "a,b,c", "1,1,1", "2,2,2", "0,0,0");
        assertThat(diagnose(flat, right).out()).contains("all logits are equal", "Flat         3 rows");
    }

    @Test
    void probabilitiesAreRecognised() throws IOException {
        Path rows = Cli.csv(folder.resolve("p.csv"), "a,b,c", "0.5,0.25,0.25", "0.1,0.8,0.1", "0.2,0.2,0.6");
        Path labels = Cli.csv(folder.resolve("y.csv"), "truth", "0", "1", "1");
        assertThat(diagnose(rows, labels).out()).contains("say --input probabilities");
        assertThat(diagnose(rows, labels, "--input", "probabilities").out())
                .doesNotContain("say --input probabilities")
                .contains("log-probabilities");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "--risk, 1.5, '--risk: 1.5 is not in [0,1]'",
        "--confidence, 2, confidence",
        "--input, scores, only commands that rank rows accept --input scores",
        "--json, nowhere/d.json, there is no folder"
    })
    void badOptionsAreOneLine(String option, String value, String problem) {
        Result result = diagnose(logits("alpha20"), labels(), option, value);
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains(problem).hasLineCount(1);
    }
}
