package io.demur.metric;

import io.demur.math.Harmonic;

/**
 * Area under the risk-coverage curve; lower is better. Four definitions share the name in the field; each value here
 * carries its {@link Convention}.
 *
 * <p>With samples in order of falling confidence, {@code r_i} the mean loss of the first {@code i} (losses within a tie
 * block replaced by their mean, which is the expectation over random tie order), all conventions but {@code fd-shifts}
 * follow from {@code sum r_i}. Range [0, 1]. Time linear in the number of tie blocks.
 */
public final class Aurc {

    /** Which area is meant. */
    public enum Convention {
        /**
         * {@code (1/n) sum_i r_i}: the expected selective risk when the coverage is drawn uniformly (Geifman and El-Yaniv).
         * All wrong gives 1, all right 0, a single sample its loss.
         */
        MEAN("mean"),
        /** Trapezoids over coverage 0, 1/n, .., 1 with risk 0 at coverage 0: {@code (1/n)(sum r_i - r_n / 2)}. */
        PAPER("paper"),
        /** {@code (1/(n-1))(sum r_i - (r_1 + r_n) / 2)}; undefined for one sample. */
        TORCH_UNCERTAINTY("torch-uncertainty"),
        /** Trapezoids through the ends of the tie blocks, the risk of the first block extended to coverage 0. */
        FD_SHIFTS("fd-shifts");

        private final String text;

        Convention(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private Aurc() {}

    /** The area in convention {@code mean}, which always exists. */
    public static double of(RiskCoverageCurve curve) {
        return curve.sumOfRisks() / curve.samples();
    }

    /** The area in any convention. */
    public static Value of(RiskCoverageCurve curve, Convention convention) {
        if (convention == Convention.FD_SHIFTS) {
            return Value.of(throughBlockEnds(curve));
        }
        return area(convention, curve.sumOfRisks(), curve.risk(0), curve.fullRisk(), curve.samples());
    }

    /** The area of a perfect ranking of the same losses. */
    public static Value oracle(RiskCoverageCurve curve, Convention convention) {
        Oracle oracle = curve.oracle();
        return area(convention, oracle.sumOfRisks(), oracle.firstRisk(), curve.fullRisk(), curve.samples());
    }

    static Value area(Convention convention, double sumOfRisks, double first, double last, long n) {
        return switch (convention) {
            case MEAN -> Value.of(sumOfRisks / n);
            case PAPER -> Value.of((sumOfRisks - last / 2) / n);
            case TORCH_UNCERTAINTY ->
                n == 1 ? Value.undefined(ReasonCode.ONE_SAMPLE) : Value.of((sumOfRisks - (first + last) / 2) / (n - 1));
            case FD_SHIFTS -> Value.of((sumOfRisks + (first - last) / 2) / n);
        };
    }

    /**
     * {@code sum_i r_i = sum_j e_j (H_n - H_(j-1))}, with the weights averaged over each tie block. From the end, so
     * that the harmonic tail is a sum of positive terms. With every loss 1 it is {@code n}, to the last digit.
     */
    static double sumOfRisks(RiskCoverageCurve curve) {
        if (curve.totalLoss() == curve.samples()) {
            return curve.samples();
        }
        double sum = 0;
        double tail = 0;
        long after = curve.samples();
        double lossAfter = curve.totalLoss();
        for (int point = curve.points() - 1; point >= 0; point--) {
            long before = curve.acceptedBefore(point);
            double lossBefore = curve.lossBefore(point);
            double range = Harmonic.range(before, after);
            double loss = lossAfter - lossBefore;
            if (loss > 0) {
                sum += loss * (tail + (1 - before * range / (after - before)));
            }
            tail += range;
            after = before;
            lossAfter = lossBefore;
        }
        return sum;
    }

    private static double throughBlockEnds(RiskCoverageCurve curve) {
        double sum = 0;
        double left = curve.risk(0);
        long before = 0;
        for (int point = 0; point < curve.points(); point++) {
            long after = curve.accepted(point);
            double right = curve.loss(point) / after;
            sum += (after - before) * (left + right);
            left = right;
            before = after;
        }
        return sum / (2.0 * curve.samples());
    }

    /**
     * The least and greatest {@code fd-shifts} area of all curves that a bounded curve admits: the width of every mixed
     * block times the least and greatest risk that can be attained inside it or at its ends.
     */
    static Bounds fdShiftsBounds(BoundedCurve bounded) {
        RiskCoverageCurve curve = bounded.outline();
        double least = 0;
        double greatest = 0;
        double left = curve.risk(0);
        for (int point = 0; point < curve.points(); point++) {
            double before = curve.lossBefore(point);
            double start = curve.acceptedBefore(point);
            double width = curve.accepted(point) - start;
            double loss = curve.loss(point) - before;
            double chord = width * (left + curve.risk(point)) / 2;
            if (bounded.mixed(point)) {
                double rightFirst = start + width - loss;
                least += rightFirst > 0 ? width * (before / rightFirst) : chord;
                double wrongFirst = start + loss;
                greatest += wrongFirst > 0 ? width * ((before + loss) / wrongFirst) : chord;
            } else {
                least += chord;
                greatest += chord;
            }
            left = curve.risk(point);
        }
        return new Bounds(Value.of(least / curve.samples()), Value.of(greatest / curve.samples()));
    }
}
