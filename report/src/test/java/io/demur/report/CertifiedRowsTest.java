package io.demur.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.demur.evaluation.ScoreEvaluation;
import io.demur.io.json.EvaluatedModel;
import io.demur.io.json.Json;
import io.demur.io.text.Numbers;
import io.demur.metric.RiskCoverageCurve;
import io.demur.score.PlainScore;
import io.demur.score.Score;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

/** What a page says of risks that were certified beforehand. */
class CertifiedRowsTest {
    /** Steps through a curve that has far more points than a page keeps. */
    private static final int STRIDE = 97;

    private static final Report PLAIN = Examples.report("m", Examples.draw(4000, 4, 6));

    private static Document page(Report report) {
        return Jsoup.parse(HtmlReport.text(report));
    }

    private static ScoreEvaluation score(Report report, Score score) {
        return report.models().get(0).evaluation().score(score);
    }

    /** A threshold between two neighbours of the curve for each of many risks, so that every place of a curve is tried. */
    private static Map<Double, Double> thresholds(RiskCoverageCurve curve) {
        Map<Double, Double> thresholds = new TreeMap<>();
        for (int at = 50; at + 1 < curve.points(); at += STRIDE) {
            thresholds.put(0.1 + at / 1e5, (curve.confidence(at) + curve.confidence(at + 1)) / 2);
        }
        return thresholds;
    }

    private static List<Element> certified(Document page) {
        return page.select("#operating tbody tr").stream()
                .filter(row -> row.text().contains("certified"))
                .toList();
    }

    @Test
    void aThinnedCurveKeepsThePointsOfTheThresholds() {
        RiskCoverageCurve curve = score(PLAIN, PlainScore.MSP).outline();
        Map<Double, Double> thresholds = thresholds(curve);
        assertThat(thresholds).hasSizeGreaterThan(20);
        Document page = page(Examples.withRules(PLAIN, PlainScore.MSP, thresholds));
        List<Element> rows = certified(page);
        assertThat(rows).hasSameSizeAs(thresholds.keySet());
        JsonNode data = Json.read("data", page.getElementById("data").data());
        int row = 0;
        for (int at = 50; at + 1 < curve.points(); at += STRIDE) {
            String counts =
                    Numbers.count(Math.round(curve.loss(at))) + " of " + Numbers.count(curve.accepted(at)) + ", ";
            assertThat(rows.get(row).child(3).text()).startsWith(counts);
            JsonNode rule = data.get("rules").get(row);
            JsonNode sketch = data.get("curves").get(rule.get("curve").asInt());
            assertThat(sketch.get("accepted").get(rule.get("at").asInt()).asLong())
                    .isEqualTo(curve.accepted(at));
            row++;
        }
    }

    @Test
    void aScoreThatDoesNotLeadHasItsOwnTable() {
        EvaluatedModel model = PLAIN.models().get(0);
        Score last = model.evaluation().scores().get(12).score();
        assertThat(last).isNotEqualTo(AllSeries.lead(model).score());
        double threshold = score(PLAIN, last).outline().confidence(700);
        Document page = page(Examples.withRules(PLAIN, last, Map.of(0.03, threshold)));
        assertThat(page.select("#operating h3").eachText())
                .containsExactly(
                        Words.title(last), Words.title(AllSeries.lead(model).score()));
        assertThat(certified(page))
                .singleElement()
                .satisfies(row -> assertThat(row.text()).startsWith("3 %").endsWith("certified, 95 % confidence"));
    }

    @Test
    void whereNothingIsSureEnoughNothingIsAnswered() {
        Document page = page(Examples.withRules(PLAIN, PlainScore.MSP, Map.of(0.03, 1e6)));
        assertThat(certified(page).get(0).text()).startsWith("3 % nothing 1,000");
        assertThat(Json.read("data", page.getElementById("data").data())
                        .get("rules")
                        .get(0)
                        .get("at")
                        .asInt())
                .isEqualTo(-1);
    }

    @Test
    void withoutARuleNothingIsCertified() {
        assertThat(certified(page(PLAIN))).isEmpty();
    }
}
