package io.demur.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.demur.metric.CurveMetric;
import io.demur.metric.ScoredLosses;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InfluenceTest {
    private enum Losses {
        BINARY,
        FRACTIONAL
    }

    /** {@code n} samples on so many levels of confidence that some tie and some do not; the surer the better. */
    private static ScoredLosses draw(int n, int levels, Losses losses, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] confidence = new double[n];
        double[] loss = new double[n];
        for (int i = 0; i < n; i++) {
            double doubt = random.nextDouble();
            confidence[i] = -Math.ceil(doubt * levels);
            boolean wrong = random.nextDouble() < 0.1 + 0.6 * doubt;
            loss[i] = losses == Losses.BINARY ? (wrong ? 1 : 0) : (wrong ? random.nextInt(1, 8) / 8.0 : 0);
        }
        return ScoredLosses.of(confidence, loss);
    }

    private static double[] influence(CurveMetric metric, ScoredLosses samples) {
        return RankedSamples.of(samples).influence(metric).orElseThrow();
    }

    private static double value(CurveMetric metric, ScoredLosses samples) {
        return metric.of(RankedSamples.of(samples).curve()).get();
    }

    /** The functionals of the class doc for samples with weights, pair by pair. */
    private static double weighted(CurveMetric metric, ScoredLosses s, double[] weight) {
        return switch (metric) {
            case AURC -> weightedAurc(s, weight);
            case AUGRC ->
                pairs(s, weight, (below, above) -> s.loss(above))
                        / square(DoubleStream.of(weight).sum());
            case AUROC ->
                pairs(s, weight, (below, above) -> s.loss(below) * (1 - s.loss(above)))
                        / pairs(
                                s,
                                weight,
                                (below, above) -> 0.5 * s.loss(below) * (1 - s.loss(above))
                                        + 0.5 * s.loss(above) * (1 - s.loss(below)))
                        / 2;
            default -> throw new IllegalArgumentException(metric.toString());
        };
    }

    private interface Pair {
        double of(int i, int j);
    }

    /** Sum over ordered pairs, the second one surer, ties counting half. */
    private static double pairs(ScoredLosses s, double[] weight, Pair pair) {
        double sum = 0;
        for (int i = 0; i < s.size(); i++) {
            for (int j = 0; j < s.size(); j++) {
                double order = (Math.signum(s.confidence(j) - s.confidence(i)) + 1) / 2;
                sum += weight[i] * weight[j] * order * pair.of(i, j);
            }
        }
        return sum;
    }

    private static double square(double x) {
        return x * x;
    }

    /** The integral of the risk over coverage: within a tie block the loss grows evenly. */
    private static double weightedAurc(ScoredLosses s, double[] weight) {
        double all = DoubleStream.of(weight).sum();
        double[] levels = IntStream.range(0, s.size())
                .mapToDouble(s::confidence)
                .distinct()
                .sorted()
                .toArray();
        double area = 0;
        double from = 0;
        double lost = 0;
        for (int b = levels.length - 1; b >= 0; b--) {
            double mass = 0;
            double loss = 0;
            for (int i = 0; i < s.size(); i++) {
                if (s.confidence(i) == levels[b]) {
                    mass += weight[i] / all;
                    loss += weight[i] / all * s.loss(i);
                }
            }
            double rate = loss / mass;
            area += (from == 0 ? 0 : (lost - rate * from) * Math.log((from + mass) / from)) + rate * mass;
            from += mass;
            lost += loss;
        }
        return area;
    }

    /** How the functional moves as the weight of one sample grows, with central differences. */
    private static double[] differences(CurveMetric metric, ScoredLosses s) {
        double step = 1e-5;
        double[] weight = new double[s.size()];
        Arrays.fill(weight, 1.0 / s.size());
        double[] derivative = new double[s.size()];
        double own = 0;
        for (int i = 0; i < s.size(); i++) {
            double[] up = weight.clone();
            double[] down = weight.clone();
            up[i] += step;
            down[i] -= step;
            derivative[i] = (weighted(metric, s, up) - weighted(metric, s, down)) / (2 * step);
            own += derivative[i] / s.size();
        }
        double mean = own;
        return Arrays.stream(derivative).map(d -> d - mean).toArray();
    }

    @ParameterizedTest(name = "{0} {1} seed {2}")
    @CsvSource({"AUGRC, BINARY, 1", "AUGRC, FRACTIONAL, 2", "AUROC, BINARY, 3", "AUROC, FRACTIONAL, 4"})
    void isTheDerivativeOfTheFunctional(CurveMetric metric, Losses losses, long seed) {
        ScoredLosses samples = draw(60, 23, losses, seed);
        // Rounding of the differences: 1e-16 / 1e-5; their curvature: 1e-10.
        assertThat(influence(metric, samples)).containsExactly(differences(metric, samples), within(1e-8));
    }

    @ParameterizedTest(name = "AURC {0} seed {1}")
    @CsvSource({"BINARY, 5", "FRACTIONAL, 6"})
    void isTheDerivativeOfTheAurcWhereBlocksAreLarge(Losses losses, long seed) {
        ScoredLosses once = draw(40, 17, losses, seed);
        int copies = 2_000;
        double[] confidence = new double[once.size() * copies];
        double[] loss = new double[confidence.length];
        for (int i = 0; i < loss.length; i++) {
            confidence[i] = once.confidence(i / copies);
            loss[i] = once.loss(i / copies);
        }
        double[] influence = influence(CurveMetric.AURC, ScoredLosses.of(confidence, loss));
        double[] ofEach = IntStream.range(0, once.size())
                .mapToDouble(i -> influence[i * copies])
                .toArray();
        // H_n - ln n tends to Euler's constant like 1 / 2n, with n >= 2,000 in the smallest block.
        assertThat(ofEach).containsExactly(differences(CurveMetric.AURC, once), within(5e-4));
    }

    @ParameterizedTest(name = "{0} {1} seed {2}")
    @CsvSource({
        "AURC, BINARY, 11",
        "AURC, FRACTIONAL, 12",
        "AUGRC, BINARY, 13",
        "AUGRC, FRACTIONAL, 14",
        "AUROC, BINARY, 15",
        "AUROC, FRACTIONAL, 16"
    })
    void agreesWithLeavingOneOut(CurveMetric metric, Losses losses, long seed) {
        int n = 500;
        ScoredLosses samples = draw(n, 150, losses, seed);
        double whole = value(metric, samples);
        double[] influence = influence(metric, samples);
        double[] jackknife = new double[n];
        double gap = 0;
        for (int i = 0; i < n; i++) {
            int out = i;
            int[] rest = IntStream.range(0, n).filter(j -> j != out).toArray();
            ScoredLosses without = ScoredLosses.of(
                    Arrays.stream(rest).mapToDouble(samples::confidence).toArray(),
                    Arrays.stream(rest).mapToDouble(samples::loss).toArray());
            jackknife[i] = (n - 1) * (whole - value(metric, without));
            gap += square(jackknife[i] - influence[i]) / n;
        }
        double mean = DoubleStream.of(jackknife).average().orElseThrow();
        double variance = DoubleStream.of(jackknife).map(x -> square(x - mean)).sum() / (n - 1);
        assertThat(gap).as("mean squared gap").isLessThan(1e-3 * variance);
        double error = RankedSamples.of(samples).standardError(metric).orElseThrow();
        assertThat(error).isCloseTo(Math.sqrt(variance / n), within(0.01 * error));
        assertThat(error).isCloseTo(Influence.standardError(influence), within(1e-14));
    }

    @ParameterizedTest(name = "{0} {1} levels {2} seed {3}")
    @CsvSource({
        "AURC, BINARY, 1000000, 21", "AURC, FRACTIONAL, 19, 22", "AUGRC, BINARY, 19, 23",
        "AUGRC, FRACTIONAL, 1000000, 24", "AUROC, BINARY, 1000000, 25", "AUROC, FRACTIONAL, 19, 26",
        "AURC, BINARY, 1, 27", "AUGRC, FRACTIONAL, 1, 28", "AUROC, BINARY, 1, 29"
    })
    void hasMeanZero(CurveMetric metric, Losses losses, int levels, long seed) {
        double[] influence = influence(metric, draw(700, levels, losses, seed));
        assertThat(DoubleStream.of(influence).sum() / 700).isCloseTo(0, within(1e-13));
    }

    @Test
    void doesNotExistForOneSampleOrWhereTheMetricDoesNot() {
        ScoredLosses one = ScoredLosses.of(new double[] {3}, new double[] {1});
        ScoredLosses right = ScoredLosses.of(new double[] {3, 2, 2}, new double[3]);
        assertThat(RankedSamples.of(one).influence(CurveMetric.AURC)).isEmpty();
        assertThat(RankedSamples.of(one).standardError(CurveMetric.AURC)).isEmpty();
        assertThat(RankedSamples.of(right).influence(CurveMetric.AUROC)).isEmpty();
        assertThat(RankedSamples.of(right).influence(CurveMetric.AURC)).hasValue(new double[3]);
        assertThat(RankedSamples.of(right).influence(CurveMetric.E_AURC)).isEmpty();
    }
}
