package io.demur.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.demur.evaluation.ScoreEvaluation;
import io.demur.io.json.EvaluationJson;
import io.demur.io.text.Numbers;
import io.demur.score.PlainScore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/**
 * Operating points in a real browser, one of them certified, against the curves of the JSON. Skipped where there is no
 * chromium with its driver.
 */
@Tag("slow")
class BrowserTargetTest {
    private static final double CERTIFIED = 0.03;
    /** The last point of the curve that the threshold lets out. */
    private static final int AT = 800;

    private static final String STANDING = "certified, 95 % confidence";

    @TempDir
    private static Path folder;

    private static Browser browser;
    private static Path page;
    private static Curve curve;
    private static double threshold;

    /** A curve as the JSON has it. */
    private record Curve(JsonNode node, long samples) {
        static Curve msp(Report report) {
            JsonNode model = EvaluationJson.of("test", report.models(), true)
                    .get("models")
                    .get(0);
            return new Curve(
                    model.get("scores").get(0).get("curve"),
                    model.get("samples").asLong());
        }

        double loss(int at) {
            return node.get("lossSum").get(at).asDouble();
        }

        long accepted(int at) {
            return node.get("accepted").get(at).asLong();
        }

        /** The last point within a risk. */
        int within(double risk) {
            int at = node.get("lossSum").size() - 1;
            while (loss(at) / accepted(at) > risk) {
                at--;
            }
            return at;
        }

        String coverage(int at) {
            return Numbers.percent((double) accepted(at) / samples, 1);
        }

        String reviews(int at) {
            return Numbers.count(Math.round(1000 - 1000.0 * accepted(at) / samples));
        }

        String risk(int at) {
            return Numbers.percent(loss(at) / accepted(at), 2);
        }
    }

    @BeforeAll
    static void open() {
        browser = Browser.open(folder);
        page = folder.resolve("report.html");
        Report plain = Examples.full("plain", "smoothed");
        ScoreEvaluation msp = plain.models().get(0).evaluation().score(PlainScore.MSP);
        threshold = (msp.outline().confidence(AT) + msp.outline().confidence(AT + 1)) / 2;
        HtmlReport.write(page, Examples.withRules(plain, PlainScore.MSP, Map.of(CERTIFIED, threshold)));
        curve = Curve.msp(plain);
    }

    @BeforeEach
    void load() {
        browser.load(page);
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    private static void type(String target) {
        WebElement field = browser.find("#target");
        field.clear();
        field.sendKeys(target);
    }

    private static List<String> answer(int row) {
        return browser.texts("#answer tbody tr:nth-child(" + row + ") td");
    }

    @Test
    void onlyTheRiskStatedBeforehandIsCertified() {
        type("3");
        assertThat(answer(1))
                .startsWith(curve.coverage(AT), curve.reviews(AT), curve.risk(AT))
                .endsWith(STANDING);
        assertThat(Double.parseDouble(answer(1).get(4))).isCloseTo(threshold, within(1e-4 * Math.abs(threshold)));
        assertThat(answer(2)).endsWith("empirical");
        assertThat(browser.texts("#answer tbody tr"))
                .filteredOn(row -> row.contains(STANDING))
                .hasSize(1);
        for (String other : List.of("2.9", "3.1", "1", "5")) {
            type(other);
            assertThat(browser.find("#answer").getText()).contains("empirical").doesNotContain("certified");
            int within = curve.within(Double.parseDouble(other) / 100);
            assertThat(answer(1)).startsWith(curve.coverage(within), curve.reviews(within), curve.risk(within));
        }
        type("500");
        assertThat(browser.find("#answer").getText()).contains("between 0 and 100");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void theTableOfThePageSaysTheSame() {
        List<String> rows = browser.texts("#operating > .wide tbody tr");
        List<String> certified =
                rows.stream().filter(row -> row.contains("certified")).toList();
        assertThat(certified).hasSize(1);
        assertThat(certified.get(0))
                .startsWith("3 % " + curve.coverage(AT) + " " + curve.reviews(AT) + " " + Math.round(curve.loss(AT))
                        + " of " + curve.accepted(AT) + ", " + curve.risk(AT))
                .endsWith(STANDING);
        int within = curve.within(CERTIFIED);
        assertThat(rows)
                .anyMatch(row -> row.startsWith("3 % " + curve.coverage(within) + " " + curve.reviews(within))
                        && row.endsWith("empirical"));
        assertThat(within).isNotEqualTo(AT);
    }

    @Test
    void aRowOfTheTableSetsTheTarget() {
        WebElement row = browser.find("#operating > .wide tbody tr:last-child");
        row.click();
        assertThat(browser.run("return document.getElementById('target').value"))
                .isEqualTo("20");
        int within = curve.within(0.2);
        assertThat(answer(1)).startsWith(curve.coverage(within), curve.reviews(within));
        assertThat(row.getDomAttribute("class")).contains("chosen");
        WebElement button = browser.find("#operating > .wide tbody tr:first-child button");
        button.sendKeys(Keys.ENTER);
        assertThat(browser.run("return document.getElementById('target').value"))
                .isEqualTo("3");
        assertThat(answer(1)).endsWith(STANDING);
        assertThat(browser.complaints()).isEmpty();
    }
}
