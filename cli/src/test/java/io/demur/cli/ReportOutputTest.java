package io.demur.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.demur.cli.Cli.Result;
import io.demur.io.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportOutputTest {
    private static final Pattern ROW = Pattern.compile("<tr><th scope=\"row\">[^<]+</th>.*?</tr>", Pattern.DOTALL);
    private static final Pattern CELL = Pattern.compile("<td[^>]*>([^<]+)");

    @TempDir
    private static Path demo;

    @TempDir
    private Path folder;

    private String plain;
    private String smoothed;
    private String labels;
    private Path page;

    @BeforeAll
    static void unpack() throws IOException {
        Cli.demoFiles(demo);
    }

    @BeforeEach
    void name() {
        plain = "CE=" + demo.resolve("alpha00.npz") + "#test";
        smoothed = "LS=" + demo.resolve("alpha20.npz") + "#test";
        labels = demo.resolve("labels.npz") + "#test";
        page = folder.resolve("report.html");
    }

    @Test
    void evaluateWritesPageAndFiguresBesideTheTable() throws IOException {
        Result result = Cli.run(
                "evaluate",
                plain,
                smoothed,
                labels,
                "--html",
                page,
                "--figures",
                folder.resolve("figures"),
                "--scores",
                "msp;logit-norm:p=5");
        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("AURC[mean]");
        assertThat(result.err()).contains("wrote " + page);
        assertThat(Files.readString(page))
                .contains("Ranking broken, label-smoothing signature present", "LS logit-norm:p=5")
                .contains("demur evaluate CE=");
        assertThat(folder.resolve("figures/risk-coverage.svg")).isNotEmptyFile();
        assertThat(folder.resolve("figures/risk-coverage.png")).isNotEmptyFile();
    }

    /** A number as the page rounds it: to four decimals, or in per cent to two. */
    private static double shown(String cell) {
        String number = cell.replace(" %", "");
        return Double.parseDouble(number) / (cell.endsWith("%") ? 100 : 1);
    }

    private static List<Double> numbers(JsonNode score) {
        List<Double> numbers = new ArrayList<>();
        for (String metric : List.of("aurc[mean]", "augrc", "auroc_f", "aurc[paper]", "naurc[mean]")) {
            numbers.add(score.get("metrics").get(metric).get("value").doubleValue());
        }
        score.get("coverageAtRisk")
                .forEach(at -> numbers.add(at.get("coverage").get("value").doubleValue()));
        score.get("riskAtCoverage")
                .forEach(at -> numbers.add(at.get("risk").get("value").doubleValue()));
        return numbers;
    }

    @Test
    void thePageShowsTheNumbersOfTheJson() throws IOException {
        Path json = folder.resolve("evaluation.json");
        assertThat(Cli.run("evaluate", plain, smoothed, labels, "--html", page, "--json", json, "--quiet")
                        .code())
                .isZero();
        String html = Files.readString(page);
        String scores = html.substring(html.indexOf("id=\"scores\""), html.indexOf("<h3>Calibration"));
        List<List<String>> rows = ROW.matcher(scores)
                .results()
                .map(row -> CELL.matcher(row.group())
                        .results()
                        .map(cell -> cell.group(1))
                        .toList())
                .toList();
        List<JsonNode> known = new ArrayList<>();
        Json.read(json).get("models").forEach(model -> model.get("scores").forEach(known::add));
        assertThat(rows).hasSize(known.size()).hasSize(34);
        for (int i = 0; i < rows.size(); i++) {
            List<Double> numbers = numbers(known.get(i));
            assertThat(rows.get(i)).hasSameSizeAs(numbers);
            for (int k = 0; k < numbers.size(); k++) {
                assertThat(shown(rows.get(i).get(k))).isCloseTo(numbers.get(k), within(0.5e-4 + 1e-9));
            }
        }
        JsonNode first = Json.read(json).get("models").get(0);
        assertThat(html)
                .contains(first.get("dataDigest").textValue())
                .contains(String.format(
                        Locale.ROOT,
                        "%.2f",
                        100 * first.get("error").get("value").doubleValue()));
    }

    @Test
    void compareShowsThePairedDifferences() throws IOException {
        assertThat(Cli.run("compare", plain, smoothed, labels, "--html", page).code())
                .isZero();
        assertThat(Files.readString(page)).contains("LS msp against CE msp", "cannot be told apart", "0.002658");
        assertThat(Cli.run("compare", smoothed, labels, "--score", "msp", "--score", "logit-norm:p=5", "--html", page)
                        .code())
                .isZero();
        assertThat(Files.readString(page)).contains("logit-norm:p=5 against msp");
    }

    @Test
    void demoTellsItsStoryWithTheCertificate() throws IOException {
        Result result = Cli.run("demo", "--html", page);
        assertThat(result.code()).isZero();
        String first = Files.readString(page);
        assertThat(first).contains("certified, 95 % confidence", "alpha20.npz#test", "card_arrival");
        Cli.run("demo", "--html", page);
        assertThat(Files.readString(page)).isEqualTo(first);
        assertThat(Cli.run("demo", "--html", "-", "--quiet").out()).startsWith("<!doctype html>");
    }

    @Test
    void diagnoseWritesThePageWithItsVerdictOnTop() throws IOException {
        Result result = Cli.run("diagnose", smoothed.substring(3), labels, "--html", page, "--figures", folder);
        assertThat(result.code()).isZero();
        assertThat(result.out()).startsWith("Verdict");
        assertThat(Files.readString(page)).contains("label-smoothing signature present", "demur diagnose ");
        assertThat(folder.resolve("norm-1.svg")).exists();
        result = Cli.run("diagnose", smoothed.substring(3), "--html", page);
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("a report needs labels");
    }

    @Test
    void whatCannotBeWrittenIsSaidBeforeTheWork() {
        Result result = Cli.run("evaluate", smoothed, labels, "--html", folder.resolve("no/report.html"));
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("there is no folder").doesNotContain("\tat ");
        result = Cli.run("demo", "--figures", demo.resolve("classes.txt"));
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("is not a folder");
    }

    @Test
    void commandLinesCanBeTypedAgain() {
        assertThat(ShellWords.join("demur", java.util.List.of("evaluate", "a b", "it's", "x=1.npy", "msp;entropy", "")))
                .isEqualTo("demur evaluate 'a b' 'it'\\''s' x=1.npy 'msp;entropy' ''");
    }
}
