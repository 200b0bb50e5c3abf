package io.demur.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.demur.testing.Scoring;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogitNormTest {

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    @DisplayName("p = 1 is 1/2 to the last digit where a single centred logit is positive")
    void oneHalfExactly(long seed) {
        Random random = new Random(seed);
        double[][] rows = new double[200][7];
        for (double[] row : rows) {
            for (int k = 0; k < 7; k++) {
                row[k] = random.nextDouble();
            }
            row[random.nextInt(7)] = 8 + 5 * random.nextDouble();
        }
        assertThat(Scoring.of("logit-norm:p=1", rows)).containsOnly(0.5);
    }

    @Test
    void twoPositiveLogitsScoreBelowOneHalf() {
        assertThat(Scoring.of("logit-norm:p=1", new double[] {7, 1, -3, -5})[0]).isCloseTo(7.0 / 16, within(1e-16));
    }

    @ParameterizedTest(name = "p = {0}")
    @ValueSource(ints = {1, 2, 3, 5, 10, 31, 32, 33, 60})
    void realOrdersJoinTheWholeOnes(int p) {
        double[][] rows = Scoring.rows(p, 40, 12, 3);
        double[] whole = Scoring.of("logit-norm:p=" + p, rows);
        double[] above = Scoring.of("logit-norm:p=" + (p + 1e-10), rows);
        double[] next = Scoring.of("logit-norm:p=" + (p + 0.5), rows);
        for (int r = 0; r < rows.length; r++) {
            assertThat(above[r]).isCloseTo(whole[r], within(1e-9));
            assertThat(next[r]).as("grows with p").isGreaterThan(whole[r] - 1e-15);
        }
    }

    @Test
    @DisplayName("a very large order ties almost everything at 1, and overflows nowhere")
    void largeOrders() {
        double[][] rows = {{9, 1, 2, -4}, {4, 1, 2, -5}, {4, 4, -4, -4}};
        assertThat(Scoring.of("logit-norm:p=1000", rows)).satisfies(kappa -> {
            assertThat(kappa[0]).isEqualTo(1);
            assertThat(kappa[1]).as("the largest modulus is negative: 3.5/5.5").isCloseTo(7.0 / 11, within(1e-14));
            assertThat(kappa[2]).isCloseTo(StrictMath.pow(4, -1e-3), within(1e-14));
        });
        assertThat(Scoring.of("logit-norm:p=1e300", rows)[0]).isEqualTo(1);
    }

    @ParameterizedTest(name = "{0} classes")
    @ValueSource(ints = {3, 4, 10, 100, 1000})
    @DisplayName("a row that is flat but for rounding scores 0 or more, at every order, and is never NaN")
    void nearlyFlat(int classes) {
        Random random = new Random(classes);
        double[][] rows = new double[300][classes];
        for (double[] row : rows) {
            double level = random.nextInt(-3, 4) + random.nextDouble();
            for (int k = 0; k < classes; k++) {
                row[k] = random.nextInt(3) == 0 ? Math.nextDown(level) : level;
            }
        }
        rows[0] = new double[classes];
        Arrays.fill(rows[0], 1);
        rows[0][classes - 1] = 1 - 0x1p-53;
        for (String p : List.of("1", "2", "5", "40", "2.5")) {
            for (String score : List.of("logit-norm:p=", "logit-margin-norm:p=")) {
                for (double kappa : Scoring.of(score + p, rows)) {
                    assertThat(kappa).as(score + p).isBetween(0.0, 1.0);
                }
            }
        }
    }

    @Test
    void manyOrdersTogetherAreEachAlone() {
        double[][] rows = Scoring.rows(77, 10, 20, 2);
        java.util.List<Score> grid = java.util.stream.DoubleStream.iterate(1, p -> p <= 12, p -> p + 0.25)
                .<Score>mapToObj(LogitNorm::of)
                .toList();
        double[][] together = Scoring.all(grid, rows);
        for (int s = 0; s < grid.size(); s++) {
            assertThat(together[s]).isEqualTo(Scoring.all(java.util.List.of(grid.get(s)), rows)[0]);
            for (int r = 0; r < rows.length; r++) {
                assertThat(together[s][r]).isCloseTo(NaiveScores.displayed(grid.get(s), rows[r]), within(1e-13));
            }
        }
    }

    @Test
    void doesNotMindHugeOrTinyLogits() {
        double[][] rows = {{3e149, 1e149, 0}, {3e-300, 1e-300, 0}, {3, 1, 0}};
        double[] kappa = Scoring.of("logit-norm:p=5", rows);
        assertThat(kappa[0]).isCloseTo(kappa[2], within(1e-14));
        assertThat(kappa[1]).isCloseTo(kappa[2], within(1e-14));
    }
}
