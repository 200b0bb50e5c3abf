package io.demur.metric;

/** Why a number does not exist, or must be read with care. */
public enum ReasonCode {
    /** Every loss is 0: there is nothing to rank. */
    ALL_RIGHT("all predictions are right"),
    /** Every loss is 1: there is nothing to rank. */
    ALL_WRONG("all predictions are wrong"),
    /** Every loss is the same number between 0 and 1. */
    ONE_LOSS("all losses are equal"),
    /** Only one sample. */
    ONE_SAMPLE("only one sample"),
    /** Only one class occurs among the labels. */
    ONE_CLASS("only one class occurs among the labels"),
    /** Every confidence is the same. */
    ALL_TIED("all confidences are equal"),
    /** Every row of logits is flat. */
    ALL_FLAT("every row of logits is flat"),
    /** No attainable coverage has a selective risk within the limit. */
    INFEASIBLE("no attainable coverage has so small a risk"),
    /** Some rows occur more than once. */
    DUPLICATE_ROWS("some rows occur more than once"),
    /** The rows are pixels, many of one image, and no independent draws. */
    DEPENDENT_PIXELS("pixels of one image are no independent evidence"),
    /** Rows given as logits look like probabilities. */
    LOOKS_LIKE_PROBABILITIES("the rows sum to 1 like probabilities"),
    /** The number needs more than the counts that this mode keeps. */
    NOT_IN_THIS_MODE("not available in this mode"),
    /** Nothing was accepted. */
    NOTHING_ACCEPTED("nothing was accepted"),
    /** The number needs three classes or more. */
    TWO_CLASSES("there are only two classes"),
    /** Nowhere are there enough errors and right predictions of equal confidence. */
    TOO_FEW_ERRORS("there are too few errors to compare");

    private final String words;

    ReasonCode(String words) {
        this.words = words;
    }

    /** As machines read it: lower case with hyphens. */
    public String code() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    /** As people read it. */
    public String words() {
        return words;
    }
}
