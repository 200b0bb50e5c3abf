package io.demur.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShortestDecimalTest {

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    @DisplayName("the same text on every JDK, whichever of the two ways makes it")
    void bothWaysAgree(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 20_000; i++) {
            double value =
                    switch (i % 4) {
                        case 0 -> Double.longBitsToDouble(random.nextLong());
                        case 1 -> random.nextDouble(-1, 1);
                        case 2 -> (float) random.nextDouble(-20, 20) / 2.0;
                        default -> random.nextInt(1_000_000) / 1000.0;
                    };
            if (value != 0 && Double.isFinite(value)) {
                assertThat(ShortestDecimal.text(value)).isEqualTo(ShortestDecimal.decimalText(value));
                assertThat(Double.parseDouble(ShortestDecimal.text(value))).isEqualTo(value);
            }
        }
    }

    @Test
    void whatIsNoDecimal() {
        assertThat(ShortestDecimal.text(Double.NaN)).isEqualTo("NaN");
        assertThat(ShortestDecimal.text(Double.NEGATIVE_INFINITY)).isEqualTo("-Infinity");
        assertThat(ShortestDecimal.text(-0.0)).isEqualTo("-0.0");
    }
}
