package io.demur.metric;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Random samples, with ties and of any hardness. */
record Design(List<Double> confidences, List<Double> losses) {

    private static final double[] BASES = {0.9, 0.7, 0.30000001, 0.9, -1.5};

    static Design of(double[] confidence, double... loss) {
        return new Design(list(confidence), list(loss));
    }

    /** Confidences on a grid of 1/64, so that every prefix of the bits holds one; losses by {@link #loss}. */
    static Design spread(Random random, int n) {
        double[] confidence = random.ints(n, 0, 1 + random.nextInt(200))
                .mapToDouble(i -> i / 64.0)
                .toArray();
        return withLosses(random, confidence);
    }

    /** Confidences so close together that many distinct ones share a prefix, and some are tied. */
    static Design crowded(Random random, int n) {
        int steps = 1 + random.nextInt(8);
        int bases = 1 + random.nextInt(BASES.length);
        double[] confidence = new double[n];
        for (int i = 0; i < n; i++) {
            double base = BASES[random.nextInt(bases)];
            confidence[i] = base + base * random.nextInt(steps) * 0x1p-40;
        }
        return withLosses(random, confidence);
    }

    private static Design withLosses(Random random, double[] confidence) {
        int kind = random.nextInt(4);
        double rate = random.nextDouble();
        double[] loss =
                Arrays.stream(confidence).map(c -> loss(random, kind, rate, c)).toArray();
        return of(confidence, loss);
    }

    /** 0/1, 0/1 that depends on the confidence, quarters, or any number. */
    private static double loss(Random random, int kind, double rate, double confidence) {
        double u = random.nextDouble();
        return switch (kind) {
            case 0 -> u < rate ? 1 : 0;
            case 1 -> u < rate / (1 + Math.abs(confidence)) ? 1 : 0;
            case 2 -> random.nextInt(5) / 4.0;
            default -> random.nextInt(3) == 0 ? Math.rint(u) : u;
        };
    }

    private static List<Double> list(double[] x) {
        return Arrays.stream(x).boxed().collect(Collectors.toList());
    }

    int size() {
        return losses.size();
    }

    boolean binary() {
        return losses.stream().allMatch(l -> l == 0 || l == 1);
    }

    double[] confidence() {
        return confidences.stream().mapToDouble(Double::doubleValue).toArray();
    }

    double[] loss() {
        return losses.stream().mapToDouble(Double::doubleValue).toArray();
    }

    Design reordered(int... order) {
        return new Design(
                IntStream.of(order).mapToObj(confidences::get).toList(),
                IntStream.of(order).mapToObj(losses::get).toList());
    }

    RiskCoverageCurve exact() {
        return Vectors.curve(confidence(), loss());
    }

    BoundedCurve bounded() {
        return Vectors.bounded(confidence(), loss());
    }
}
