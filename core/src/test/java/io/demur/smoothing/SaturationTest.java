package io.demur.smoothing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rounding to a number type, what it ties, and where the area above a perfect ranking comes from. */
class SaturationTest {

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {51, 52})
    void roundsToFloatAsACastDoes(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 20_000; i++) {
            double p = StrictMath.exp(-120 * random.nextDouble());
            assertThat(Precision.FLOAT32.round(p)).isEqualTo((float) p);
            assertThat(Precision.FLOAT64.round(p)).isEqualTo(p);
        }
    }

    /** Recipe: numpy 2.4.6, {@code float(np.float16(x))}. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "0.1, 0.0999755859375",
        "0.9999, 1",
        "0.9997, 0.99951171875",
        "1e-5, 1.0013580322265625e-05",
        "3e-8, 5.960464477539063e-08",
        "0, 0"
    })
    void roundsToHalf(double p, double expected) {
        assertThat(Precision.FLOAT16.round(p)).isEqualTo(expected);
    }

    @Test
    void countsRowsAtOneAndRowsThatTie() {
        double[] msp = {40, 40, 20, 17.5, 3, 3 + 1e-9, 1, 0.5};
        Saturation half = Saturation.of(msp, Precision.FLOAT32);
        // 1/(1+e^-20) and 1/(1+e^-17.5) round to 1 in float32; 3 and 3 + 1e-9 fall together.
        assertThat(half.atOne()).isEqualTo(4 / 8.0);
        assertThat(half.tied()).isEqualTo(6 / 8.0);
        Saturation exact = Saturation.of(new double[] {5, 5, 2}, Precision.FLOAT64);
        assertThat(exact.tied()).as("equal rows tie by themselves").isZero();
    }

    @Test
    void thePartsOfTheExcess() {
        boolean[] wrong = {false, true, false, true, false, true};
        double[] msp = {41, 40, 2, 2, 1, 0};
        AurcExcess excess = AurcExcess.of(msp, wrong, Precision.FLOAT64);
        // AURC[mean] = mean of the six risks; by hand with ties as means of their block.
        double perfect = (0 + 0 + 0 + 1 / 4.0 + 2 / 5.0 + 3 / 6.0) / 6;
        double best = (0 + 1 / 2.0 + 1 / 3.0 + 2 / 4.0 + 2 / 5.0 + 3 / 6.0) / 6;
        double exact = (0 + 1 / 2.0 + 1.5 / 3 + 2 / 4.0 + 2 / 5.0 + 3 / 6.0) / 6;
        double stored = (0.5 + 1 / 2.0 + 1.5 / 3 + 2 / 4.0 + 2 / 5.0 + 3 / 6.0) / 6;
        assertThat(excess.order()).isCloseTo(best - perfect, within(1e-15));
        assertThat(excess.ties()).isCloseTo(exact - best, within(1e-15));
        assertThat(excess.saturation()).isCloseTo(stored - exact, within(1e-15));
        assertThat(excess.total()).isCloseTo(stored - perfect, within(1e-15));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {61, 62, 63})
    void thePartsAddUpAndTwoAreNeverNegative(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int n = 400;
        double[] msp = new double[n];
        boolean[] wrong = new boolean[n];
        for (int i = 0; i < n; i++) {
            msp[i] = Math.rint(40 * random.nextDouble()) / 2;
            wrong[i] = random.nextDouble() < 0.2;
        }
        for (Precision precision : Precision.values()) {
            AurcExcess excess = AurcExcess.of(msp, wrong, precision);
            assertThat(excess.total()).isCloseTo(excess.saturation() + excess.ties() + excess.order(), within(1e-14));
            assertThat(excess.ties()).isPositive();
            assertThat(excess.order()).isPositive();
        }
        for (boolean all : new boolean[] {false, true}) {
            Arrays.fill(wrong, all);
            for (Precision precision : Precision.values()) {
                assertThat(AurcExcess.of(msp, wrong, precision)).isEqualTo(new AurcExcess(precision, 0, 0, 0, 0));
            }
        }
    }
}
