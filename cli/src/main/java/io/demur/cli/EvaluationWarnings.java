package io.demur.cli;

import io.demur.evaluation.Evaluation;
import io.demur.evaluation.ScoreEvaluation;
import io.demur.io.json.EvaluatedModel;
import io.demur.io.text.Numbers;
import io.demur.metric.ReasonCode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Tells on standard error what must be known before the numbers are read. */
final class EvaluationWarnings {
    private EvaluationWarnings() {}

    /** Said once, whatever the number of models. */
    static void streamed(boolean chosen, boolean bootstrap, Console console) {
        String left = "a mode of fixed memory leaves out calibration and the intervals of the metrics"
                + (bootstrap ? ", so --bootstrap does nothing" : "");
        console.warn(
                ReasonCode.NOT_IN_THIS_MODE,
                left
                        + (chosen
                                ? "; auto chose it because the scores of every row might not fit into memory:"
                                        + " use --mode exact, with more memory by DEMUR_JAVA_OPTS=-Xmx8g"
                                : ""));
    }

    static void tell(EvaluatedModel model, Console console) {
        Evaluation evaluation = model.evaluation();
        evaluation.warnings().forEach(warning -> console.warn(warning.reason(), warning.detail()));
        Map<ReasonCode, List<String>> scores = new EnumMap<>(ReasonCode.class);
        for (ScoreEvaluation score : evaluation.scores()) {
            for (ReasonCode reason : score.reasons()) {
                if (reason != ReasonCode.NOT_IN_THIS_MODE
                        && evaluation.warnings().stream().noneMatch(warning -> warning.reason() == reason)) {
                    scores.computeIfAbsent(reason, r -> new ArrayList<>()).add(model.title(score.score()));
                }
            }
        }
        scores.forEach((reason, names) ->
                console.warn(reason, affected(names, evaluation.scores().size())));
        if (evaluation.skipped() > 0) {
            console.warn(
                    "skipped-rows", Numbers.count(evaluation.skipped()) + " rows are not finite and were left out");
        }
    }

    private static String affected(List<String> names, int all) {
        return names.size() == all ? "for every score" : "for " + String.join("; ", names);
    }
}
