package io.demur.metric;

import io.demur.logits.InputException;
import io.demur.math.ByteSink;
import io.demur.math.ByteSource;
import io.demur.math.LossSum;
import io.demur.math.SortKeys;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts samples and losses per prefix of the confidence's order-preserving bits: memory that does not grow with the
 * number of samples, and bounds that contain the exact value of every metric.
 *
 * <p>A prefix is the sign, the exponent and the first bits of the mantissa: 14 at least, 19 from 1/2 to 1, 17 from there
 * to 64, 16 from 1/16 to 1/2. Prefixes with one distinct confidence are tie blocks, known exactly; a block of several
 * goes by the least confidence of its prefix, at which the same samples are accepted. Counters exist only for confidences
 * that occur, 32 KiB for 2,048 neighbouring prefixes. A caller who shares an accumulator among threads
 * must lock it. Fewer than 2^32 samples.
 */
public final class BoundedAccumulator implements RiskCoverageAccumulator<BoundedAccumulator> {
    /** Losses other than 0 and 1 are counted one by one up to so many distinct ones. */
    private static final int MOST_DISTINCT_LOSSES = 1 << 16;
    /** Which form the bytes have. */
    private static final int FORM = 1;

    private static final long MOST_SAMPLES = (1L << 32) - 1;

    /** Null where no confidence has come. */
    private final PrefixLeaf[] leaves = new PrefixLeaf[PrefixGrid.size() >>> PrefixLeaf.BITS];

    private final Map<Double, Long> otherLosses = new TreeMap<>();
    private boolean tooManyLosses;
    private long samples;

    /** Empty. */
    public BoundedAccumulator() {}

    @Override
    public void add(double confidence, double loss) {
        if (Double.isNaN(confidence) || !(loss >= 0 && loss <= 1)) {
            throw new InputException("sample", "confidence " + confidence + " and loss " + loss + " cannot be counted");
        }
        reserve(1);
        if (loss == 0 || loss == 1) {
            count(confidence, (int) loss);
        } else {
            long key = SortKeys.descending(confidence);
            int prefix = PrefixGrid.prefix(key);
            leaf(prefix).addFraction(prefix & (PrefixLeaf.SIZE - 1), key, loss);
            countLoss(loss, 1);
        }
    }

    @Override
    public void addAll(double[] confidence, byte[] outcome, int count) {
        int counted = 0;
        for (int i = 0; i < count; i++) {
            if (outcome[i] >= 0) {
                count(confidence[i], outcome[i]);
                counted++;
            }
        }
        reserve(counted);
    }

    private void reserve(long more) {
        if (samples + more > MOST_SAMPLES) {
            throw new InputException("samples", "there are more than " + MOST_SAMPLES, "measure them in parts");
        }
        samples += more;
    }

    private void count(double confidence, int wrong) {
        long key = SortKeys.descending(confidence);
        int prefix = PrefixGrid.prefix(key);
        leaf(prefix).add(prefix & (PrefixLeaf.SIZE - 1), key, wrong);
    }

    private PrefixLeaf leaf(int prefix) {
        PrefixLeaf leaf = leaves[prefix >>> PrefixLeaf.BITS];
        return leaf == null ? newLeaf(prefix >>> PrefixLeaf.BITS) : leaf;
    }

    private PrefixLeaf newLeaf(int index) {
        leaves[index] = new PrefixLeaf();
        return leaves[index];
    }

    private void countLoss(double loss, long count) {
        otherLosses.merge(loss, count, Long::sum);
        if (otherLosses.size() > MOST_DISTINCT_LOSSES) {
            tooManyLosses = true;
        }
        if (tooManyLosses) {
            otherLosses.clear();
        }
    }

    @Override
    public void merge(BoundedAccumulator other) {
        reserve(other.samples);
        for (int i = 0; i < leaves.length; i++) {
            if (leaves[i] == null) {
                leaves[i] = other.leaves[i];
            } else if (other.leaves[i] != null) {
                leaves[i].merge(other.leaves[i]);
            }
        }
        tooManyLosses |= other.tooManyLosses;
        other.otherLosses.forEach(this::countLoss);
        if (tooManyLosses) {
            otherLosses.clear();
        }
    }

