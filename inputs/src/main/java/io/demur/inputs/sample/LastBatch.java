package io.demur.inputs.sample;

/** What becomes of the rows that do not fill a batch. */
public enum LastBatch {
    /** They are a smaller batch. */
    KEEP,
    /** They are left out; which rows they are changes with the epoch. */
    DROP
}
