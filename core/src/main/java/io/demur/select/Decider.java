package io.demur.select;

import io.demur.guarantee.GroupRule;
import io.demur.logits.LogitTile;
import io.demur.score.ScoreKernel;
import io.demur.score.ScoreTile;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Decides tiles of rows, one after the other. Belongs to one thread. */
public final class Decider {
    private final Grouping grouping;
    private final double[] threshold;
    private final AbstentionReason[] withoutThreshold;
    private final ScoreKernel kernel;
    private final ScoreTile scored;
    private final AbstentionReason[] reasons;
    private final boolean[] accepted;
    private final int[] rules;

    /** For tiles of the given shape. */
    public Decider(Selector selector, LogitTile shape) {
        grouping = selector.grouping();
        int count = selector.rules().size();
        threshold = new double[count];
        withoutThreshold = new AbstentionReason[count];
        for (int g = 0; g < count; g++) {
            GroupRule rule = selector.rules().get(g).rule();
            threshold[g] = rule.threshold().orElse(Double.POSITIVE_INFINITY);
            withoutThreshold[g] = rule.threshold().isPresent()
                    ? AbstentionReason.BELOW_THRESHOLD
                    : AbstentionReason.UNCERTIFIED_GROUP;
        }
        kernel = new ScoreKernel(List.of(selector.score()), shape);
        scored = new ScoreTile(1, shape.capacity());
        reasons = new AbstentionReason[shape.capacity()];
        accepted = new boolean[shape.capacity()];
        rules = new int[shape.capacity()];
    }

    /**
     * Decides every row of a tile.
     *
     * @param groups position of the rule of a row of the tile, -1 for an unknown group; asked only where the selector
     *     groups by a column
     */
    public void decide(LogitTile tile, IntUnaryOperator groups) {
        kernel.compute(tile, scored);
        double[] confidence = scored.confidence(0);
        for (int r = 0; r < tile.rows(); r++) {
            int rule =
                    switch (grouping) {
                        case NONE -> 0;
                        case COLUMN -> groups.applyAsInt(r);
                        case PREDICTED_CLASS -> scored.prediction()[r];
                    };
            rules[r] = rule;
            boolean decidable = rule >= 0 && scored.finite(r);
            accepted[r] = decidable && confidence[r] >= threshold[rule] && hasThreshold(rule);
            reasons[r] = !scored.finite(r)
                    ? AbstentionReason.NOT_FINITE
                    : rule < 0 ? AbstentionReason.UNKNOWN_GROUP : withoutThreshold[rule];
        }
    }

    private boolean hasThreshold(int rule) {
        return withoutThreshold[rule] == AbstentionReason.BELOW_THRESHOLD;
    }

    /** Whether a row of the tile last decided is answered. */
    public boolean accepted(int row) {
        return accepted[row];
    }

    /** Position of the rule by which a row was decided; -1 where its group is unknown. */
    public int rule(int row) {
        return rules[row];
    }

    /** Why a row is not answered; only for rows that are not. */
    public AbstentionReason reason(int row) {
        return reasons[row];
    }

    /** The predicted class of a row, answered or not. */
    public int prediction(int row) {
        return scored.prediction()[row];
    }

    /** The confidence of a row; NaN where a logit is not finite. */
    public double confidence(int row) {
        return scored.confidence(0)[row];
    }

    /** Content hashes of the rows of the tile last decided. */
    long[] hashes() {
        kernel.hash(scored);
        return scored.hash();
    }

    /** The decision on a row. */
    public Decision decision(int row) {
        return accepted[row]
                ? new Decision.Accepted(prediction(row), confidence(row))
                : new Decision.Abstained(reasons[row]);
    }
}
