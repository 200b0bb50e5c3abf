package io.demur.evaluation;

import io.demur.metric.CurveMetric;
import io.demur.metric.ReasonCode;
import io.demur.score.Score;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Everything that the table, the JSON and the report show of one model on one data set. They render, they never
 * recompute.
 *
 * @param name of the logits
 * @param plan what was asked
 * @param classes number of classes
 * @param samples rows that took part, {@code n}
 * @param ignored rows whose label was to be ignored
 * @param skipped rows that were not finite and left out
 * @param dataDigest digest of logits and labels, whatever the order of the rows
 * @param error mean loss without abstention, with an exact binomial interval for 0/1 losses
 * @param calibration of all rows; empty in bounded mode
 * @param classCounts of all rows; empty where confidences were given, which have no classes
 * @param scores one entry per score, in the order of the plan
 * @param warnings what to know before reading the numbers
 */
public record Evaluation(
        String name,
        EvaluationPlan plan,
        int classes,
        long samples,
        long ignored,
        long skipped,
        String dataDigest,
        Estimate error,
        Optional<Calibration> calibration,
        Optional<ClassCounts> classCounts,
        List<ScoreEvaluation> scores,
        List<Warning> warnings) {

    /**
     * Something to know.
     *
     * @param reason its code
     * @param detail a sentence
     */
    public record Warning(ReasonCode reason, String detail) {}

    /** The same under another name of the logits. */
    public Evaluation named(String other) {
        return with(other, warnings);
    }

    /** The same with something more to know. */
    public Evaluation with(Warning warning) {
        return with(name, Stream.concat(warnings.stream(), Stream.of(warning)).toList());
    }

    private Evaluation with(String otherName, List<Warning> otherWarnings) {
        return new Evaluation(
                otherName,
                plan,
                classes,
                samples,
                ignored,
                skipped,
                dataDigest,
                error,
                calibration,
                classCounts,
                scores,
                otherWarnings);
    }

    /** The numbers of one score. */
    public ScoreEvaluation score(Score score) {
        return scores.stream()
                .filter(evaluation -> evaluation.score().equals(score))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(score + " was not evaluated"));
    }

    /** The best score by a metric, among those for which it is defined; the first of equals. */
    public Optional<ScoreEvaluation> best(CurveMetric metric) {
        int sign = metric.direction() == CurveMetric.Direction.LOWER ? 1 : -1;
        return scores.stream()
                .filter(s -> s.metric(metric).value().number().isPresent())
                .min(Comparator.comparingDouble(
                        s -> sign * s.metric(metric).value().get()));
    }
}
