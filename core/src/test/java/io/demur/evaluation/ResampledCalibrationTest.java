package io.demur.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.demur.metric.Ece;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calibration under weights against the same rows written out as often as they weigh. */
class ResampledCalibrationTest {
    private static final int LANES = PoissonWeights.LANES;

    @ParameterizedTest(name = "n={0} levels={1} weights below {2} seed={3}")
    @CsvSource({
        "300, 100000, 4, 701",
        "300, 40, 4, 702",
        "300, 3, 3, 703",
        "60, 1, 3, 704",
        "8, 100000, 3, 705",
        "16, 5, 2, 706"
    })
    void agreesWithRowsWrittenOut(int n, int levels, int bound, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] probability = random.doubles(n)
                .map(u -> Math.min(1, 0.2 + 0.8 * Math.ceil(u * levels) / levels))
                .toArray();
        double[] right = new double[n];
        Arrays.setAll(right, i -> random.nextDouble() < probability[i] ? 1 : 0);
        double[] logLoss = random.doubles(n, 0, 9).toArray();
        double[] brier = random.doubles(n, 0, 2).toArray();
        Resamples resamples = new Resamples(n);
        int[] weights = random.ints((long) n * LANES, 0, bound).toArray();
        System.arraycopy(weights, 0, resamples.weight(), 0, weights.length);
        for (int row = 0; row < n; row++) {
            for (int lane = 0; lane < LANES; lane++) {
                resamples.total()[lane] += weights[row * LANES + lane];
            }
        }
        ResampledCalibration walked = new ResampledCalibration(probability, right, logLoss, brier);
        walked.walk(resamples);
        for (int lane = 0; lane < LANES; lane++) {
            int at = lane;
            int[] rows = IntStream.range(0, n)
                    .flatMap(i -> IntStream.range(0, weights[i * LANES + at]).map(copy -> i))
                    .toArray();
            double[] p = of(rows, i -> probability[i]);
            boolean[] hit = new boolean[rows.length];
            for (int i = 0; i < hit.length; i++) {
                hit[i] = right[rows[i]] == 1;
            }
            assertThat(walked.ece(lane)).isCloseTo(Ece.equalWidth(p, hit).get(), within(1e-12));
            assertThat(walked.adaptiveEce(lane))
                    .isCloseTo(Ece.equalCount(p, hit).get(), within(1e-12));
            assertThat(walked.logLoss(lane)).isCloseTo(mean(of(rows, i -> logLoss[i])), within(1e-12));
            assertThat(walked.brier(lane)).isCloseTo(mean(of(rows, i -> brier[i])), within(1e-12));
        }
    }

    private static double[] of(int[] rows, IntToDoubleFunction column) {
        return IntStream.of(rows).mapToDouble(column).toArray();
    }

    private static double mean(double[] numbers) {
        return Arrays.stream(numbers).average().orElseThrow();
    }
}
