package io.demur.select;

/**
 * A row of logits with the decision it must get, wherever the selector runs.
 */
public final class GoldenRow {
    private final double[] logits;
    private final String group;
    private final double confidence;
    private final int prediction;
    private final boolean accepted;

    /**
     * Takes the logits over.
     *
     * @param logits one per class
     * @param group its group, or {@link Rule#EVERYTHING}
     * @param confidence its score
     * @param prediction its class
     * @param accepted whether it is answered
     */
    public GoldenRow(double[] logits, String group, double confidence, int prediction, boolean accepted) {
        this.logits = logits;
        this.group = group;
        this.confidence = confidence;
        this.prediction = prediction;
        this.accepted = accepted;
    }

    /** The logits, as a copy. */
    public double[] logits() {
        return logits.clone();
    }

    /** Its group, or {@link Rule#EVERYTHING}. */
    public String group() {
        return group;
    }

    /** Its score. */
    public double confidence() {
        return confidence;
    }

    /** Its predicted class. */
    public int prediction() {
        return prediction;
    }

    /** Whether it is answered. */
    public boolean accepted() {
        return accepted;
    }
}
