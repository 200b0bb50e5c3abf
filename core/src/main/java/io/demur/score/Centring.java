package io.demur.score;

/** Whether the mean over the classes is taken from the logits before a norm. */
public enum Centring {
    /** {@code c = v - mean(v)}: the score does not change when a constant is added to a row. */
    MEAN("mean"),
    /** {@code c = v}. */
    NONE("none");

    private final String text;

    Centring(String text) {
        this.text = text;
    }

    /** As it stands in a score's text. */
    @Override
    public String toString() {
        return text;
    }
}
