package io.demur.smoothing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.demur.metric.ReasonCode;
import io.demur.metric.Value;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImbalanceIndexTest {

    /**
     * Two bins of ten rows that count, the others being empty by ties: recipe, numpy 2.4.6, per bin
     * {@code (m[e].mean() - m[~e].mean()) / m.std()}, then the mean weighted by 3 and 2 errors.
     */
    @Test
    void onTwentyRowsByHand() {
        double[] msp = new double[20];
        Arrays.fill(msp, 0, 10, 4);
        Arrays.fill(msp, 10, 20, 1);
        double[] max = {9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 2, 2, 4, 4, 4, 1, 1, 1, 1, 5};
        boolean[] wrong = new boolean[20];
        wrong[0] = true;
        wrong[1] = true;
        wrong[5] = true;
        wrong[10] = true;
        wrong[19] = true;
        ImbalanceIndex index = ImbalanceIndex.of(MaxLogitSample.of(3, msp, max, wrong));
        double first = (7.0 - 24.0 / 7) / Math.sqrt(8.25);
        double second = (3.5 - 18.0 / 8) / 1.5;
        assertThat(index.value().get()).isCloseTo((3 * first + 2 * second) / 5, within(1e-15));
        assertThat(index.bins()).isEqualTo(2);
        assertThat(index.errors()).isEqualTo(5);
        assertThat(index.interval(0.95).orElseThrow().contains(index.value().get()))
                .isTrue();
    }

    @Test
    @DisplayName("bins with one error, two right predictions or equal logits are skipped")
    void skipsWhatCannotBeCompared() {
        double[] max = IntStream.range(0, 12).mapToDouble(i -> i).toArray();
        assertThat(oneBin(max, 0).value()).isEqualTo(Value.undefined(ReasonCode.TOO_FEW_ERRORS));
        assertThat(oneBin(max, 0, 1).value().number()).isPresent();
        assertThat(oneBin(max, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9).value().number()).isEmpty();
        assertThat(oneBin(max, 0, 1, 2, 3, 4, 5, 6, 7, 8).value().number()).isPresent();
        assertThat(oneBin(new double[12], 0, 1, 2).value()).isEqualTo(Value.undefined(ReasonCode.TOO_FEW_ERRORS));
        assertThat(oneBin(new double[0]).interval(0.95)).isEmpty();
    }

    private static ImbalanceIndex oneBin(double[] max, int... errors) {
        boolean[] wrong = new boolean[max.length];
        Arrays.stream(errors).forEach(i -> wrong[i] = true);
        return ImbalanceIndex.of(MaxLogitSample.of(3, new double[max.length], max, wrong));
    }

    @Test
    void twoClassesHaveNone() {
        ImbalanceIndex index =
                ImbalanceIndex.of(MaxLogitSample.of(2, new double[] {1, 2}, new double[] {1, 2}, true, false));
        assertThat(index.value()).isEqualTo(Value.undefined(ReasonCode.TWO_CLASSES));
        assertThat(index.interval(0.95)).isEmpty();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13})
    void neitherOrderNorLevelNorScaleMatter(long seed) {
        int n = 1_500;
        ImbalanceIndex index = ImbalanceIndex.of(Draws.rows(n, 0.5, seed));
        assertThat(ImbalanceIndex.of(Draws.pick(0.5, seed, Draws.order(n, seed))))
                .isEqualTo(index);
        MaxLogitSample sample = Draws.rows(n, 0.5, seed);
        double[] p = new double[n];
        double[] scaled = new double[n];
        boolean[] wrong = new boolean[n];
        for (int i = 0; i < n; i++) {
            p[i] = sample.probability(i);
            scaled[i] = 3 * sample.maxLogit(i) - 5;
            wrong[i] = sample.wrong(i);
        }
        ImbalanceIndex moved = ImbalanceIndex.of(MaxLogitSample.of(10, p, scaled, wrong));
        assertThat(moved.value().get()).isCloseTo(index.value().get(), within(1e-12));
        assertThat(moved.standardError()).isCloseTo(index.standardError(), within(1e-12));
    }

    /** The standard deviation over many draws is what the standard error of one says, and the intervals cover. */
    @Tag("slow")
    @ParameterizedTest(name = "n = {0}, imbalance {1}, seed {2}")
    @CsvSource({"3000, 0, 21", "3000, 0.6, 22", "1000, 0.3, 23"})
    void theIntervalCovers(int n, double imbalance, long seed) {
        double truth = IntStream.range(0, 20)
                .mapToDouble(i -> ImbalanceIndex.of(Draws.rows(100_000, imbalance, seed + 1_000 + i))
                        .value()
                        .get())
                .average()
                .orElseThrow();
        int draws = 1_000;
        long covered = IntStream.range(0, draws)
                .filter(i -> ImbalanceIndex.of(Draws.rows(n, imbalance, seed * 100_000 + i))
                        .interval(0.95)
                        .orElseThrow()
                        .contains(truth))
                .count();
        System.out.printf("imbalance index, n = %d: %d of %d intervals cover%n", n, covered, draws);
        assertThat(covered / (double) draws).isBetween(0.93, 0.985);
    }
}
