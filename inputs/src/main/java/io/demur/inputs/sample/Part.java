package io.demur.inputs.sample;

/** What rows are used for; no row serves two purposes. */
public enum Part {
    /** To learn the weights, and all that a preparation learns. */
    TRAIN,
    /** To choose among models and scores. */
    TUNE,
    /** To certify what has been chosen. */
    CERTIFY,
    /** To report. */
    TEST
}
