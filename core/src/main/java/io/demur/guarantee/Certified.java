package io.demur.guarantee;

import io.demur.math.Interval;
import io.demur.math.ShortestDecimal;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A threshold whose risk is certified.
 *
 * <p>The claim: over the draw of the certification sample, the chance that the true risk among accepted inputs is above
 * {@code terms.maxRisk} is at most {@code terms.delta}. Everything else here is description.
 *
 * @param terms what was asked and how it was tested
 * @param threshold accept if the confidence is at least this; finite
 * @param accepted number of certification samples accepted
 * @param lossSum sum of their losses: the number of errors if losses are 0/1
 * @param coverageInterval exact two-sided 95 % interval of the coverage, which is {@code accepted / samples}
 * @param pValue of "the risk here is above r"
 * @param pointwiseUpperBound what the risk at this threshold would be bounded by at delta, had no other threshold been
 *     considered: pointwise, not part of the claim
 * @param starts number of hypotheses that shared delta from the outset
 * @param tested number of candidates tested
 * @param smallestPassingRisk the smallest r that some tested candidate would have passed: a hint for certifying anew on
 *     fresh data
 * @param sgr what SGR would have chosen, to compare with
 */
public record Certified(
        CertificateTerms terms,
        double threshold,
        long accepted,
        double lossSum,
        Interval coverageInterval,
        double pValue,
        double pointwiseUpperBound,
        int starts,
        int tested,
        OptionalDouble smallestPassingRisk,
        Optional<SgrRule> sgr)
        implements Certification {
    /** Share of the certification sample that is accepted. */
    public double coverage() {
        return (double) accepted / terms.certificationSamples();
    }

    /** Risk observed among the accepted certification samples; nothing is claimed of it. */
    public double observedRisk() {
        return lossSum / accepted;
    }

    /** Whether no confidence is too low: the threshold is {@link Candidates#ACCEPT_ALL}. */
    public boolean acceptsAll() {
        return threshold == Candidates.ACCEPT_ALL;
    }

    /** What is claimed, about what, and about what not. */
    public String claim() {
        return (acceptsAll()
                        ? "Accept every row"
                        : "Accept if the confidence is at least " + ShortestDecimal.text(threshold))
                + ": the "
                + terms.riskName()
                + " among accepted inputs is at most "
                + Percent.of(terms.maxRisk().value()) + ", with "
                + Percent.confidence(terms.delta()) + " confidence over the draw of the "
                + Percent.count(terms.certificationSamples())
                + " certification samples. This is about new data from the same"
                + " distribution; not about a single input, a class, or data that have shifted.";
    }

    @Override
    public String text() {
        return claim();
    }
}
