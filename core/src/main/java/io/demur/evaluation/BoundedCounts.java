package io.demur.evaluation;

import io.demur.logits.Labels;
import io.demur.logits.Logits;
import io.demur.metric.BoundedAccumulator;
import java.util.List;

/**
 * What an evaluation in bounded mode keeps of its rows: counts per confidence prefix of every score, and facts about all
 * rows. One reading, fixed memory. Rows may be divided among threads, processes and machines in any way: the parts, merged
 * in any order, give the digits of the whole.
 *
 * <p>For the way between processes, counts fall into sections, each of which merges by itself: section 0 has the facts,
 * section {@code 1 + s} the counts of score {@code s}.
 */
public final class BoundedCounts {
    private final StreamCounts<BoundedAccumulator> counts;

    private BoundedCounts(StreamCounts<BoundedAccumulator> counts) {
        this.counts = counts;
    }

    /** Nothing counted yet. */
    public BoundedCounts(EvaluationPlan plan, int classes) {
        this(StreamCounts.none(plan, classes, BoundedAccumulator::new));
        plan.loss().requireClasses(classes);
    }

    /**
     * Counts all rows of a labelled source, which may have none.
     *
     * @throws io.demur.logits.InputException if logits and labels do not fit each other or cannot be used
     */
    public static BoundedCounts of(Logits logits, Labels labels, EvaluationPlan plan) {
        return new BoundedCounts(StreamEvaluator.count(logits, labels, plan, BoundedAccumulator::new));
    }

    /** Takes all rows of other counts by the same plan, which must not be used afterwards. */
    public void merge(BoundedCounts other) {
        counts.merge(other.counts);
    }

    /** Number of sections. */
    public int sections() {
        return 1 + accumulators().size();
    }

    /** One section as bytes; the same bytes for the same rows. */
    public byte[] section(int section) {
        return section == 0
                ? counts.totals().toBytes()
                : accumulators().get(section - 1).toBytes();
    }

    /**
     * Adds what {@link #section} gave, from other rows.
     *
     * @throws IllegalArgumentException for other bytes
     */
    public void mergeSection(int section, byte[] bytes) {
        if (section == 0) {
            counts.totals().merge(RowTotals.fromBytes(bytes));
        } else {
            accumulators().get(section - 1).merge(BoundedAccumulator.fromBytes(bytes));
        }
    }

    private List<BoundedAccumulator> accumulators() {
        return counts.accumulators();
    }

    /**
     * The evaluation of all rows counted.
     *
     * @param name of the logits
     * @throws io.demur.logits.InputException if there are none
     */
    public Evaluation evaluation(String name) {
        return counts.evaluation(name);
    }
}
