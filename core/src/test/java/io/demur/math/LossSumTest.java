package io.demur.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LossSumTest {

    @ParameterizedTest(name = "shuffled and split, the same digits, seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void doesNotDependOnTheOrder(long seed) {
        Random random = new Random(seed);
        double[] addends = random.doubles(1000).toArray();
        double sum = LossSum.of(addends);
        long high = 0;
        long low = 0;
        for (int i : random.ints(0, 1000).distinct().limit(1000).toArray()) {
            high += LossSum.high(addends[i]);
            low += LossSum.low(addends[i]);
        }
        assertThat(LossSum.value(high, low)).isEqualTo(sum);
    }

    @ParameterizedTest(name = "within n 2^-63 and one rounding of the true sum, seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void isCloseToTheTrueSum(long seed) {
        double[] addends =
                new Random(seed).doubles(10_000).map(x -> x * x * x * x).toArray();
        double exact = Arrays.stream(addends)
                .mapToObj(BigDecimal::new)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .doubleValue();
        assertThat(LossSum.of(addends)).isCloseTo(exact, within(2 * Math.ulp(exact)));
    }

    @Test
    @DisplayName("counts of 0 and 1 stay whole numbers")
    void integersAreExact() {
        assertThat(LossSum.of(new double[] {1, 0, 1, 1})).isEqualTo(3);
        assertThat(LossSum.low(1)).isZero();
        assertThat(LossSum.low(0)).isZero();
        long ones = (1L << 32) - 1;
        assertThat(LossSum.value(ones * LossSum.high(1), 0)).isEqualTo(4294967295.0);
        assertThat(LossSum.value(123_456_789L * LossSum.high(1), 0)).isEqualTo(123456789);
    }

    @Test
    void multiplesOfTheUnitAreExact() {
        assertThat(LossSum.of(new double[] {0.375, 0.625, 0.125})).isEqualTo(1.125);
        assertThat(LossSum.of(new double[] {0x1p-62, 0x1p-61})).isEqualTo(0x1.8p-61);
        assertThat(LossSum.of(new double[] {0x1p-64})).isZero();
        assertThat(LossSum.of(new double[] {1 - 0x1p-53, 0x1p-53})).isEqualTo(1);
    }

    @Test
    @DisplayName("tenths: ten of them are 1, as no sum in double precision gives")
    void tenths() {
        double[] tenths = new double[10];
        Arrays.fill(tenths, 0.1);
        assertThat(Arrays.stream(tenths).reduce(0, Double::sum)).isNotEqualTo(1);
        assertThat(LossSum.of(tenths)).isEqualTo(1);
    }

    @Test
    void ofNothingIsZero() {
        assertThat(LossSum.of(new double[0])).isZero();
    }
}
