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
 * <p>A prefix is the sign, the exponent and the first {@value #MANTISSA_BITS} bits of the mantissa, so confidences that
 * share one differ by less than one part in 16,384. Prefixes with one distinct confidence are tie blocks, known
 * exactly. Pages of counters exist only for the exponents that occur. A caller who shares an accumulator among threads
 * must lock it.
 */
public final class BoundedAccumulator implements RiskCoverageAccumulator<BoundedAccumulator> {
    static final int MANTISSA_BITS = 14;

    private static final int SHIFT = 52 - MANTISSA_BITS;
    private static final int PAGES = 1 << 12;
    /** Losses other than 0 and 1 are counted one by one up to so many distinct ones. */
    private static final int MOST_DISTINCT_LOSSES = 1 << 16;
    /** Which form the bytes have. */
    private static final int FORM = 1;

    private final PrefixPage[] pages = new PrefixPage[PAGES];
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
        long key = SortKeys.descending(confidence);
        page((int) (key >>> 52)).add((int) (key >>> SHIFT) & ((1 << MANTISSA_BITS) - 1), key, loss);
        samples++;
        if (loss != 0 && loss != 1) {
            countLoss(loss, 1);
        }
    }

    private PrefixPage page(int index) {
        if (pages[index] == null) {
            pages[index] = new PrefixPage(1 << MANTISSA_BITS);
        }
        return pages[index];
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
        for (int i = 0; i < PAGES; i++) {
            if (other.pages[i] != null) {
                page(i).merge(other.pages[i]);
            }
        }
        samples += other.samples;
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
     * counted, in whatever order and parts. About ten bytes for every prefix that occurs, so their number is bounded as
     * the memory is.
     */
    public byte[] toBytes() {
        ByteSink sink = new ByteSink();
        sink.count(FORM).count(samples).count(tooManyLosses ? 1 : 0).count(otherLosses.size());
        otherLosses.forEach(
                (loss, count) -> sink.bits(Double.doubleToLongBits(loss)).count(count));
        int used = 0;
        for (PrefixPage page : pages) {
            used += page != null ? 1 : 0;
        }
        sink.count(used);
        for (int i = 0; i < PAGES; i++) {
            if (pages[i] != null) {
                sink.count(i);
                pages[i].write(sink, (1L << SHIFT) - 1);
            }
        }
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
        for (int left = source.countBelow(PAGES + 1); left > 0; left--) {
            int page = source.countBelow(PAGES);
            read.page(page).read(source, (long) page << 52, SHIFT);
        }
        source.requireEnd();
        return read;
    }

    /** Whether the losses are few enough in kind that the oracle is known; always so for 0/1 losses. */
    public boolean oracleKnown() {
        return !tooManyLosses;
    }

    @Override
    public BoundedCurve curve() {
        if (samples == 0) {
            throw new InputException("samples", "there is none to measure on");
        }
        List<PrefixPage> used = new ArrayList<>();
        int blocks = 0;
        for (PrefixPage page : pages) {
            if (page != null) {
                used.add(page);
                blocks += page.occupied();
            }
        }
        double[] confidence = new double[blocks];
        long[] accepted = new long[blocks];
        double[] loss = new double[blocks];
        BitSet mixed = new BitSet(blocks);
        int block = 0;
        long count = 0;
        long high = 0;
        long low = 0;
        for (PrefixPage page : used) {
            for (int i = 0; i < page.size(); i++) {
                if (page.count(i) > 0) {
                    count += page.count(i);
                    high += page.lossHigh(i);
                    low += page.lossLow(i);
                    confidence[block] = SortKeys.fromAscending(~page.key(i));
                    accepted[block] = count;
                    loss[block] = LossSum.value(high, low);
                    mixed.set(block++, page.mixed(i));
                }
            }
        }
        RiskCoverageCurve outline = new RiskCoverageCurve(confidence, accepted, loss, sortedLosses(loss[blocks - 1]));
        return new BoundedCurve(outline, mixed);
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
