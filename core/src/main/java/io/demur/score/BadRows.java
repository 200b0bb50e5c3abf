package io.demur.score;

/** What to do with a row that holds a NaN or an infinite logit. */
public enum BadRows {
    /** Stop with an error that names the row. */
    REFUSE,
    /** Leave the row out and count it. */
    SKIP
}
