package io.demur.guarantee;

import java.util.List;

/**
 * The answer to a {@link MinCoverage}.
 *
 * @param asked the coverage asked for
 * @param threshold the one threshold considered, from the tuning sample
 * @param certification certified for the smallest r that passed, or infeasible for the largest
 * @param steps the tests in their order, from the largest r to the first that fails
 */
public record CoverageCertification(
        MinCoverage asked, double threshold, Certification certification, List<Step> steps) {
    /** Copies the list. */
    public CoverageCertification {
        steps = List.copyOf(steps);
    }

    /**
     * One test.
     *
     * @param maxRisk the r tested
     * @param pValue of "the risk at the threshold is above r"
     * @param certified whether it was at most delta
     */
    public record Step(MaxRisk maxRisk, double pValue, boolean certified) {}
}
