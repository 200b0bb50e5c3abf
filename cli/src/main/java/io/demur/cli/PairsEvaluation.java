package io.demur.cli;

import io.demur.evaluation.Evaluation;
import io.demur.evaluation.EvaluationPlan;
import io.demur.evaluation.Evaluator;
import io.demur.io.ScorePairs;
import io.demur.io.json.EvaluatedModel;
import io.demur.logits.ArrayLogits;
import io.demur.logits.InputException;
import io.demur.logits.Labels;
import io.demur.metric.ReasonCode;
import io.demur.score.PlainScore;
import io.demur.score.Score;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Evaluates confidences that were computed elsewhere, given with whether each prediction was right. */
final class PairsEvaluation {
    /** Far enough below that no row looks like probabilities. */
    private static final double BELOW = 3;

    private PairsEvaluation() {}

    /** Reads one table with both columns, or two files. */
    static EvaluatedModel of(List<String> files, Function<List<Score>, EvaluationPlan> plan) {
        if (files.size() > 2) {
            throw new InputException(files.get(2), "is one file too many", "give SCORES and CORRECT");
        }
        ScorePairs pairs =
                files.size() == 1 ? ScorePairs.read(files.get(0)) : ScorePairs.read(files.get(0), files.get(1));
        Evaluation evaluation = evaluate(files.get(0), pairs, plan.apply(List.of(PlainScore.MAX_LOGIT)));
        return EvaluatedModel.ofGivenScore(ModelArgument.parse(files.get(0)).name(), withoutClasses(evaluation));
    }

    /**
     * As two classes of which the first is always predicted and whose largest logit is the confidence itself: then
     * max-logit ranks as the confidences do, to the last digit.
     */
    private static Evaluation evaluate(String file, ScorePairs pairs, EvaluationPlan plan) {
        double[] score = pairs.score();
        boolean[] correct = pairs.correct();
        double[] logits = new double[2 * score.length];
        int[] labels = new int[score.length];
        for (int i = 0; i < score.length; i++) {
            if (!Double.isFinite(score[i])) {
                throw new InputException(file, "the score of row " + i + " is " + score[i] + ", which is not finite");
            }
            logits[2 * i] = score[i];
            logits[2 * i + 1] = score[i] - Math.max(BELOW, Math.abs(score[i]));
            labels[i] = correct[i] ? 0 : 1;
        }
        return Evaluator.evaluate(ArrayLogits.of(logits, 2), Labels.of(labels), plan);
    }

    /** Without what was said about classes, which there are none of. */
    private static Evaluation withoutClasses(Evaluation e) {
        return new Evaluation(
                e.name(),
                e.plan(),
                e.classes(),
                e.samples(),
                e.ignored(),
                e.skipped(),
                e.dataDigest(),
                e.error(),
                Optional.empty(),
                Optional.empty(),
                e.scores().stream().map(PairsEvaluation::withoutCalibration).toList(),
                e.warnings().stream()
                        .filter(warning -> warning.reason() != ReasonCode.ONE_CLASS)
                        .toList());
    }

    private static io.demur.evaluation.ScoreEvaluation withoutCalibration(io.demur.evaluation.ScoreEvaluation s) {
        return new io.demur.evaluation.ScoreEvaluation(
                s.score(),
                s.metrics(),
                s.coveragesAtRisk(),
                s.risksAtCoverage(),
                List.of(),
                List.of(),
                s.curve(),
                s.reasons());
    }
}
