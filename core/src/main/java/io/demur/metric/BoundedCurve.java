package io.demur.metric;

import java.util.BitSet;

/**
 * A risk-coverage curve known up to the order inside some of its blocks.
 *
 * <p>The outline has a point at the end of every block. A block is mixed if it holds more than one distinct confidence;
 * where none is, the outline is the exact curve.
 */
public final class BoundedCurve {
    private final RiskCoverageCurve outline;
    private final BitSet mixed;

    BoundedCurve(RiskCoverageCurve outline, BitSet mixed) {
        this.outline = outline;
        this.mixed = mixed;
    }

    /** A curve known exactly. */
    public static BoundedCurve exact(RiskCoverageCurve curve) {
        return new BoundedCurve(curve, new BitSet());
    }

    /** The curve through the ends of the blocks, all of which are attainable. */
    public RiskCoverageCurve outline() {
        return outline;
    }

    /** Whether the order inside the block before a point is unknown. */
    public boolean mixed(int point) {
        return mixed.get(point);
    }

    /** Whether nothing is unknown. */
    public boolean isExact() {
        return mixed.isEmpty();
    }

    /** The curve if inside every mixed block the smallest losses came first. */
    public RiskCoverageCurve best() {
        return isExact() ? outline : split(true);
    }

    /** The curve if inside every mixed block the largest losses came first. */
    public RiskCoverageCurve worst() {
        return isExact() ? outline : split(false);
    }

    /** A block of {@code m} samples and loss {@code S} becomes {@code m - ceil(S)} zeros, the fraction, and ones. */
    private RiskCoverageCurve split(boolean smallestFirst) {
        int room = outline.points() + 2 * mixed.cardinality();
        SplitBlocks blocks = new SplitBlocks(room);
        for (int point = 0; point < outline.points(); point++) {
            long count = outline.accepted(point) - outline.acceptedBefore(point);
            double before = outline.lossBefore(point);
            double after = outline.loss(point);
            if (mixed.get(point)) {
                blocks.addSplit(outline.confidence(point), count, before, after, smallestFirst);
            } else {
                blocks.add(outline.confidence(point), count, after);
            }
        }
        return blocks.curve(outline);
    }
}
