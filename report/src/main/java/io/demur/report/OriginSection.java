package io.demur.report;

import io.demur.evaluation.Evaluation;
import io.demur.evaluation.EvaluationPlan;
import io.demur.io.json.EvaluatedModel;
import io.demur.io.text.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How to make these numbers again. */
final class OriginSection {
    private static final List<String> HEADS =
            List.of("model", "source", "rows", "classes", "digest of logits and labels");

    private final Report report;

    OriginSection(Report report) {
        this.report = report;
    }

    void write(Html html) {
        html.open("section", "id", "origin").leaf("h2", "How to reproduce");
        html.open("pre", "tabindex", "0")
                .leaf("code", report.origin().command())
                .close();
        html.leaf("p", report.origin().tool() + ". " + plan());
        List<List<String>> rows = new ArrayList<>();
        for (EvaluatedModel model : report.models()) {
            Evaluation e = model.evaluation();
            String left = (e.ignored() > 0 ? ", " + Numbers.count(e.ignored()) + " ignored" : "")
                    + (e.skipped() > 0 ? ", " + Numbers.count(e.skipped()) + " skipped" : "");
            rows.add(List.of(
                    model.name(),
                    e.name(),
                    Numbers.count(e.samples()) + left,
                    model.givenScore() ? "-" : Integer.toString(e.classes()),
                    e.dataDigest()));
        }
        Tables.write(html, HEADS, rows);
        html.leaf(
                "p",
                "The digest is of the rows, whatever their order. Charts by uPlot, copyright Leon Sorokin, MIT licence."
                        + " Colours after Okabe and Ito.",
                "class",
                "note");
        html.close();
    }

    private String plan() {
        EvaluationPlan plan = report.models().get(0).evaluation().plan();
        return "Mode " + plan.mode().name().toLowerCase(Locale.ROOT) + ", loss "
                + (plan.loss().isError() ? "error" : "costs") + ", intervals of "
                + Words.confidence(plan.confidence()) + " confidence"
                + (plan.resamples() > 0 ? ", " + Numbers.count(plan.resamples()) + " resamples" : "") + ", seed "
                + plan.seed() + ".";
    }
}
