package io.demur.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.demur.cli.Cli.Result;
import io.demur.io.json.Json;
import io.demur.io.text.Numbers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A page says "certified" of what a selector promises, and of nothing else. */
class SelectorOnPageTest {
    private static final Pattern ROW = Pattern.compile("<tr><th scope=\"row\">([^<]+)</th>(.*?)</tr>", Pattern.DOTALL);
    private static final String STANDING = "certified, 95 % confidence";

    @TempDir
    private static Path demo;

    private static Path selector;

    @TempDir
    private Path folder;

    @BeforeAll
    static void fit() throws IOException {
        Cli.demoFiles(demo);
        selector = demo.resolve("selector.json");
        assertThat(fit("--max-risk", "0.03", "-o", selector).code()).isZero();
    }

    private static Result fit(Object... more) {
        Object[] all = new Object[more.length + 3];
        all[0] = "fit";
        all[1] = demo.resolve("alpha20.npz") + "#val";
        all[2] = demo.resolve("labels.npz") + "#val";
        System.arraycopy(more, 0, all, 3, more.length);
        return Cli.run(all);
    }

    private Path page() {
        return folder.resolve("report.html");
    }

    private Result evaluate(String split, Object... more) {
        Object[] all = new Object[more.length + 3];
        all[0] = "evaluate";
        all[1] = "LS=" + demo.resolve("alpha20.npz") + "#" + split;
        all[2] = demo.resolve("labels.npz") + "#" + split;
        System.arraycopy(more, 0, all, 3, more.length);
        return Cli.run(all);
    }

    /** The rows of the operating points, head and rest. */
    private static List<String> rows(Path page) throws IOException {
        String html = Files.readString(page);
        String section = html.substring(
                html.indexOf("id=\"operating\""), html.indexOf("</section>", html.indexOf("id=\"operating\"")));
        return ROW.matcher(section)
                .results()
                .map(row -> row.group(1) + row.group(2).replaceAll("<[^>]+>", "|"))
                .toList();
    }

    @Test
    void onlyItsRiskIsCertifiedAndTheNumbersAreThoseOfTheFiles() throws IOException {
        Path json = folder.resolve("e.json");
        Result result = evaluate(
                "test", "--html", page(), "--selector", selector, "--json", json, "--curves", "--score", "msp");
        assertThat(result.code()).isZero();
        assertThat(result.err()).doesNotContain("known-rows");
        List<String> certified =
                rows(page()).stream().filter(row -> row.contains("certified")).toList();
        // What decide does with the same file, counted row by row.
        long accepted = Cli.run("decide", selector, demo.resolve("alpha20.npz") + "#test", "--quiet")
                .out()
                .lines()
                .filter(line -> line.split(",", -1)[1].equals("1"))
                .count();
        JsonNode model = Json.read(json).get("models").get(0);
        JsonNode curve = model.get("scores").get(1).get("curve");
        int at = 0;
        while (curve.get("accepted").get(at).asLong() < accepted) {
            at++;
        }
        assertThat(curve.get("accepted").get(at).asLong()).isEqualTo(accepted);
        long wrong = curve.get("lossSum").get(at).asLong();
        long rows = model.get("samples").asLong();
        assertThat(certified).singleElement().satisfies(row -> assertThat(row)
                .startsWith("3 %")
                .contains("|" + Numbers.percent((double) accepted / rows, 1) + "|")
                .contains("|" + wrong + " of " + Numbers.count(accepted) + ", "
                        + Numbers.percent((double) wrong / accepted, 2) + "|")
                .contains(STANDING));
        assertThat(rows(page())).hasSize(10);
        assertThat(Files.readString(page()))
                .contains("Certified: LS, " + Json.read(selector).get("score").asText());
    }

    @Test
    void withSeveralModelsItMustBeSaidWhose() throws IOException {
        Object[] models = {
            "evaluate",
            "CE=" + demo.resolve("alpha00.npz") + "#test",
            "LS=" + demo.resolve("alpha20.npz") + "#test",
            demo.resolve("labels.npz") + "#test",
            "--score",
            "msp",
            "--html",
            page(),
            "--selector",
            selector
        };
        Result result = Cli.run(models);
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err())
                .contains("none of the models CE, LS", "--selector CE=")
                .hasLineCount(1);
        models[9] = "LS=" + selector;
        assertThat(Cli.run(models).code()).isZero();
        assertThat(rows(page())).filteredOn(row -> row.contains("certified")).hasSize(1);
        assertThat(Files.readString(page())).contains("Certified: LS, ").doesNotContain("Certified: CE, ");
    }

    @Test
    void rowsThatMadeTheCertificateAreNoEvidence() {
        Path apart = folder.resolve("apart.json");
        assertThat(fit(
                                "--certify",
                                demo.resolve("alpha20.npz") + "#test",
                                demo.resolve("labels.npz") + "#test",
                                "--max-risk",
                                "0.03",
                                "-o",
                                apart)
                        .code())
                .isZero();
        Result result = evaluate("test", "--html", page(), "--selector", apart, "--score", "msp");
        assertThat(result.code()).isZero();
        assertThat(result.err()).contains("known-rows");
    }

    @Test
    void whatCannotBeShownIsRefused() throws IOException {
        assertThat(evaluate("test", "--selector", selector).err()).contains("--html FILE");
        assertThat(evaluate("test", "--html", page(), "--selector", selector, "--mode", "bounded")
                        .err())
                .contains("--mode exact");
        Path grouped = folder.resolve("grouped.json");
        assertThat(fit("--by-predicted-class", "--max-risk", "0.2", "-o", grouped)
                        .code())
                .isIn(0, 3);
        if (Files.exists(grouped)) {
            assertThat(evaluate("test", "--html", page(), "--selector", grouped).err())
                    .contains("one rule per group");
        }
        Path other = Cli.csv(folder.resolve("other.csv"), "1,2,3", "3,2,1");
        Path truth = Cli.csv(folder.resolve("y.csv"), "2", "0");
        Result wrongClasses = Cli.run("evaluate", other, truth, "--html", page(), "--selector", selector);
        assertThat(wrongClasses.code()).isEqualTo(2);
        assertThat(wrongClasses.err()).contains("the selector").contains("77").hasLineCount(1);
        Path scores = Cli.csv(folder.resolve("scores.csv"), "0.5", "0.9");
        Path correct = Cli.csv(folder.resolve("correct.csv"), "0", "1");
        assertThat(Cli.run("evaluate", scores, correct, "--input", "scores", "--html", page(), "--selector", selector)
                        .err())
                .contains("decides on logits");
        assertThat(page()).doesNotExist();
    }
}
