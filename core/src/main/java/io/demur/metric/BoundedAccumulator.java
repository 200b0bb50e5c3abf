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
 * that occur, 32 KiB for 2,048 neighbouring prefixes, and up to a quarter as much again. A caller who shares an accumulator
 * among threads must lock it. Fewer than 2^32 samples, and fewer than 2^31 of loss 1.
 */
public final class BoundedAccumulator implements RiskCoverageAccumulator<BoundedAccumulator> {
    /** Losses other than 0 and 1 are counted one by one up to so many distinct ones. */
    private static final int MOST_DISTINCT_LOSSES = 1 << 16;
    /** Which form the bytes have. */
    private static final int FORM = 1;

    private PrefixCounts counts = new PrefixCounts();
    private final long[] keys = new long[PrefixCounts.TOGETHER];
    private final int[] prefixes = new int[PrefixCounts.TOGETHER];

    private final Map<Double, Long> otherLosses = new TreeMap<>();
    private boolean tooManyLosses;

    /** Empty. */
    public BoundedAccumulator() {}

    @Override
    public void add(double confidence, double loss) {
        if (Double.isNaN(confidence) || !(loss >= 0 && loss <= 1)) {
            throw new InputException("sample", "confidence " + confidence + " and loss " + loss + " cannot be counted");
        }
        long key = SortKeys.descending(confidence);
        int prefix = PrefixGrid.prefix(key);
        if (loss == 0 || loss == 1) {
            counts.add(prefix, key, (int) loss);
        } else {
            counts.addFraction(prefix, key, loss);
            countLoss(loss, 1);
        }
    }

    @Override
    public void addAll(double[] confidence, byte[] outcome, int count) {
        for (int first = 0; first < count; first += PrefixCounts.TOGETHER) {
            int number = Math.min(PrefixCounts.TOGETHER, count - first);
            requireNumbers(confidence, outcome, first, first + number);
            PrefixGrid.find(confidence, first, number, keys, prefixes);
            counts.addAll(prefixes, keys, outcome, first, number);
        }
    }

    private static void requireNumbers(double[] confidence, byte[] outcome, int from, int to) {
        for (int i = from; i < to; i++) {
            if (Double.isNaN(confidence[i]) && outcome[i] >= 0) {
                throw new InputException("sample", "its confidence is NaN and cannot be counted");
            }
        }
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
        counts.merge(other.counts);
        tooManyLosses |= other.tooManyLosses;
        other.otherLosses.forEach(this::countLoss);
        if (tooManyLosses) {
            otherLosses.clear();
        }
    }

    @Override
    public long samples() {
        return counts.samples();
    }

    /**
     * Everything counted so far, for another process of the same version: the same bytes whenever the same samples were
     * counted, in whatever order and parts. About nine bytes for a prefix with one confidence, three for a mixed one, so
     * their number is bounded as the memory is.
     */
    public byte[] toBytes() {
        ByteSink sink = new ByteSink();
        sink.count(FORM).count(samples()).count(tooManyLosses ? 1 : 0).count(otherLosses.size());
        otherLosses.forEach(
                (loss, count) -> sink.bits(Double.doubleToLongBits(loss)).count(count));
        PrefixBytes.write(counts, sink);
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
        long samples = source.count();
        read.tooManyLosses = source.countBelow(2) == 1;
        for (int left = source.countBelow(MOST_DISTINCT_LOSSES + 1); left > 0; left--) {
            double loss = Double.longBitsToDouble(source.bits());
            read.otherLosses.put(loss, source.count());
        }
        read.counts = PrefixBytes.read(source);
        source.requireEnd();
        if (read.samples() != samples) {
            throw new IllegalArgumentException("counts of " + read.samples() + " samples, not of " + samples);
        }
        return read;
    }

    @Override
    public boolean oracleKnown() {
        return !tooManyLosses;
    }

    @Override
    public BoundedCurve curve() {
        if (samples() == 0) {
            throw new InputException("samples", "there is none to measure on");
        }
        int[] occupied = counts.occupied();
        double[] confidence = new double[occupied.length];
        long[] accepted = new long[occupied.length];
        double[] loss = new double[occupied.length];
        BitSet mixed = new BitSet(occupied.length);
        long count = 0;
        long high = 0;
        long low = 0;
        for (int b = 0; b < occupied.length; b++) {
            int prefix = occupied[b];
            count += counts.count(prefix);
            high += counts.lossHigh(prefix);
            low += counts.fractionLow(prefix);
            confidence[b] = SortKeys.fromAscending(~PrefixGrid.key(prefix, counts.tail(prefix)));
            accepted[b] = count;
            loss[b] = LossSum.value(high, low);
            mixed.set(b, counts.mixed(prefix));
        }
        RiskCoverageCurve outline =
                new RiskCoverageCurve(confidence, accepted, loss, sortedLosses(loss[occupied.length - 1]));
        return new BoundedCurve(outline, mixed);
    }

    private double[][] sortedLosses(double total) {
        if (otherLosses.isEmpty()) {
            return RiskCoverageCurve.binaryLosses(samples(), total);
        }
        double others = otherLosses.values().stream().mapToLong(Long::longValue).sum();
        double otherSum = otherLosses.entrySet().stream()
                .mapToDouble(e -> e.getKey() * e.getValue())
                .sum();
        double ones = Math.rint(total - otherSum);
        List<double[]> runs = new ArrayList<>();
        runs.add(new double[] {0, samples() - others - ones});
        otherLosses.forEach((value, times) -> runs.add(new double[] {value, times}));
        runs.add(new double[] {1, ones});
        return new double[][] {
            runs.stream().mapToDouble(run -> run[0]).toArray(),
            runs.stream().mapToDouble(run -> run[1]).toArray()
        };
    }
}
