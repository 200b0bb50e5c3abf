package io.demur.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * Right and wrong predictions by confidence, in bins of equal width from the least to the greatest confidence, the
 * greatest included in the last.
 *
 * <p>Losses between 0 and 1 count in part as wrong. Where all confidences are equal there is one bin. Infinite
 * confidences fall into the outermost bins. Of a curve known in blocks, each block counts at its least confidence.
 *
 * @param bins from the least confidence up
 */
public record ConfidenceHistogram(List<Bin> bins) {

    /**
     * The samples whose confidence falls between two values.
     *
     * @param from the lower edge
     * @param to the upper edge
     * @param right how many are right
     * @param wrong how many are wrong, in part where losses are no whole numbers
     */
    public record Bin(double from, double to, double right, double wrong) {}

    public ConfidenceHistogram {
        bins = List.copyOf(bins);
    }

    /**
     * Counts the samples of a curve.
     *
     * @param display the quantity shown for a confidence, which must not fall where the confidence rises
     * @param most number of bins
     */
    public static ConfidenceHistogram of(RiskCoverageCurve curve, DoubleUnaryOperator display, int most) {
        double least = finite(display.applyAsDouble(curve.confidence(curve.points() - 1)));
        double greatest = finite(display.applyAsDouble(curve.confidence(0)));
        double width = (greatest - least) / most;
        int bins = width > 0 && Double.isFinite(width) ? most : 1;
        double[] right = new double[bins];
        double[] wrong = new double[bins];
        for (int point = 0; point < curve.points(); point++) {
            double value = display.applyAsDouble(curve.confidence(point));
            int bin = bins == 1 ? 0 : (int) Math.max(0, Math.min(bins - 1, Math.floor((value - least) / width)));
            double loss = curve.loss(point) - curve.lossBefore(point);
            wrong[bin] += loss;
            right[bin] += curve.accepted(point) - curve.acceptedBefore(point) - loss;
        }
        List<Bin> list = new ArrayList<>();
        for (int bin = 0; bin < bins; bin++) {
            double to = bin == bins - 1 ? greatest : least + (bin + 1) * width;
            list.add(new Bin(least + bin * width, to, right[bin], wrong[bin]));
        }
        return new ConfidenceHistogram(list);
    }

    private static double finite(double value) {
        return Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, value));
    }
}
