package io.demur.evaluation;

import io.demur.logits.Labels;
import io.demur.logits.Logits;
import io.demur.math.ClopperPearson;
import io.demur.math.ExactSum;
import io.demur.math.Interval;
import io.demur.metric.CurveMetric;
import io.demur.metric.Ece;
import io.demur.metric.Loss;
import io.demur.metric.RiskAtCoverage;
import io.demur.metric.RiskCoverageCurve;
import io.demur.metric.ScoredLosses;
import io.demur.score.Energy;
import io.demur.score.PlainScore;
import io.demur.score.Score;
import io.demur.score.ScoredRows;
import io.demur.score.ScoringPlan;
import io.demur.smoothing.AurcExcess;
import io.demur.smoothing.Diagnosis;
import io.demur.smoothing.DiagnosisEvidence;
import io.demur.smoothing.DiagnosisEvidence.Calibration;
import io.demur.smoothing.DiagnosisEvidence.Labelled;
import io.demur.smoothing.DiagnosisEvidence.RowEvidence;
import io.demur.smoothing.DiagnosisEvidence.Spread;
import io.demur.smoothing.DiagnosisEvidence.Surest;
import io.demur.smoothing.ImbalanceIndex;
import io.demur.smoothing.LogitOdds;
import io.demur.smoothing.MaxLogitSample;
import io.demur.smoothing.Precision;
import io.demur.smoothing.Saturation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Measures what a {@link Diagnosis} needs, in one reading of the logits; a row takes about 120 bytes. No digit depends on
 * the order of the rows or on the number of threads.
 */
public final class Diagnoser {
    private static final List<Precision> STORED = List.of(Precision.FLOAT32, Precision.FLOAT16);
    private static final Score LEVEL = new Energy(1);
    /** How far the log-sum-exp of log-probabilities may be from 0. */
    private static final double LOG_SLACK = 1e-3;

    private final ScoredRows rows;
    private final double[] msp;
    private final DiagnosisPlan plan;

    private Diagnoser(ScoredRows rows, DiagnosisPlan plan) {
        this.rows = rows;
        this.msp = rows.confidence(PlainScore.MSP);
        this.plan = plan;
    }

    /**
     * Diagnoses a model on labelled rows.
     *
     * @throws io.demur.logits.InputException if logits and labels do not fit each other or cannot be used
     */
    public static Diagnosis diagnose(Logits logits, Labels labels, DiagnosisPlan plan) {
        return diagnose(read(logits, labels, scores(logits.classes()), plan), logits.dtype(), plan);
    }

    /**
     * Diagnoses a model on rows that have been read and scored.
     *
     * @param rows labelled, scored by at least {@link #scores}
     * @param dtype number type of their source, as numpy names it
     */
    public static Diagnosis diagnose(ScoredRows rows, String dtype, DiagnosisPlan plan) {
        Diagnoser diagnoser = new Diagnoser(rows, plan);
        return Diagnosis.of(diagnoser.evidence(dtype, Optional.of(diagnoser.labelled())), plan.thresholds());
    }

    /** What a diagnosis needs rows of so many classes scored by. */
    public static List<Score> scores(int classes) {
        List<Score> scores = new ArrayList<>(MaxLogitSample.scores());
        scores.add(LEVEL);
        scores.addAll(CrossFit.orders(classes));
        return scores;
    }

    /**
     * Says what can be said without labels.
     *
     * @throws io.demur.logits.InputException if the logits cannot be used
     */
    public static Diagnosis withoutLabels(Logits logits, DiagnosisPlan plan) {
        List<Score> scores = new ArrayList<>(MaxLogitSample.scores());
        scores.add(LEVEL);
        Diagnoser diagnoser = new Diagnoser(read(logits, new NoLabels(), scores, plan), plan);
        return Diagnosis.of(diagnoser.evidence(logits.dtype(), Optional.empty()), plan.thresholds());
    }

    private static ScoredRows read(Logits logits, Labels labels, List<Score> scores, DiagnosisPlan plan) {
        return ScoredRows.of(logits, labels, new ScoringPlan(scores, plan.badRows(), false, plan.threads()));
    }

