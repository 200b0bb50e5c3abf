package io.demur.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalibrationTest {
    private static final Value NOTHING = Value.undefined(ReasonCode.NOTHING_ACCEPTED);

    /** Recipe: by hand; .98 and .94 share the last bin: |1.92 - 1|, then |.6 - 1| and |.05 - 0|, over 4. */
    @Test
    void equalWidthByHand() {
        double[] p = {.98, .94, .6, .05};
        boolean[] right = {true, false, true, false};
        assertThat(Ece.equalWidth(p, right).get()).isCloseTo((.92 + .4 + .05) / 4, within(1e-15));
    }

    @ParameterizedTest(name = "{0} falls into bin {1}")
    @CsvSource({"0, 0", "1e-300, 0", "0.0666, 0", "0.0667, 1", "0.2, 2", "0.2000001, 3", "0.4, 5", "1, 14", "0.934, 14"
    })
    void binsAreClosedOnTheRight(double p, int bin) {
        assertThat(Ece.bin(p)).isEqualTo(bin);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void equalWidthIsWhatItsDefinitionSays(long seed) {
        Random random = new Random(seed);
        double[] p = random.doubles(400).toArray();
        boolean[] right = right(random, p);
        double expected = 0;
        for (int b = 0; b < 15; b++) {
            double low = b / 15.0;
            int[] members = IntStream.range(0, 400)
                    .filter(i -> p[i] > low && p[i] <= low + 1 / 15.0)
                    .toArray();
            expected += Math.abs(gap(members, p, right)) / 400;
        }
        assertThat(Ece.equalWidth(p, right).get()).isCloseTo(expected, within(1e-13));
    }

    private static boolean[] right(Random random, double[] p) {
        boolean[] right = new boolean[p.length];
        for (int i = 0; i < p.length; i++) {
            right[i] = random.nextDouble() < p[i] * p[i];
        }
        return right;
    }

    private static double gap(int[] members, double[] p, boolean[] right) {
        return Arrays.stream(members)
                .mapToDouble(i -> p[i] - (right[i] ? 1 : 0))
                .sum();
    }

    @ParameterizedTest(name = "seed {0}, n = {1}")
    @CsvSource({"1, 300", "2, 45", "3, 15"})
    void equalCountIsWhatItsDefinitionSays(long seed, int n) {
        Random random = new Random(seed);
        double[] p = random.doubles(n).toArray();
        boolean[] right = right(random, p);
        int[] order = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -p[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double expected = IntStream.range(0, 15)
                .mapToObj(b -> Arrays.copyOfRange(order, b * n / 15, (b + 1) * n / 15))
                .mapToDouble(members -> Math.abs(gap(members, p, right)) / n)
                .sum();
        assertThat(Ece.equalCount(p, right).get()).isCloseTo(expected, within(1e-13));
        double[] falling = Arrays.stream(order).mapToDouble(i -> p[i]).toArray();
        boolean[] sorted = new boolean[n];
        for (int i = 0; i < n; i++) {
            sorted[i] = right[order[i]];
        }
        assertThat(Ece.equalCount(falling, sorted)).as("sorted already").isEqualTo(Ece.equalCount(p, right));
    }

    @Test
    @DisplayName("a tie that the edge of a bin cuts counts with its mean accuracy on both sides")
    void tiesAreBlind() {
        double[] p = new double[30];
        Arrays.fill(p, .75);
        boolean[] firstHalf = new boolean[30];
        boolean[] lastHalf = new boolean[30];
        Arrays.fill(firstHalf, 0, 15, true);
        Arrays.fill(lastHalf, 15, 30, true);
        assertThat(Ece.equalCount(p, firstHalf).get()).isCloseTo(.25, within(1e-15));
        assertThat(Ece.equalCount(p, lastHalf)).isEqualTo(Ece.equalCount(p, firstHalf));
    }

    @Test
    void ofNothingIsUndefined() {
        assertThat(Ece.equalWidth(new double[0], new boolean[0])).isEqualTo(NOTHING);
        assertThat(Ece.equalCount(new double[0], new boolean[0])).isEqualTo(NOTHING);
        assertThat(new ClasswiseEce(3).value()).isEqualTo(NOTHING);
        assertThat(new ConfusionMatrix(3).accuracy()).isEqualTo(NOTHING);
        assertThat(new ConfusionMatrix(3).meanIntersectionOverUnion()).isEqualTo(NOTHING);
    }

    @Test
    @DisplayName("NaN is refused and ends nowhere in a loop")
    void nan() {
        double[] p = {.5, Double.NaN, .25};
        assertThatThrownBy(() -> Ece.equalCount(p, new boolean[3])).isInstanceOf(IllegalArgumentException.class);
    }

    /** Recipe: by hand; class 0: |.9 + .2 - 1| split over two bins = .1 + .2; class 1: .1 and |.8 - 1|; over 2 and 2. */
    @Test
    void classwiseByHand() {
        ClasswiseEce ece = new ClasswiseEce(2);
        ece.add(new double[] {.9, .1}, 0);
        ece.add(new double[] {.2, .8}, 1);
        assertThat(ece.value().get()).isCloseTo((.1 + .2 + .1 + .2) / 4, within(1e-15));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void classwisePartsAddUp(long seed) {
        Random random = new Random(seed);
        ClasswiseEce whole = new ClasswiseEce(4);
        ClasswiseEce left = new ClasswiseEce(4);
        ClasswiseEce right = new ClasswiseEce(4);
        for (int i = 0; i < 500; i++) {
            double[] p = random.doubles(4).toArray();
            double sum = Arrays.stream(p).sum();
            double[] row = Arrays.stream(p).map(x -> x / sum).toArray();
            int label = random.nextInt(4);
            whole.add(row, label);
            (random.nextBoolean() ? left : right).add(row, label);
        }
        right.merge(left);
        assertThat(right.value()).isEqualTo(whole.value());
        assertThat(whole.value().get()).isBetween(.01, .5);
    }

    /** Recipe: by hand from the matrix ((3, 1, 0), (2, 4, 0), (0, 0, 0)). */
    @Test
    void confusionMatrix() {
        ConfusionMatrix matrix = new ConfusionMatrix(3);
        ConfusionMatrix part = new ConfusionMatrix(3);
        int[][] counts = {{3, 1, 0}, {2, 4, 0}, {0, 0, 0}};
        for (int truth = 0; truth < 3; truth++) {
            for (int prediction = 0; prediction < 3; prediction++) {
                for (int i = 0; i < counts[truth][prediction]; i++) {
                    (i % 2 == 0 ? matrix : part).add(truth, prediction);
                }
            }
        }
        matrix.merge(part);
        assertThat(matrix.count(1, 0)).isEqualTo(2);
        assertThat(matrix.support(1)).isEqualTo(6);
        assertThat(matrix.predicted(1)).isEqualTo(5);
        assertThat(matrix.accuracy()).isEqualTo(Value.of(.7));
        assertThat(matrix.intersectionOverUnion(0)).isEqualTo(Value.of(3.0 / 6));
        assertThat(matrix.intersectionOverUnion(1)).isEqualTo(Value.of(4.0 / 7));
        assertThat(matrix.intersectionOverUnion(2)).isEqualTo(NOTHING);
        assertThat(matrix.meanIntersectionOverUnion().get()).isCloseTo((.5 + 4.0 / 7) / 2, within(1e-15));
    }
}
