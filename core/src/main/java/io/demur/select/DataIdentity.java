package io.demur.select;

import java.util.Optional;

/**
 * The data a selector rests on.
 *
 * @param tuning digest of the rows that chose the score and the candidate thresholds
 * @param certification digest of the rows that certified
 * @param period when the data were collected, in the user's words
 * @param costs digest of the cost matrix; empty for the plain error
 * @param split how one set of rows was divided into those two; empty if they were given apart
 */
public record DataIdentity(
        String tuning, String certification, Optional<String> period, Optional<String> costs, Optional<Split> split) {

    /**
     * A seeded division of rows.
     *
     * @param certificationShare share of the rows that was held back to certify
     * @param seed of the division
     */
    public record Split(double certificationShare, long seed) {}

    /** Judged by the plain error, on rows that were given apart. */
    public DataIdentity(String tuning, String certification, Optional<String> period) {
        this(tuning, certification, period, Optional.empty(), Optional.empty());
    }
}
