package io.demur.metric;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The small data sets whose values the definitions list. */
enum Vectors {
    V1(".9 .8 .7 .6 .5", "0 0 0 1 1"),
    V2(".9 .8 .7 .6 .5", "1 0 0 0 0"),
    V3(".95 .9 .85 .8 .75 .7 .65 .6 .55 .5", "0 0 1 0 0 0 1 0 1 1"),
    V4(".5 .5 .5 .5", "1 1 0 0"),
    V5(".5 .5 .5 .5", "0 0 1 1"),
    V6(".9 .9 .9 .7 .7 .5", "0 1 0 0 1 1");

    private final String confidence;
    private final String loss;

    Vectors(String confidence, String loss) {
        this.confidence = confidence;
        this.loss = loss;
    }

    RiskCoverageCurve curve() {
        return curve(numbers(confidence), numbers(loss));
    }

    private static double[] numbers(String line) {
        return Arrays.stream(line.split(" ", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    static RiskCoverageCurve curve(double[] confidence, double... loss) {
        return RiskCoverageCurve.of(ScoredLosses.of(confidence.clone(), loss.clone()));
    }

    /** {@code wrong} errors among {@code n}, perfectly ranked. */
    static RiskCoverageCurve perfect(int n, int wrong) {
        double[] confidence = IntStream.range(0, n).mapToDouble(i -> -i).toArray();
        return curve(
                confidence,
                IntStream.range(0, n).mapToDouble(i -> i < n - wrong ? 0 : 1).toArray());
    }

    static BoundedCurve bounded(double[] confidence, double... loss) {
        BoundedAccumulator accumulator = new BoundedAccumulator();
        for (int i = 0; i < loss.length; i++) {
            accumulator.add(confidence[i], loss[i]);
        }
        return accumulator.curve();
    }
}
