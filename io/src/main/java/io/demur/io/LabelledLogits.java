package io.demur.io;

import io.demur.logits.Labels;
import io.demur.logits.Logits;

/** Logits and labels that come from one table. */
public final class LabelledLogits implements AutoCloseable {
    private final Logits logits;
    private final Labels labels;
    private final Runnable cleanup;

    /**
     * Both, of the same rows.
     *
     * @param cleanup what else is to be closed, after the logits
     */
    public LabelledLogits(Logits logits, Labels labels, Runnable cleanup) {
        this.logits = logits;
        this.labels = labels;
        this.cleanup = cleanup;
    }

    /** The logits; closed with this object. */
    public Logits logits() {
        return logits;
    }

    /** The labels, in the order of the rows. */
    public Labels labels() {
        return labels;
    }

    @Override
    public void close() {
        logits.close();
        cleanup.run();
    }
}
