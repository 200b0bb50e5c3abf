package io.demur.guarantee;

import io.demur.logits.InputException;
import io.demur.metric.ScoredLosses;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The dual question: "this share must be answered, what risk holds?"
 *
 * <p>The threshold comes from the tuning sample alone: the smallest attainable coverage there that is at least the asked
 * one, at a midpoint as in {@link Candidates}. At this one threshold the hypotheses "the risk is above r" are nested: each
 * implies those of smaller r. They are tested on the certification sample from the largest r down, to the first that
 * fails; whatever is certified falsely includes the first false one tested, so the list costs nothing and every r gets all
 * of delta.
 *
 * <p>The risk is certified, the coverage is not: it is reported with its interval on the certification sample.
 *
 * @param value the least share to answer, in (0,1]
 */
public record MinCoverage(double value) {
    /** Checks the range. */
    public MinCoverage {
        if (!(value > 0 && value <= 1)) {
            throw new InputException(
                    "minimum coverage", value + " is not above 0 and at most 1", "0.85 stands for 85 %");
        }
    }

    /**
     * The value as a minimum coverage.
     *
     * @throws InputException if the value is not in (0,1]
     */
    public static MinCoverage of(double value) {
        return new MinCoverage(value);
    }

    /** The threshold for this coverage on a tuning sample. */
    public double threshold(ScoredLosses tuning) {
        long wanted = BigDecimal.valueOf(value)
                .multiply(BigDecimal.valueOf(tuning.size()))
                .setScale(0, RoundingMode.CEILING)
                .longValueExact();
        TuningScores scores = TuningScores.of(tuning);
        for (int boundary : scores.boundaries()) {
            if (boundary >= wanted) {
                return scores.threshold(boundary);
            }
        }
        return Candidates.ACCEPT_ALL;
    }

    /** The threshold for this coverage on a tuning sample as the only candidate, to be tested in the given way. */
    public Candidates candidate(ScoredLosses tuning, RiskTest test) {
        return Candidates.single(threshold(tuning), tuning, test);
    }

    /** As below, tested in the way that suits the losses of the tuning sample. */
    public CoverageCertification certify(
            ScoredLosses tuning, ScoredLosses certification, RiskList risks, Confidence confidence) {
        return certify(candidate(tuning, RiskTest.suiting(tuning)), certification, risks, confidence);
    }

    /**
     * Certifies the smallest r of the list that holds at the threshold for this coverage.
     *
     * @param single that of {@link #candidate}
     * @throws InputException if it is tested for errors and a loss is neither 0 nor 1
     */
    public CoverageCertification certify(
            Candidates single, ScoredLosses certification, RiskList risks, Confidence confidence) {
        if (single.size() != 1) {
            throw new IllegalArgumentException(single.size() + " candidates for one coverage");
        }
        ThresholdCounts counts = ThresholdCounts.of(single, certification);
        List<CoverageCertification.Step> steps = new ArrayList<>();
        Optional<Certification> answer = Optional.empty();
        for (int i = risks.size() - 1; i >= 0; i--) {
            MaxRisk r = risks.values().get(i);
            Certification next = FixedSequence.DEFAULT.certify(single, counts, r, confidence);
            boolean passes = next instanceof Certified;
            steps.add(new CoverageCertification.Step(r, counts.pValues(single.test(), r)[0], passes));
            answer = passes || answer.isEmpty() ? Optional.of(next) : answer;
            if (!passes) {
                break;
            }
        }
        return new CoverageCertification(this, single.threshold(0), answer.orElseThrow(), steps);
    }
}
