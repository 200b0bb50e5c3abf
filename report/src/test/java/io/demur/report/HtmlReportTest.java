package io.demur.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.demur.evaluation.EvaluationPlan;
import io.demur.io.json.EvaluatedModel;
import io.demur.io.json.Json;
import io.demur.metric.Loss;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlReportTest {
    private static final int LARGEST = 2 << 20;

    /** Parses strictly: any error of the parser fails. */
    private static Document parse(String html) {
        Parser parser = Parser.htmlParser().setTrackErrors(20);
        Document page = Jsoup.parse(html, "", parser);
        assertThat(parser.getErrors()).isEmpty();
        assertThat(html.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(LARGEST);
        assertThat(page.select("[src], [href], link, iframe, object, embed, img, form, [style], [onclick]"))
                .isEmpty();
        assertThat(page.select("h1")).hasSize(1);
        page.select("figure").forEach(figure -> {
            assertThat(figure.select("[role=img]").attr("aria-label")).isNotBlank();
            assertThat(figure.select("details table td")).isNotEmpty();
        });
        assertThat(page.select("[id]").eachAttr("id")).doesNotHaveDuplicates();
        return page;
    }

    private static Document parse(Report report) {
        return parse(HtmlReport.text(report));
    }

    private static com.fasterxml.jackson.databind.JsonNode data(Document page) {
        return Json.read("data", page.getElementById("data").data());
    }

    @Test
    void holdsEverySectionAndTheEvaluationsNumbers() {
        Report report = Examples.full("CE", "LS");
        Document page = parse(report);
        assertThat(page.select("h2").eachText())
                .containsExactly(
                        "Verdict",
                        "Risk and coverage",
                        "Operating points",
                        "Scores beside each other",
                        "The order of logit normalisation",
                        "Logits at equal confidence",
                        "Reliability",
                        "Confidence of right and wrong predictions",
                        "All scores",
                        "By class",
                        "How to reproduce");
        String text = page.body().text();
        for (EvaluatedModel model : report.models()) {
            assertThat(text)
                    .contains(model.evaluation().dataDigest())
                    .contains(Words.share(model.evaluation().error().value()));
            model.evaluation().scores().forEach(score -> score.metrics().values().stream()
                    .limit(1)
                    .forEach(aurc -> assertThat(text).contains(Words.metric(aurc.value()))));
        }
        assertThat(text).contains("demur evaluate a.npy b.npy --html r.html", "AURC[mean]", "95 % interval");
        assertThat(data(page).get("curves")).hasSize(34);
        assertThat(page.select("input[data-curve]")).hasSize(34);
    }

    @Test
    void everyPointOfThePageIsAPointOfTheCurve() {
        Report report = Examples.report("m", Examples.draw(3000, 4, 6));
        var curve = data(parse(report)).get("curves").get(0);
        var outline = AllSeries.plain(report.models().get(0)).outline();
        assertThat(curve.get("accepted")).hasSizeLessThanOrEqualTo(500).hasSameSizeAs(curve.get("loss"));
        int point = 0;
        for (int i = 0; i < curve.get("accepted").size(); i++) {
            while (outline.accepted(point) < curve.get("accepted").get(i).asLong()) {
                point++;
            }
            assertThat(outline.accepted(point))
                    .isEqualTo(curve.get("accepted").get(i).asLong());
            assertThat(outline.loss(point)).isEqualTo(curve.get("loss").get(i).asDouble());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "</script><script>alert(1)</script>",
                "<!--<script>",
                "\"'><img src=x onerror=alert(1)>",
                "{{data}}{{script}}$1\\u003c",
                "a\u2028b\u2029c\u0000d\u0007\ud800e",
                "]]></style></svg>&amp;",
                "\u202eevil \ud83d\ude00"
            })
    void hostileNamesStayText(String name) {
        Report report = Examples.full(name, "second " + name);
        Document page = parse(report);
        assertThat(page.select("script")).hasSize(2);
        assertThat(page.select("style")).hasSize(1);
        assertThat(data(page).get("curves").get(0).get("name").textValue()).startsWith(name);
        assertThat(page.selectFirst("h1").wholeText())
                .isEqualTo("Trust " + name.replaceAll("[\u0000\u0007\ud800]", "\ufffd"));
    }

    @Test
    void onlyTheOwnScriptMayRunAndNothingMayBeFetched() throws Exception {
        Document page = parse(Examples.report("m", Examples.draw(200, 3, 5)));
        String policy =
                page.selectFirst("meta[http-equiv=Content-Security-Policy]").attr("content");
        Element script = page.select("script").get(1);
        assertThat(policy)
                .startsWith("default-src 'none'; ")
                .contains("script-src 'sha256-" + digest(script.data()) + "';")
                .contains(
                        "style-src 'sha256-" + digest(page.selectFirst("style").data()) + "';")
                .doesNotContain("unsafe", "http", "*");
    }

    private static String digest(String text) throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(hash);
    }

    @Test
    void theSameReportGivesTheSameBytes(@TempDir Path folder) throws Exception {
        HtmlReport.write(folder.resolve("a.html"), Examples.full("CE", "LS"));
        HtmlReport.write(folder.resolve("b.html"), Examples.full("CE", "LS"));
        assertThat(folder.resolve("a.html")).hasSameBinaryContentAs(folder.resolve("b.html"));
        assertThat(folder.toFile().list()).hasSize(2);
    }

    @Test
    void manyModelsStaySmall() {
        Examples.Drawn drawn = Examples.draw(4000, 30, 6);
        EvaluatedModel model = Examples.model("m", drawn, plan -> plan);
        List<EvaluatedModel> models = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            models.add(EvaluatedModel.of("model number " + i, model.evaluation(), model.classNames()));
        }
        Document page = parse(Report.of("Many", Examples.ORIGIN, models));
        assertThat(data(page).get("curves")).hasSize(AllSeries.MOST);
        assertThat(page.body().text()).contains("are left to the tables");
    }

    @Test
    void twoClassesHaveNoOrderToPlot() {
        Document page = parse(Examples.report("binary", Examples.draw(300, 2, 4)));
        assertThat(page.getElementById("aurc-by-norm-order")).isNull();
        assertThat(page.select("#risk-coverage details table td")).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void fewRows(int rows) {
        Document page = parse(Examples.report("tiny", Examples.draw(rows, 3, 4)));
        assertThat(page.body().text()).contains("How to reproduce");
    }

    @Test
    void oneClassAllRightAndAllWrong() {
        Examples.Drawn drawn = Examples.draw(50, 3, 9);
        double[] logits = drawn.logits().clone();
        for (int i = 0; i < 50; i++) {
            logits[3 * i] += 100;
        }
        String right = parse(Examples.report("right", new Examples.Drawn(logits, new int[50], 3)))
                .text();
        assertThat(right).contains("No ranking can be judged here: all predictions are right", "only one class occurs");
        int[] ones = new int[50];
        java.util.Arrays.fill(ones, 1);
        String wrong = parse(Examples.report("wrong", new Examples.Drawn(logits, ones, 3)))
                .text();
        assertThat(wrong).contains("No ranking can be judged here: all predictions are wrong", "100.00 %");
    }

    @Test
    void boundedModeCostsAndGivenScoresHaveWhatTheyCan() {
        Examples.Drawn drawn = Examples.draw(900, 3, 5);
        EvaluatedModel bounded = Examples.model("b", drawn, plan -> plan.with(EvaluationPlan.Mode.BOUNDED));
        Document page = parse(Report.of("Bounded", Examples.ORIGIN, List.of(bounded)));
        assertThat(page.getElementById("classes").select("tbody tr")).hasSize(3);
        double[][] costs = {{0, .5, .25}, {1, 0, .1}, {.2, .3, 0}};
        EvaluatedModel weighed = Examples.model("c", drawn, plan -> plan.with(Loss.costs(costs)));
        page = parse(Report.of("Costs", Examples.ORIGIN, List.of(weighed)));
        assertThat(page.text()).contains("mean cost");
        assertThat(data(page).get("curves").get(0).get("low")).isEmpty();
        EvaluatedModel given = EvaluatedModel.ofGivenScore(
                "g", Examples.model("g", drawn, plan -> plan).evaluation());
        assertThat(parse(Report.of("Given", Examples.ORIGIN, List.of(given))).text())
                .contains("given");
    }
}
