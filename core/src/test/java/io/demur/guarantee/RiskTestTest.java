package io.demur.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.demur.logits.InputException;
import io.demur.math.ClopperPearson;
import io.demur.math.Normal;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RiskTestTest {
    /** scipy 1.17: {@code binom.cdf(k, n, r)}. */
    @ParameterizedTest(name = "n={0} k={1} r={2}")
    @CsvSource({
        "10, 1, 0.1, 0.7360989291",
        "100, 2, 0.1, 0.00194488465188",
        "1000, 30, 0.05, 0.00127706791748",
        "1000, 50, 0.05, 0.537529040801",
    })
    void exactPValue(long n, int k, double r, double expected) {
        assertThat(RiskTest.EXACT_BINOMIAL.pValue(n, k, MaxRisk.of(r)))
                .isCloseTo(expected, Percentage.withPercentage(1e-9));
    }

    @ParameterizedTest
    @EnumSource(RiskTest.class)
    void nothingAcceptedProvesNothing(RiskTest test) {
        assertThat(test.pValue(0, 0, MaxRisk.of(0.5))).isEqualTo(1);
        assertThat(test.contraryPValue(0, 0, MaxRisk.of(0.5))).isEqualTo(1);
        assertThat(test.upperBound(0, 0, 0.05)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(RiskTest.class)
    void upperBoundIsWhereThePValueFallsToTheLevel(RiskTest test) {
        double bound = test.upperBound(700, 21, 0.05);
        assertThat(test.pValue(700, 21, MaxRisk.of(bound * 1.000001))).isLessThan(0.05);
        assertThat(test.pValue(700, 21, MaxRisk.of(bound * 0.999999))).isGreaterThan(0.05);
        assertThat(bound).isGreaterThanOrEqualTo(ClopperPearson.upper(700, 21, 0.05));
        assertThat(test.upperBound(700, 700, 0.05)).isEqualTo(1);
    }

    @ParameterizedTest(name = "r={0} delta={1}")
    @CsvSource({
        "0.01, 0.05, 299",
        "0.001, 0.05, 2995",
        "0.05, 0.05, 59",
        "0.5, 0.5, 1",
        "0.9, 0.5, 1",
        "1e-300, 0.05, 1000000000000000000",
        "4.9e-324, 0.05, 1000000000000000000"
    })
    void acceptedNeededWithoutLoss(double r, double delta, long expected) {
        assertThat(RiskTest.acceptedNeededWithoutLoss(MaxRisk.of(r), delta)).isEqualTo(expected);
    }

    /** At the greatest confidence everything that follows from it is still finite. */
    @Test
    void aConfidenceTooCloseToOneIsRefused() {
        assertThat(Confidence.of(0.999999999).value()).isEqualTo(Confidence.GREATEST);
        assertThat(Normal.quantile((1 + Confidence.GREATEST) / 2)).isCloseTo(6.1094103, within(1e-6));
        for (double close : new double[] {0.9999999990000003, 0.9999999999, 0.9999999999999999}) {
            assertThatExceptionOfType(InputException.class)
                    .isThrownBy(() -> Confidence.of(close))
                    .withMessage("confidence: " + close + " is too close to 1; give at most 0.999999999");
        }
    }

    @Test
    void deltaIsExactInDecimal() {
        assertThat(Confidence.of(0.95).delta()).isEqualTo(0.05);
        assertThat(Confidence.of(0.999).delta()).isEqualTo(0.001);
        assertThat(Confidence.of(0.9).delta()).isEqualTo(0.1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.1, 1.2, Double.NaN, Double.POSITIVE_INFINITY})
    void targetsOutsideTheRangeAreRefusedByName(double value) {
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> MaxRisk.of(value))
                .withMessageContaining("maximum risk: " + value)
                .withMessageContaining("between 0 and 1");
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> Confidence.of(value))
                .withMessageContaining("confidence: " + value)
                .withMessageContaining("between 0 and 1");
    }

    @Test
    void refusesCountsThatCannotBe() {
        MaxRisk r = MaxRisk.of(0.1);
        assertThatIllegalArgumentException().isThrownBy(() -> RiskTest.EXACT_BINOMIAL.pValue(10, 1.5, r));
        assertThatIllegalArgumentException().isThrownBy(() -> RiskTest.HOEFFDING_BENTKUS.pValue(10, 11, r));
    }
}
