package io.demur.smoothing;

import io.demur.math.ExactSum;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A quantity given the confidence: mean and standard deviation of the largest centred logit, or of any other score, among
 * rows of about the same maximum softmax probability, right and wrong ones apart.
 *
 * <p>191 windows with centres 0.025, 0.030, ..., 0.975; a row is a member of those whose centre is less than 0.025 away, so
 * windows overlap and a row at distance 0.025 is outside. The standard deviation is that of a sample, divisor
 * {@code count - 1}. A window with fewer members than the minimum count has neither mean nor deviation: a gap. One member has
 * no deviation.
 *
 * <p>In a model trained with label smoothing the errors lie above the right predictions; in one trained with
 * cross-entropy both lie about equal. No digit depends on the order of the rows or on how they were divided among
 * accumulators; memory does not grow with their number.
 *
 * <p>Source: Xia et al., ICLR 2025, section 4.
 */
public final class MaxLogitProfile {
    /** Number of windows. */
    public static final int WINDOWS = 191;

    /** Probabilities are told apart at multiples of 1/200, where windows begin and end. */
    private static final int GRID = 200;
    /** A window spans ten steps of the grid. */
    private static final int SPAN = 10;

    private final Cell[] right;
    private final Cell[] wrong;
    private final int minimumCount;

    private MaxLogitProfile(Cell[] right, Cell[] wrong, int minimumCount) {
        this.right = right;
        this.wrong = wrong;
        this.minimumCount = minimumCount;
    }

    /** Whether a row is predicted right. */
    public enum Outcome {
        /** The prediction is the label. */
        RIGHT,
        /** The prediction is another class. */
        WRONG
    }

    /**
     * One window.
     *
     * @param centre the maximum softmax probability in its middle
     * @param count number of members
     * @param mean of the members; empty in a gap
     * @param deviation standard deviation of the members; empty in a gap
     */
    public record Window(double centre, long count, OptionalDouble mean, OptionalDouble deviation) {

        private Window in(double unit) {
            return new Window(centre, count, divided(mean, unit), divided(deviation, unit));
        }

        private Window gap() {
            return new Window(centre, count, OptionalDouble.empty(), OptionalDouble.empty());
        }

        private static OptionalDouble divided(OptionalDouble value, double unit) {
            return value.isPresent() ? OptionalDouble.of(value.getAsDouble() / unit) : value;
        }
    }

    /** The largest centred logit given the confidence. */
    public static MaxLogitProfile of(MaxLogitSample sample, int minimumCount) {
        double[] values = new double[sample.size()];
        Arrays.setAll(values, sample::maxLogit);
        return of(sample, values, minimumCount);
    }

    /**
     * Another quantity given the confidence, such as the normalised score.
     *
     * @param values one per row of the sample, in its order
     */
    public static MaxLogitProfile of(MaxLogitSample sample, double[] values, int minimumCount) {
        if (values.length != sample.size()) {
            throw new IllegalArgumentException(values.length + " values for " + sample.size() + " rows");
        }
        Accumulator accumulator = new Accumulator();
        for (int i = 0; i < sample.size(); i++) {
            accumulator.add(sample.probability(i), values[i], sample.wrong(i) ? Outcome.WRONG : Outcome.RIGHT);
        }
        return accumulator.profile(minimumCount);
    }

    /** All windows of one outcome, by rising centre. */
    public List<Window> windows(Outcome outcome) {
        List<Window> list = new ArrayList<>();
        Cell[] cells = outcome == Outcome.RIGHT ? right : wrong;
        for (int w = 0; w < cells.length; w++) {
            Cell cell = cells[w];
            boolean gap = cell.count < minimumCount;
            list.add(new Window(
                    centre(w),
                    cell.count,
                    gap ? OptionalDouble.empty() : cell.mean(),
                    gap ? OptionalDouble.empty() : cell.deviation()));
        }
        return list;
    }

