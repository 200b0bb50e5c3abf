package io.demur.guarantee;

/** What to do with the inputs of a group that has no certificate. */
public enum UncertifiedGroups {
    /** Accept none of them. */
    ABSTAIN,
    /** Use the threshold certified for all groups together, which promises nothing for this one. */
    POOLED
}
