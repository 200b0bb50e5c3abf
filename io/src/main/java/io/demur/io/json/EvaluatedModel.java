package io.demur.io.json;

import io.demur.evaluation.Evaluation;
import io.demur.evaluation.FittedScore;
import io.demur.metric.Value;
import io.demur.score.Score;
import java.util.List;
import java.util.Optional;

/**
 * One model of a report: its evaluation, and what was asked for besides.
 *
 * @param name what the user calls it
 * @param evaluation all numbers
 * @param classNames names of the classes; empty if none were given
 * @param classwiseEce the classwise calibration error, if asked for
 * @param fit the score chosen on held-out rows, if asked for
 * @param givenScore whether the confidences came from elsewhere, so that the score of the evaluation is a stand-in
 */
public record EvaluatedModel(
        String name,
        Evaluation evaluation,
        List<String> classNames,
        Optional<Value> classwiseEce,
        Optional<FittedScore> fit,
        boolean givenScore) {
    private static final String GIVEN = "given";

    public EvaluatedModel {
        classNames = List.copyOf(classNames);
    }

    /** A model given by its logits. */
    public static EvaluatedModel of(String name, Evaluation evaluation, List<String> classNames) {
        return new EvaluatedModel(name, evaluation, classNames, Optional.empty(), Optional.empty(), false);
    }

    /** Confidences that came from elsewhere. */
    public static EvaluatedModel ofGivenScore(String name, Evaluation evaluation) {
        return new EvaluatedModel(name, evaluation, List.of(), Optional.empty(), Optional.empty(), true);
    }

    /** The same with the classwise calibration error. */
    public EvaluatedModel with(Value otherClasswiseEce) {
        return new EvaluatedModel(name, evaluation, classNames, Optional.of(otherClasswiseEce), fit, givenScore);
    }

    /** The same with a score chosen on held-out rows. */
    public EvaluatedModel with(FittedScore otherFit) {
        return new EvaluatedModel(name, evaluation, classNames, classwiseEce, Optional.of(otherFit), givenScore);
    }

    /** What a score of the evaluation is called: its own text, or {@code given}. */
    public String title(Score score) {
        return givenScore ? GIVEN : score.toString();
    }
}
