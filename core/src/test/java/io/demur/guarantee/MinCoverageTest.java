package io.demur.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.demur.logits.InputException;
import io.demur.metric.ScoredLosses;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MinCoverageTest {
    private static final ScoredLosses TUNING =
            new Rows().block(0.9, 40, 0).block(0.6, 30, 0).block(0.3, 30, 0).sample();
    private static final Confidence NINETY_FIVE = Confidence.of(0.95);

    @ParameterizedTest(name = "coverage {0}")
    @CsvSource({"0.01, 0.75", "0.4, 0.75", "0.41, 0.45", "0.7, 0.45"})
    void takesTheSmallestAttainableCoverageThatIsEnough(double coverage, double threshold) {
        assertThat(MinCoverage.of(coverage).threshold(TUNING)).isCloseTo(threshold, within(1e-15));
    }

    @Test
    void acceptsAllWhereNothingLessIsEnough() {
        assertThat(MinCoverage.of(0.71).threshold(TUNING)).isEqualTo(Candidates.ACCEPT_ALL);
        assertThat(MinCoverage.of(1).threshold(TUNING)).isEqualTo(Candidates.ACCEPT_ALL);
    }

    @Test
    void countsTheWantedShareInDecimal() {
        double[] scores = new double[100];
        for (int i = 0; i < 100; i++) {
            scores[i] = i;
        }
        ScoredLosses tuning = ScoredLosses.of(scores, new double[100]);
        assertThat(0.07 * 100).isGreaterThan(7);
        assertThat(MinCoverage.of(0.07).threshold(tuning)).isEqualTo(92.5);
    }

    @Test
    void certifiesTheSmallestRiskOfTheList() {
        ScoredLosses fresh = new Rows()
                .block(0.9, 800, 3)
                .block(0.6, 190, 7)
                .block(0.3, 50, 50)
                .sample();
        CoverageCertification answer =
                MinCoverage.of(0.6).certify(TUNING, fresh, RiskList.of(0.05, 0.02, 0.01, 0.005), NINETY_FIVE);
        Certified certified = (Certified) answer.certification();
        assertThat(certified.terms().maxRisk()).isEqualTo(MaxRisk.of(0.02));
        assertThat(certified.terms().delta()).isEqualTo(0.05);
        assertThat(certified.accepted()).isEqualTo(1000);
        assertThat(certified.coverageInterval().contains(1000 / 1100.0)).isTrue();
        assertThat(answer.steps()).extracting(step -> step.maxRisk().value()).containsExactly(0.05, 0.02, 0.01);
        assertThat(answer.steps())
                .extracting(CoverageCertification.Step::certified)
                .containsExactly(true, true, false);
    }

    @Test
    void isInfeasibleForTheLargestRiskIfNoneHolds() {
        ScoredLosses fresh = new Rows().block(0.9, 50, 50).sample();
        CoverageCertification answer = MinCoverage.of(0.4).certify(TUNING, fresh, RiskList.of(0.1, 0.05), NINETY_FIVE);
        assertThat(answer.certification()).isInstanceOf(Infeasible.class);
        assertThat(answer.certification().terms().maxRisk()).isEqualTo(MaxRisk.of(0.1));
        assertThat(answer.steps()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 1.01, Double.NaN})
    void refusesSharesOutsideTheRange(double value) {
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> MinCoverage.of(value))
                .withMessageContaining("minimum coverage: " + value);
        assertThatExceptionOfType(InputException.class).isThrownBy(RiskList::of);
    }
}
