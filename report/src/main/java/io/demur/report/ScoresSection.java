package io.demur.report;

import io.demur.evaluation.Calibration;
import io.demur.evaluation.Estimate;
import io.demur.evaluation.EvaluationPlan;
import io.demur.evaluation.ScoreEvaluation;
import io.demur.io.json.EvaluatedModel;
import io.demur.io.text.Numbers;
import io.demur.metric.CurveMetric;
import java.util.ArrayList;
import java.util.List;

/** Every score by the metrics that are read most. */
final class ScoresSection {
    private static final List<CurveMetric> METRICS =
            List.of(CurveMetric.AURC, CurveMetric.AUGRC, CurveMetric.AUROC, CurveMetric.AURC_PAPER, CurveMetric.N_AURC);
    private static final int MOST_ROWS = 600;

    private final Report report;

    ScoresSection(Report report) {
        this.report = report;
    }

    void write(Html html) {
        html.open("section", "id", "scores").leaf("h2", "All scores");
        html.leaf("p", conventions());
        int left = MOST_ROWS;
        for (EvaluatedModel model : report.models()) {
            List<List<String>> rows = model.evaluation().scores().stream()
                    .limit(left)
                    .map(score -> row(model, score))
                    .toList();
            left -= rows.size();
            if (!rows.isEmpty()) {
                html.leaf(
                        "h3",
                        model.name() + ", n = "
                                + Numbers.count(model.evaluation().samples()));
                Tables.write(html, heads(), rows);
            }
        }
        if (left == 0) {
            html.leaf("p", "No more than " + MOST_ROWS + " rows are shown; the JSON has all.", "class", "note");
        }
        calibration(html);
        html.close();
    }

    private String conventions() {
        EvaluationPlan plan = plan();
        String ranges =
                switch (plan.mode()) {
                    case BOUNDED ->
                        "Counted in fixed memory: the middle of bounds that contain the exact value, and the bounds.";
                    case EXACT_ON_DISK -> "Sorted on disk: exact values without intervals.";
                    case EXACT ->
                        "Ranges are " + Words.confidence(plan.confidence()) + " intervals, "
                                + (plan.resamples() > 0
                                        ? "from " + Numbers.count(plan.resamples()) + " resamples."
                                        : "analytic, where there is one.");
                };
        return "AURC is the area under the curve of selective risk; four conventions bear that name, and each number here"
                + " says which. AUGRC is the area under generalised risk, AUROC_f the chance that a right row is surer than"
                + " a wrong one. Lower is better, but for AUROC_f and coverage. " + ranges;
    }

    private EvaluationPlan plan() {
        return report.models().get(0).evaluation().plan();
    }

    private List<String> heads() {
        List<String> heads = new ArrayList<>(List.of("score"));
        METRICS.forEach(metric -> heads.add(VerdictSection.Names.of(metric)));
        plan().risks().forEach(risk -> heads.add("coverage at risk " + Numbers.plainPercent(risk)));
        plan().coverages().forEach(c -> heads.add("risk at coverage " + Numbers.plainPercent(c)));
        return heads;
    }

    private List<String> row(EvaluatedModel model, ScoreEvaluation score) {
        List<String> row = new ArrayList<>(List.of(Words.title(model, score.score())));
        METRICS.forEach(metric -> row.add(number(score.metric(metric))));
        score.coveragesAtRisk().forEach(at -> row.add(share(at.coverage())));
        score.risksAtCoverage().forEach(at -> row.add(share(at.risk())));
        return row;
    }

    private static String number(Estimate estimate) {
        String range = Words.range(estimate);
        return Words.metric(estimate.value()) + (range.isEmpty() ? "" : "\n" + range);
    }

    private static String share(Estimate estimate) {
        String range = Words.shareRange(estimate);
        return Words.share(estimate.value()) + (range.isEmpty() ? "" : "\n" + range);
    }

    private void calibration(Html html) {
        List<List<String>> rows = new ArrayList<>();
        for (EvaluatedModel model : report.models()) {
            model.evaluation().calibration().ifPresent(c -> rows.add(row(model.name() + ", all rows", c)));
            ScoreEvaluation lead = AllSeries.lead(model);
            lead.calibrationOfAccepted()
                    .forEach(c -> rows.add(row(
                            model.name() + ", answered by " + Words.title(model, lead.score()) + ", coverage "
                                    + Numbers.percent(c.coverage(), 1),
                            c)));
        }
        if (!rows.isEmpty()) {
            html.leaf("h3", "Calibration");
            List<String> heads = List.of(
                    "rows", "n", "error", "ECE, 15 equal-width bins", "ECE, 15 equal counts", "log loss", "Brier");
            Tables.write(html, heads, rows);
        }
    }

    private static List<String> row(String name, Calibration c) {
        return List.of(
                name,
                Numbers.count(c.samples()),
                share(c.error()),
                number(c.ece()),
                number(c.adaptiveEce()),
                number(c.logLoss()),
                number(c.brier()));
    }
}
