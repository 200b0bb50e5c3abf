package io.demur.select;

/** What decides which rule a row falls under. */
public enum Grouping {
    /** One rule for all. */
    NONE("none"),
    /** A group given with each row. */
    COLUMN("column"),
    /** The predicted class. */
    PREDICTED_CLASS("predicted-class");

    private final String text;

    Grouping(String text) {
        this.text = text;
    }

    /** As files carry it. */
    @Override
    public String toString() {
        return text;
    }
}
