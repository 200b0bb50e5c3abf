package io.demur.metric;

/**
 * Risk at a coverage: the selective risk at the smallest attainable coverage that is at least {@code c}; lower is better.
 */
public final class RiskAtCoverage {
    private RiskAtCoverage() {}

    /**
     * A point of the curve.
     *
     * @param coverage the attainable coverage, at least the one asked for
     * @param risk the selective risk there
     * @param confidence the lowest confidence accepted
     */
    public record Point(double coverage, double risk, double confidence) {}

    /**
     * The point at coverage {@code c}.
     *
     * @param c in (0, 1]
     */
    public static Point of(RiskCoverageCurve curve, double c) {
        int point = point(curve, c);
        return new Point(curve.coverage(point), curve.risk(point), curve.confidence(point));
    }

    /** The index of that point. */
    public static int point(RiskCoverageCurve curve, double c) {
        if (!(c > 0 && c <= 1)) {
            throw new IllegalArgumentException("a coverage lies in (0, 1], not at " + c);
        }
        int low = 0;
        int high = curve.points() - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (curve.coverage(middle) >= c) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** The least and greatest risk of all curves that a bounded curve admits. */
    public static Bounds bounds(BoundedCurve bounded, double c) {
        RiskCoverageCurve outline = bounded.outline();
        int point = point(outline, c);
        if (!bounded.mixed(point)) {
            Value exact = Value.of(outline.risk(point));
            return new Bounds(exact, exact);
        }
        double n = outline.samples();
        double from = Math.max(outline.acceptedBefore(point) + 1, Math.floor(c * n));
        double loss = outline.loss(point) - outline.lossBefore(point);
        double right = outline.accepted(point) - loss;
        double turn = outline.acceptedBefore(point) + loss;
        double least = Math.min(lowest(outline, point, Math.max(from, right)), lowest(outline, point, from));
        double greatest = Math.max(highest(outline, point, Math.max(from, turn)), highest(outline, point, from));
        return new Bounds(Value.of(least), Value.of(Math.max(greatest, outline.risk(point))));
    }

    private static double lowest(RiskCoverageCurve outline, int point, double accepted) {
        double left = outline.accepted(point) - accepted;
        return Math.max(outline.lossBefore(point), outline.loss(point) - left) / accepted;
    }

    private static double highest(RiskCoverageCurve outline, int point, double accepted) {
        double taken = accepted - outline.acceptedBefore(point);
        return Math.min(outline.lossBefore(point) + taken, outline.loss(point)) / accepted;
    }
}
