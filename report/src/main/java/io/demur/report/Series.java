package io.demur.report;

import io.demur.evaluation.CurveSketch;
import io.demur.evaluation.ScoreEvaluation;
import io.demur.io.json.EvaluatedModel;
import io.demur.io.text.Numbers;
import io.demur.metric.CurveMetric;
import io.demur.metric.Value;

/**
 * A score of a model, as it appears in every figure and table.
 *
 * @param model whose
 * @param score which
 * @param name short, and with the model's where there are several
 * @param ink its colour everywhere
 * @param shown whether it is drawn from the start
 * @param sketch its curve
 */
record Series(EvaluatedModel model, ScoreEvaluation score, String name, Ink ink, boolean shown, CurveSketch sketch) {
    private static final int LONGEST_NAME = 44;

    /** With error and area, as the paper's legends have it. */
    String legend() {
        String error = Numbers.percent(model.evaluation().error().value().get(), 2);
        Value area = score.metric(CurveMetric.AURC).value();
        String aurc = area.number().isPresent() ? Numbers.percent(area.get(), 2) : "-";
        String what = model.evaluation().plan().loss().isError() ? " error, " : " mean cost, ";
        return Words.shorten(name, LONGEST_NAME) + " (" + error + what + aurc + " AURC[mean])";
    }
}
