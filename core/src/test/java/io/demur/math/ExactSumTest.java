package io.demur.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExactSumTest {

    @ParameterizedTest(name = "= the sum in BigDecimal rounded once, seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void isTheExactSumRoundedOnce(long seed) {
        Random random = new Random(seed);
        for (int trial = 0; trial < 200; trial++) {
            double[] addends = addends(random, 1 + random.nextInt(40), (int) seed * 30);
            assertThat(ExactSum.of(addends)).isEqualTo(bigSum(addends));
        }
    }

    /** Random signs and exponents within {@code spread} of each other. */
    private static double[] addends(Random random, int n, int spread) {
        double[] addends = new double[n];
        int centre = random.nextInt(1600) - 800;
        for (int i = 0; i < n; i++) {
            addends[i] = Math.scalb(random.nextDouble() - 0.5, centre + random.nextInt(spread));
        }
        return addends;
    }

    private static double bigSum(double[] addends) {
        return Arrays.stream(addends)
                .mapToObj(BigDecimal::new)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .doubleValue();
    }

    @Test
    @DisplayName("a bit far below decides a tie, once and not twice")
    void roundsOnce() {
        double half = 0x1p-53;
        assertThat(ExactSum.of(new double[] {1, half})).isEqualTo(1);
        assertThat(ExactSum.of(new double[] {1, half, 0x1p-1000})).isEqualTo(1 + 0x1p-52);
        assertThat(ExactSum.of(new double[] {1, half, -0x1p-1000})).isEqualTo(1);
        assertThat(ExactSum.of(new double[] {1 + 0x1p-52, half, -0x1p-70})).isEqualTo(1 + 0x1p-52);
        assertThat(ExactSum.of(new double[] {-1, -half, -Double.MIN_VALUE})).isEqualTo(-1 - 0x1p-52);
    }

    @Test
    void cancellationLosesNothing() {
        assertThat(ExactSum.of(new double[] {1e300, 3.25, -1e300})).isEqualTo(3.25);
        assertThat(ExactSum.of(new double[] {1e308, 1e308, -1e308, -1e308, -7})).isEqualTo(-7);
        assertThat(ExactSum.of(new double[] {0x1p970, Double.MIN_VALUE, -0x1p970}))
                .isEqualTo(Double.MIN_VALUE);
        assertThat(ExactSum.of(new double[] {-0x1p-1040, 0x1p-1074 * 5})).isEqualTo(-0x1p-1040 + 0x1p-1074 * 5);
    }

    @Test
    void edges() {
        assertThat(ExactSum.of(new double[0])).isEqualTo(0);
        assertThat(ExactSum.of(new double[] {-0.0})).isEqualTo(0);
        assertThat(ExactSum.of(new double[] {Double.MAX_VALUE})).isEqualTo(Double.MAX_VALUE);
        assertThat(ExactSum.of(new double[] {Double.MAX_VALUE, Double.MAX_VALUE}))
                .isInfinite();
        assertThat(ExactSum.of(new double[] {-Double.MAX_VALUE, -Double.MAX_VALUE, Double.MAX_VALUE}))
                .isEqualTo(-Double.MAX_VALUE);
        assertThat(ExactSum.of(new double[] {Double.MIN_NORMAL, -Double.MIN_VALUE}))
                .isEqualTo(Math.nextDown(Double.MIN_NORMAL));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void refusesWhatHasNoSum(double addend) {
        assertThatThrownBy(() -> new ExactSum().add(addend))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no sum has the addend " + addend);
    }

    @ParameterizedTest(name = "merging in any grouping and order = one pass, seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void mergesInAnyGrouping(long seed) {
        Random random = new Random(seed);
        double[] addends = addends(random, 500, 90);
        List<Double> shuffled = Arrays.stream(addends).boxed().collect(Collectors.toList());
        Collections.shuffle(shuffled, random);
        ExactSum[] parts = new ExactSum[7];
        Arrays.setAll(parts, i -> new ExactSum());
        shuffled.forEach(addend -> parts[random.nextInt(7)].add(addend));
        ExactSum left = new ExactSum();
        for (ExactSum part : parts) {
            double before = part.value();
            left.add(part);
            assertThat(part.value()).as("the other stays as it is").isEqualTo(before);
        }
        for (int i = 5; i >= 0; i--) {
            parts[i].add(parts[i + 1]);
        }
        assertThat(left.value()).isEqualTo(bigSum(addends));
        assertThat(parts[0].value()).isEqualTo(bigSum(addends));
    }

    @Test
    void goesOnAfterItsValueWasRead() {
        ExactSum sum = new ExactSum();
        sum.add(-2.5);
        assertThat(sum.value()).isEqualTo(-2.5);
        sum.add(0x1p-60);
        sum.add(2.5);
        assertThat(sum.value()).isEqualTo(0x1p-60);
        assertThat(sum.value()).isEqualTo(0x1p-60);
    }
}
