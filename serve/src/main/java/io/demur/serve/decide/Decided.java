package io.demur.serve.decide;

import io.demur.select.AbstentionReason;
import io.demur.select.Decider;
import java.util.Optional;

/** What became of the rows of one request. Written by {@link Workbench} alone, read-only afterwards. */
public final class Decided {
    private final int[] prediction;
    private final double[] confidence;
    private final AbstentionReason[] reason;
    private final boolean[] accepted;
    private final int[] rule;

    Decided(int rows) {
        prediction = new int[rows];
        confidence = new double[rows];
        reason = new AbstentionReason[rows];
        accepted = new boolean[rows];
        rule = new int[rows];
    }

    void take(Decider decider, int first, int count) {
        for (int r = 0; r < count; r++) {
            prediction[first + r] = decider.prediction(r);
            confidence[first + r] = decider.confidence(r);
            reason[first + r] = decider.reason(r);
            accepted[first + r] = decider.accepted(r);
            rule[first + r] = decider.rule(r);
        }
    }

    /** How many rows. */
    public int rows() {
        return prediction.length;
    }

    /** Whether a row is answered. */
    public boolean accepted(int row) {
        return accepted[row];
    }

    /** Position of the selector's rule by which a row was decided; -1 where its group is unknown. */
    public int rule(int row) {
        return rule[row];
    }

    /** The class with the largest logit, answered or not. */
    public int prediction(int row) {
        return prediction[row];
    }

    /** The score of a row; NaN where a logit is not finite. */
    public double confidence(int row) {
        return confidence[row];
    }

    /** Why a row is not answered; empty where it is. */
    public Optional<AbstentionReason> reason(int row) {
        return accepted[row] ? Optional.empty() : Optional.of(reason[row]);
    }
}