    /**
     * The errors relative to the right predictions: mean of the errors minus mean of the right, with the deviation and count
     * of the errors. A gap where either has one.
     */
    public List<Window> relative() {
        List<Window> bases = windows(Outcome.RIGHT);
        List<Window> errors = windows(Outcome.WRONG);
        List<Window> list = new ArrayList<>();
        for (int w = 0; w < WINDOWS; w++) {
            Window error = errors.get(w);
            OptionalDouble base = bases.get(w).mean();
            boolean gap = base.isEmpty() || error.mean().isEmpty();
            list.add(
                    gap
                            ? error.gap()
                            : new Window(
                                    error.centre(),
                                    error.count(),
                                    OptionalDouble.of(error.mean().getAsDouble() - base.getAsDouble()),
                                    error.deviation()));
        }
        return list;
    }

    /**
     * As {@link #relative}, in standard deviations of the right predictions, so that models of different logits compare. A
     * gap also where the right ones do not differ.
     */
    public List<Window> relativeInDeviations() {
        List<Window> bases = windows(Outcome.RIGHT);
        return relative().stream()
                .map(window -> {
                    double unit = bases.get(place(window)).deviation().orElse(0);
                    return unit > 0 ? window.in(unit) : window.gap();
                })
                .toList();
    }

    private static int place(Window window) {
        return (int) Math.round(window.centre() * GRID) - SPAN / 2;
    }

    private static double centre(int window) {
        return (window + SPAN / 2) / (double) GRID;
    }

    /** Takes rows one by one; accumulators of parts merge into that of the whole. Not for several threads at once. */
    public static final class Accumulator {
        /** By place: point {@code j} of the grid is place {@code 2j}, the open step behind it {@code 2j + 1}. */
        private final Cell[] right = cells(2 * GRID + 1);

        private final Cell[] wrong = cells(2 * GRID + 1);

        /** Empty. */
        public Accumulator() {}

        /**
         * Adds a row.
         *
         * @param probability maximum softmax probability, in [0,1]
         * @param value the quantity, finite
         */
        public void add(double probability, double value, Outcome outcome) {
            if (!(probability >= 0 && probability <= 1)) {
                throw new IllegalArgumentException("a probability lies in [0,1], not at " + probability);
            }
            double steps = probability * GRID;
            int below = (int) steps;
            int place = 2 * below + (steps == below ? 0 : 1);
            of(outcome)[place].add(value);
        }

        /** Adds all rows of another; the other stays as it is. */
        public void merge(Accumulator other) {
            for (int place = 0; place < right.length; place++) {
                right[place].add(other.right[place]);
                wrong[place].add(other.wrong[place]);
            }
        }

        /** The windows so far. */
        public MaxLogitProfile profile(int minimumCount) {
            if (minimumCount < 1) {
                throw new IllegalArgumentException("a mean needs a member, not " + minimumCount);
            }
            return new MaxLogitProfile(windows(right), windows(wrong), minimumCount);
        }

        private static Cell[] windows(Cell... places) {
            Cell[] sums = cells(WINDOWS);
            for (int w = 0; w < WINDOWS; w++) {
                for (int place = 2 * w + 1; place < 2 * (w + SPAN); place++) {
                    sums[w].add(places[place]);
                }
            }
            return sums;
        }

        private static Cell[] cells(int count) {
            Cell[] cells = new Cell[count];
            Arrays.setAll(cells, i -> new Cell());
            return cells;
        }

        private Cell[] of(Outcome outcome) {
            return outcome == Outcome.RIGHT ? right : wrong;
        }
    }

    /** Count, sum and sum of squares. */
    private static final class Cell {
        private final ExactSum sum = new ExactSum();
        private final ExactSum squares = new ExactSum();
        private long count;

        void add(double value) {
            sum.add(value);
            squares.add(value * value);
            count++;
        }

        void add(Cell other) {
            if (other.count > 0) {
                sum.add(other.sum);
                squares.add(other.squares);
                count += other.count;
            }
        }

        OptionalDouble mean() {
            return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum.value() / count);
        }

        OptionalDouble deviation() {
            double total = sum.value();
            double variance = (squares.value() - total * total / count) / (count - 1);
            return count < 2 ? OptionalDouble.empty() : OptionalDouble.of(Math.sqrt(Math.max(0, variance)));
        }
    }
}
