package io.demur.select;

/** What becomes of one row: an answer, or none and why. */
public sealed interface Decision {

    /**
     * The prediction goes out.
     *
     * @param prediction the predicted class
     * @param confidence its score, at or above the threshold
     */
    record Accepted(int prediction, double confidence) implements Decision {}

    /**
     * The row goes to somebody who knows better.
     *
     * @param reason why
     */
    record Abstained(AbstentionReason reason) implements Decision {}
}
