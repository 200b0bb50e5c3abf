package io.demur.smoothing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SuppressionGradientTest {

    /** Five classes, label 1, alpha 0.2; recipe: gradient of the smoothed loss minus that of the plain one, in numpy 2.4.6. */
    @Test
    void theDifferenceOfTheTwoGradients() {
        double[] expected = {-.04, .16, -.04, -.04, -.04};
        for (int k = 0; k < 5; k++) {
            assertThat(SuppressionGradient.of(0.2, 5, 1, k)).isCloseTo(expected[k], within(1e-16));
        }
    }

    /** Central differences of both losses at v = (6, 2, 0, -3, -5) agree with gradient and vector. */
    @ParameterizedTest(name = "alpha {0}")
    @ValueSource(doubles = {0.2, 0, -0.3, 0.9})
    void isTheDerivativeOfWhatSmoothingAddsToTheLoss(double alpha) {
        double[] v = {6, 2, 0, -3, -5};
        double step = 1e-5;
        for (int k = 0; k < v.length; k++) {
            double[] up = v.clone();
            double[] down = v.clone();
            up[k] += step;
            down[k] -= step;
            double added = loss(up, alpha) - loss(up, 0) - (loss(down, alpha) - loss(down, 0));
            assertThat(SuppressionGradient.of(alpha, 5, 1, k)).isCloseTo(added / (2 * step), within(1e-9));
        }
        assertThat(loss(v, 0)).isCloseTo(4.0207183869, within(5e-11));
        assertThat(loss(v, 0.2)).isCloseTo(4.4207183869, within(5e-11));
    }

    /** Cross-entropy of label 1 with the smoothed target. */
    private static double loss(double[] v, double alpha) {
        double logSum = StrictMath.log(Arrays.stream(v).map(StrictMath::exp).sum());
        return logSum - (1 - alpha) * v[1] - alpha * Arrays.stream(v).average().orElseThrow();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void ofAnyTargetIsTheDerivativeToo(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int classes = 4;
        double[] v = random.doubles(classes, -2, 2).toArray();
        double[] raw = random.doubles(classes).toArray();
        double sum = Arrays.stream(raw).sum();
        double[] target = Arrays.stream(raw).map(t -> t / sum).toArray();
        double[] gradient = SuppressionGradient.ofTarget(target, 2);
        for (int k = 0; k < classes; k++) {
            double step = 1e-5;
            double[] up = v.clone();
            double[] down = v.clone();
            up[k] += step;
            down[k] -= step;
            double added = (softLoss(up, target) - softLoss(down, target) - hardLoss(up) + hardLoss(down)) / (2 * step);
            assertThat(gradient[k]).isCloseTo(added, within(1e-9));
        }
        assertThat(Arrays.stream(gradient).sum()).isCloseTo(0, within(1e-15));
    }

    private static double softLoss(double[] v, double... target) {
        double logSum = StrictMath.log(Arrays.stream(v).map(StrictMath::exp).sum());
        return IntStream.range(0, v.length)
                .mapToDouble(k -> target[k] * (logSum - v[k]))
                .sum();
    }

    private static double hardLoss(double... v) {
        return StrictMath.log(Arrays.stream(v).map(StrictMath::exp).sum()) - v[2];
    }

    /** The expectation is the mean of the gradient on the predicted class over labels drawn from P. */
    @ParameterizedTest(name = "alpha {0}, K = {1}, P_error {2}")
    @CsvSource({"0.2, 5, 0.3", "0.4, 77, 0.01", "-0.5, 3, 0.6", "0.1, 2, 0.5"})
    void theExpectationOverLabels(double alpha, int classes, double errorProbability) {
        double mean = (1 - errorProbability) * SuppressionGradient.of(alpha, classes, 0, 0)
                + errorProbability * SuppressionGradient.of(alpha, classes, 1, 0);
        assertThat(SuppressionGradient.expectedOnMax(alpha, classes, errorProbability))
                .isCloseTo(mean, within(1e-15));
        double expectedTarget = (1 - alpha) * (1 - errorProbability) + alpha / classes;
        assertThat(SuppressionGradient.expectedOnMaxOfTarget(1 - errorProbability, expectedTarget))
                .isCloseTo(mean, within(1e-15));
    }

    @Test
    void isZeroWhereAGuessWouldBeAsGood() {
        assertThat(SuppressionGradient.expectedOnMax(0.3, 4, 0.75)).isZero();
        assertThat(SuppressionGradient.expectedOnMax(0.3, 4, 0.1)).isPositive();
        assertThat(SuppressionGradient.expectedOnMax(0.3, 4, 0.9)).isNegative();
        assertThat(SuppressionGradient.expectedOnMargin(0.2, 0.7, 0.2)).isCloseTo(0.1, within(1e-16));
    }

    @Test
    void refusesWhatIsOutOfRange() {
        assertThatThrownBy(() -> SuppressionGradient.of(1, 5, 0, 0)).hasMessageContaining("below 1");
        assertThatThrownBy(() -> SuppressionGradient.of(Double.NaN, 5, 0, 0)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> SuppressionGradient.of(0.1, 1, 0, 0)).hasMessageContaining("2 classes");
        assertThatThrownBy(() -> SuppressionGradient.of(0.1, 5, 5, 0)).hasMessageContaining("class 5");
        assertThatThrownBy(() -> SuppressionGradient.ofTarget(new double[] {0.5, 0.6}, 0))
                .hasMessageContaining("sums to 1");
        assertThatThrownBy(() -> SuppressionGradient.expectedOnMax(0.1, 5, 1.1)).hasMessageContaining("1.1");
    }
}
