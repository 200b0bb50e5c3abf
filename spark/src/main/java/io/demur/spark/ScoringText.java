package io.demur.spark;

import io.demur.evaluation.EvaluationPlan;
import io.demur.metric.Loss;
import io.demur.score.BadRows;
import io.demur.score.Score;
import io.demur.score.ScoringPlan;
import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a task has to know of a plan, in a form that travels: scores by their texts, which say all of them.
 *
 * @param scores their texts
 * @param badRows what becomes of rows that are not finite
 * @param properScores whether log loss and Brier score are kept
 * @param costs of a prediction by the truth; empty for the plain error
 */
record ScoringText(List<String> scores, BadRows badRows, boolean properScores, List<List<Double>> costs)
        implements Serializable {

    static ScoringText of(ScoringPlan plan) {
        return new ScoringText(texts(plan.scores()), plan.badRows(), plan.properScores(), List.of());
    }

    static ScoringText of(EvaluationPlan plan, int classes) {
        return new ScoringText(texts(plan.scores()), plan.badRows(), false, costs(plan.loss(), classes));
    }

    private static List<String> texts(List<Score> scores) {
        return scores.stream().map(Score::toString).toList();
    }

    private static List<List<Double>> costs(Loss loss, int classes) {
        if (loss.isError()) {
            return List.of();
        }
        loss.requireClasses(classes);
        return IntStream.range(0, classes)
                .mapToObj(truth -> IntStream.range(0, classes)
                        .mapToObj(prediction -> loss.of(truth, prediction))
                        .toList())
                .toList();
    }

    private Loss loss() {
        double[][] matrix = costs.stream()
                .map(row -> row.stream().mapToDouble(Double::doubleValue).toArray())
                .toArray(double[][]::new);
        return costs.isEmpty() ? Loss.error() : Loss.costs(matrix);
    }

    private List<Score> parsed() {
        return scores.stream().map(Score::parse).toList();
    }

    /** For columns of scores, by the thread of a task. */
    ScoringPlan scoring() {
        return new ScoringPlan(parsed(), badRows, properScores, 1);
    }

    /** For counts, by the thread of a task. */
    EvaluationPlan counting() {
        return EvaluationPlan.of(parsed()).with(badRows).with(loss()).withThreads(1);
    }
}
