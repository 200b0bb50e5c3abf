package io.demur.train.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.demur.inputs.DenseFeatures;
import io.demur.train.engine.Examples;
import io.demur.train.recipe.SyntheticSpec;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SyntheticDataTest {
    private static SyntheticSpec spec(double spread, double noise, long seed) {
        return new SyntheticSpec(5, 8, 4.5, spread, noise, new SyntheticSpec.Rows(4000, 100, 3000), seed);
    }

    private static float[] values(Examples part) {
        return ((DenseFeatures) part.features()).values();
    }

    private static double[] mean(Examples part, int label) {
        double[] sum = new double[8];
        int count = 0;
        for (int i = 0; i < part.rows(); i++) {
            if (part.labels()[i] == label) {
                count++;
                for (int j = 0; j < 8; j++) {
                    sum[j] += values(part)[i * 8 + j];
                }
            }
        }
        int n = count;
        return Arrays.stream(sum).map(x -> x / n).toArray();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {0, 1, 2})
    void classMeansHaveTheNormAndAreThoseOfEveryPart(long seed) {
        SyntheticData.Parts parts = SyntheticData.of(spec(0.15, 0, seed));
        for (int k = 0; k < 5; k++) {
            double[] train = mean(parts.train(), k);
            double[] test = mean(parts.test(), k);
            // About 700 points per class: the standard error of one coordinate is about 0.04, of the norm the same.
            assertThat(Math.sqrt(Arrays.stream(train).map(x -> x * x).sum())).isCloseTo(4.5, within(0.25));
            for (int j = 0; j < 8; j++) {
                assertThat(test[j]).isCloseTo(train[j], within(0.3));
            }
        }
    }

    @Test
    void theVarianceIsThatOfALogNormalScale() {
        Examples train = SyntheticData.of(spec(0.5, 0, 3)).train();
        double[][] means = new double[5][];
        Arrays.setAll(means, k -> mean(train, k));
        double squares = 0;
        for (int i = 0; i < train.rows(); i++) {
            for (int j = 0; j < 8; j++) {
                double off = values(train)[i * 8 + j] - means[train.labels()[i]][j];
                squares += off * off;
            }
        }
        // E s^2 = exp(2 spread^2)
        assertThat(squares / (train.rows() * 8)).isCloseTo(Math.exp(0.5), within(0.1));
    }

    @Test
    void onlyTrainingLabelsAreNoisy() {
        SyntheticData.Parts clean =
                SyntheticData.of(new SyntheticSpec(10, 40, 100, 0, 0, new SyntheticSpec.Rows(5000, 1, 5000), 9));
        SyntheticData.Parts noisy =
                SyntheticData.of(new SyntheticSpec(10, 40, 100, 0, 0.2, new SyntheticSpec.Rows(5000, 1, 5000), 9));
        // Far apart, so that the nearest point of a clean part tells the class that a point was drawn from.
        assertThat(wrong(noisy.train(), clean)).isCloseTo(0.2 * 0.9, within(0.02));
        assertThat(wrong(noisy.test(), clean)).isZero();
    }

    private static double wrong(Examples part, SyntheticData.Parts clean) {
        int wrong = 0;
        for (int i = 0; i < 2000; i++) {
            int best = 0;
            double nearest = Double.MAX_VALUE;
            for (int r = 0; r < 100; r++) {
                double distance = 0;
                for (int j = 0; j < 40; j++) {
                    double off = values(part)[i * 40 + j] - values(clean.train())[r * 40 + j];
                    distance += off * off;
                }
                if (distance < nearest) {
                    nearest = distance;
                    best = clean.train().labels()[r];
                }
            }
            wrong += part.labels()[i] == best ? 0 : 1;
        }
        return wrong / 2000.0;
    }

    @Test
    void theSameSeedGivesTheSamePointsAndAnotherOthers() {
        Examples one = SyntheticData.of(spec(0.15, 0.05, 4)).test();
        assertThat(values(SyntheticData.of(spec(0.15, 0.05, 4)).test())).isEqualTo(values(one));
        assertThat(values(SyntheticData.of(spec(0.15, 0.05, 5)).test())).isNotEqualTo(values(one));
    }
}
