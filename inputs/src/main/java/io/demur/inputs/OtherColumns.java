package io.demur.inputs;

/** What becomes of columns to which a schema gives no role. */
public enum OtherColumns {
    /** They are an error: every column must be named. */
    REFUSE,
    /** They are not read. */
    IGNORE,
    /** Numeric if every training row that is not missing holds a number, else categorical. */
    INFER
}
