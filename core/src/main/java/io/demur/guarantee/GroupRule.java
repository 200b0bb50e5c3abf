package io.demur.guarantee;

import java.util.OptionalDouble;

/**
 * How the inputs of one group are decided.
 *
 * @param status where the threshold comes from, or why there is none
 * @param threshold accept if the confidence is at least this; empty: accept nothing
 */
public record GroupRule(Status status, OptionalDouble threshold) {
    /** Where the threshold comes from, or why there is none. */
    public enum Status {
        /** The group's own certificate. */
        CERTIFIED,
        /** The threshold of all groups together: not certified for this group. */
        POOLED_NOT_CERTIFIED,
        /** The group has no certificate. */
        ABSTAIN_UNCERTIFIED_GROUP,
        /** The group was not among those fixed beforehand. */
        ABSTAIN_UNKNOWN_GROUP
    }

    static GroupRule abstain(Status status) {
        return new GroupRule(status, OptionalDouble.empty());
    }

    static GroupRule accept(Status status, double threshold) {
        return new GroupRule(status, OptionalDouble.of(threshold));
    }
}