    @Override
    public long samples() {
        return samples;
    }

    /**
     * Everything counted so far, for another process of the same version: the same bytes whenever the same samples were
     * counted, in whatever order and parts. About nine bytes for a prefix with one confidence, three for a mixed one, so
     * their number is bounded as the memory is.
     */
    public byte[] toBytes() {
        ByteSink sink = new ByteSink();
        sink.count(FORM).count(samples).count(tooManyLosses ? 1 : 0).count(otherLosses.size());
        otherLosses.forEach(
                (loss, count) -> sink.bits(Double.doubleToLongBits(loss)).count(count));
        new PrefixBytes(leaves).write(sink);
        return sink.toBytes();
    }

    /**
     * What {@link #toBytes} was made from.
     *
     * @throws IllegalArgumentException for other bytes
     */
    public static BoundedAccumulator fromBytes(byte[] bytes) {
        ByteSource source = new ByteSource(bytes);
        if (source.count() != FORM) {
            throw new IllegalArgumentException("these bytes are no counts of this version");
        }
        BoundedAccumulator read = new BoundedAccumulator();
        read.samples = source.count();
        read.tooManyLosses = source.countBelow(2) == 1;
        for (int left = source.countBelow(MOST_DISTINCT_LOSSES + 1); left > 0; left--) {
            double loss = Double.longBitsToDouble(source.bits());
            read.otherLosses.put(loss, source.count());
        }
        new PrefixBytes(read.leaves).read(source);
        source.requireEnd();
        return read;
    }

    @Override
    public boolean oracleKnown() {
        return !tooManyLosses;
    }

    @Override
    public BoundedCurve curve() {
        if (samples == 0) {
            throw new InputException("samples", "there is none to measure on");
        }
        int blocks = occupied();
        double[] confidence = new double[blocks];
        long[] accepted = new long[blocks];
        double[] loss = new double[blocks];
        BitSet mixed = new BitSet(blocks);
        int block = 0;
        long count = 0;
        long high = 0;
        long low = 0;
        for (int l = 0; l < leaves.length; l++) {
            PrefixLeaf leaf = leaves[l];
            for (int i = 0; leaf != null && i < PrefixLeaf.SIZE; i++) {
                if (leaf.count(i) > 0) {
                    count += leaf.count(i);
                    high += leaf.lossHigh(i);
                    low += leaf.fractionLow(i);
                    confidence[block] =
                            SortKeys.fromAscending(~PrefixGrid.key((l << PrefixLeaf.BITS) + i, leaf.tail(i)));
                    accepted[block] = count;
                    loss[block] = LossSum.value(high, low);
                    mixed.set(block++, leaf.mixed(i));
                }
            }
        }
        RiskCoverageCurve outline = new RiskCoverageCurve(confidence, accepted, loss, sortedLosses(loss[blocks - 1]));
        return new BoundedCurve(outline, mixed);
    }

    private int occupied() {
        int blocks = 0;
        for (PrefixLeaf leaf : leaves) {
            blocks += leaf == null ? 0 : leaf.occupied();
        }
        return blocks;
    }

    private double[][] sortedLosses(double total) {
        if (otherLosses.isEmpty()) {
            return RiskCoverageCurve.binaryLosses(samples, total);
        }
        double others = otherLosses.values().stream().mapToLong(Long::longValue).sum();
        double otherSum = otherLosses.entrySet().stream()
                .mapToDouble(e -> e.getKey() * e.getValue())
                .sum();
        double ones = Math.rint(total - otherSum);
        List<double[]> runs = new ArrayList<>();
        runs.add(new double[] {0, samples - others - ones});
        otherLosses.forEach((value, times) -> runs.add(new double[] {value, times}));
        runs.add(new double[] {1, ones});
        return new double[][] {
            runs.stream().mapToDouble(run -> run[0]).toArray(),
            runs.stream().mapToDouble(run -> run[1]).toArray()
        };
    }
}