    /** Stands in where nothing is asked of the labels. */
    private record NoLabels() implements Labels {
        @Override
        public String name() {
            return "no labels";
        }

        @Override
        public OptionalLong rows() {
            return OptionalLong.empty();
        }

        @Override
        public void read(long firstRow, int count, int[] target) {
            Arrays.fill(target, 0, count, 0);
        }
    }

    private DiagnosisEvidence evidence(String dtype, Optional<Labelled> labelled) {
        long logProbabilities = Arrays.stream(rows.confidence(LEVEL))
                .filter(level -> Math.abs(level) <= LOG_SLACK)
                .count();
        RowEvidence seen = new RowEvidence(
                rows.size(),
                rows.kept().ignored(),
                rows.kept().bad(),
                DataDigest.duplicates(rows.keys()),
                rows.classes(),
                dtype,
                rows.flatRows(),
                rows.probabilityRows(),
                logProbabilities,
                spread(rows.confidence(PlainScore.CENTRED_MAX_LOGIT)));
        List<Saturation> saturation =
                STORED.stream().map(type -> Saturation.of(msp, type)).toList();
        return new DiagnosisEvidence(seen, saturation, labelled);
    }

    private static Spread spread(double... values) {
        double mean = ExactSum.of(values) / values.length;
        double[] squares =
                Arrays.stream(values).map(x -> (x - mean) * (x - mean)).toArray();
        return new Spread(
                mean,
                Math.sqrt(ExactSum.of(squares) / Math.max(1, values.length - 1)),
                Arrays.stream(values).min().orElseThrow(),
                Arrays.stream(values).max().orElseThrow());
    }

    private Labelled labelled() {
        int[] truth = rows.labels();
        double[] losses = Loss.error().of(truth, rows.predictions(), rows.classes());
        boolean[] wrong = new boolean[losses.length];
        for (int i = 0; i < wrong.length; i++) {
            wrong[i] = losses[i] == 1;
        }
        MaxLogitSample sample = MaxLogitSample.of(rows);
        RiskCoverageCurve curve = RiskCoverageCurve.of(ScoredLosses.of(msp, losses));
        return new Labelled(
                DataDigest.of(rows.keys()),
                sample.errors(),
                (int) Arrays.stream(truth).distinct().count(),
                CurveMetric.AURC.of(curve).get(),
                CurveMetric.N_AURC.of(curve),
                CurveMetric.AUROC.of(curve),
                ImbalanceIndex.of(sample),
                LogitOdds.of(sample),
                surest(curve),
                STORED.stream().map(type -> AurcExcess.of(msp, wrong, type)).toList(),
                calibration(wrong),
                CrossFit.of(rows, plan));
    }

    private Surest surest(RiskCoverageCurve curve) {
        RiskAtCoverage.Point point = RiskAtCoverage.of(curve, plan.thresholds().topCoverage());
        long accepted = Math.round(point.coverage() * curve.samples());
        long errors = Math.round(point.risk() * accepted);
        return new Surest(
                point.coverage(),
                accepted,
                errors,
                ClopperPearson.interval(accepted, errors, plan.thresholds().confidence()));
    }

    private Calibration calibration(boolean... wrong) {
        boolean[] right = new boolean[wrong.length];
        int hits = 0;
        for (int i = 0; i < right.length; i++) {
            right[i] = !wrong[i];
            hits += right[i] ? 1 : 0;
        }
        double[] probability = Arrays.stream(msp).map(PlainScore.MSP::display).toArray();
        double[] surplus = new double[right.length];
        Arrays.setAll(surplus, i -> (right[i] ? 1 : 0) - probability[i]);
        return new Calibration(
                Ece.equalWidth(probability, right).get(),
                ExactSum.of(probability) / probability.length,
                (double) hits / right.length,
                mean(surplus));
    }

    /** The normal interval of a mean. */
    private Interval mean(double... values) {
        Spread spread = spread(values);
        return Interval.normal(
                spread.mean(),
                spread.deviation() / Math.sqrt(values.length),
                plan.thresholds().confidence());
    }
}
