package io.demur.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.demur.cli.Cli.Result;
import io.demur.io.json.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The reference values on files that do not ship with the project: the folder named by DEMUR_DATA. */
class ReferenceLogitsTest {
    private Path data;

    @TempDir
    Path folder;

    @BeforeEach
    void findTheFiles() {
        String root = System.getenv("DEMUR_DATA");
        assumeTrue(root != null, "DEMUR_DATA is not set: no reference logits to test on");
        data = Path.of(root, "reference-logits", "banking77");
        assumeTrue(data.toFile().isDirectory(), "there is no " + data);
    }

    @ParameterizedTest
    @CsvSource({
        "00, msp, 0.018908, ",
        "10, 'logit-norm:p=6,centre=mean', 0.016689, ",
        "20, 'logit-norm:p=5,centre=mean', 0.016182, 0.637987",
        "40, 'logit-norm:p=4,centre=mean', 0.015562, "
    })
    void theFitChoosesWhatTheReferenceChose(String alpha, String score, double aurc, Double coverage) {
        Path selector = folder.resolve("selector.json");
        Path test = data.resolve("alpha" + alpha + "_test_logits.npy");
        Path testLabels = data.resolve("test_labels.npy");
        Result fit = Cli.run(
                "fit",
                data.resolve("alpha" + alpha + "_val_logits.npy"),
                data.resolve("val_labels.npy"),
                "--certify",
                test,
                testLabels,
                "--max-risk",
                "0.03",
                "-o",
                selector);
        assertThat(fit.code()).as(fit.err()).isZero();
        assertThat(Json.read(selector).get("score").textValue()).isEqualTo(score);
        Result evaluated = Cli.run("evaluate", test, testLabels, "--score", score, "--json", "-");
        JsonNode numbers = Json.read("stdout", evaluated.out())
                .get("models")
                .get(0)
                .get("scores")
                .get(0);
        assertThat(numbers.get("metrics").get("aurc[mean]").get("value").doubleValue())
                .isCloseTo(aurc, within(1e-6));
        if (coverage != null) {
            JsonNode at = numbers.get("coverageAtRisk").get(0).get("coverage");
            assertThat(at.get("value").doubleValue()).isCloseTo(coverage, within(1e-6));
        }
    }

    /** Tuned and certified on about 1,000 rows each: 3 % holds in every split and answers most rows, 1 % mostly does not. */
    @ParameterizedTest(name = "risk {0}")
    @CsvSource({"0.03, 40, 40, 0.70, 0.80", "0.01, 0, 19, 0, 1"})
    void whichRisksAreFeasible(double risk, int least, int most, double lower, double upper) {
        List<Double> coverages = new ArrayList<>();
        for (int seed = 1; seed <= 40; seed++) {
            Result fit = Cli.run(
                    "fit",
                    data.resolve("alpha20_val_logits.npy"),
                    data.resolve("val_labels.npy"),
                    "--max-risk",
                    risk,
                    "--seed",
                    seed,
                    "--json",
                    "-");
            assertThat(fit.code()).as(fit.err()).isIn(0, 3);
            JsonNode certification = Json.read("stdout", fit.out()).get("certification");
            if (fit.code() == 0) {
                coverages.add(certification.get("coverage").doubleValue());
            }
        }
        assertThat(coverages.size()).isBetween(least, most);
        double[] sorted = coverages.stream().mapToDouble(c -> c).sorted().toArray();
        assertThat(sorted.length == 0 ? lower : sorted[sorted.length / 2]).isBetween(lower, upper);
    }

    /** 2,000 other rows, those held out: the same verdict, and an interval that holds the gain found on the test rows. */
    @ParameterizedTest
    @CsvSource({"10, 0.003541", "20, 0.004620", "40, 0.005853"})
    void twoThousandRowsShowItTooAndPromiseTheTrueGain(String alpha, double gain) {
        Result result = Cli.run(
                "diagnose",
                data.resolve("alpha" + alpha + "_val_logits.npy"),
                data.resolve("val_labels.npy"),
                "--json",
                "-");
        JsonNode json = Json.read("stdout", result.out());
        assertThat(json.get("rows").get("samples").intValue()).isEqualTo(2_000);
        assertThat(json.get("verdict").textValue()).isEqualTo("broken-by-smoothing");
        assertThat(json.get("repair").textValue()).isEqualTo("gain-expected");
        JsonNode interval = json.get("gain").get("aurc[mean]").get("interval");
        assertThat(gain)
                .isBetween(
                        interval.get("lower").doubleValue(),
                        interval.get("upper").doubleValue());
    }

    /** Recipe of the index: numpy 2.4.6, 20 bins of the rank of the MSP logit, population deviation per bin. */
    @ParameterizedTest
    @CsvSource({
        "00, 0.2085945217745203, fine",
        "10, 0.5383540794580886, broken-by-smoothing",
        "20, 0.5957190610630624, broken-by-smoothing",
        "40, 0.4420764910057280, broken-by-smoothing"
    })
    void theDiagnosisFindsTheSmoothing(String alpha, double index, String verdict) {
        Result result = Cli.run(
                "diagnose",
                data.resolve("alpha" + alpha + "_test_logits.npy"),
                data.resolve("test_labels.npy"),
                "--json",
                "-");
        JsonNode json = Json.read("stdout", result.out());
        assertThat(json.get("signature").get("value").doubleValue()).isCloseTo(index, within(1e-12));
        assertThat(json.get("verdict").textValue()).isEqualTo(verdict);
    }
}
