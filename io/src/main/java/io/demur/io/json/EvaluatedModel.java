package io.demur.io.json;

import io.demur.evaluation.Evaluation;
import io.demur.evaluation.FittedScore;
import io.demur.metric.Value;
import io.demur.score.Score;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One model of a report: its evaluation, and what was asked for besides.
 *
 * @param name what the user calls it
 * @param evaluation all numbers
 * @param classNames names of the classes; empty if none were given
 * @param classwiseEce the classwise calibration errors, if asked for
 * @param fit the score chosen on held-out rows, if asked for
 * @param givenScore whether the confidences came from elsewhere, so that the score of the evaluation is a stand-in
 */
public record EvaluatedModel(
        String name,
        Evaluation evaluation,
        List<String> classNames,
        Optional<Classwise> classwiseEce,
        Optional<FittedScore> fit,
        boolean givenScore) {
    private static final String GIVEN = "given";

    /**
     * Classwise calibration errors.
     *
     * @param whole of all rows
     * @param accepted by score, of the most confident rows at each coverage asked for; empty where rows pass by
     */
    public record Classwise(Value whole, Map<Score, List<Value>> accepted) {
        public Classwise {
            accepted = Map.copyOf(accepted);
        }

        /** That of the rows which a score accepts at a coverage asked for. */
        public Optional<Value> of(Score score, int coverage) {
            return Optional.ofNullable(accepted.get(score)).map(values -> values.get(coverage));
        }
    }

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

    /** The same with the classwise calibration errors. */
    public EvaluatedModel with(Classwise otherClasswiseEce) {
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
