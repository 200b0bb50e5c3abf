package io.demur.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.demur.math.ClopperPearson;
import io.demur.metric.ScoredLosses;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SgrTest {
    /** int(49 * (1.0 / 49)) is 0 and int(22 * (15.0 / 22)) is 14: an error lost. Six and five steps share delta. */
    @ParameterizedTest(name = "n={0} k={1}")
    @CsvSource({"49, 1, 6, 0.12793961523403147", "22, 15, 5, 0.8400586961448866"})
    void keepsEveryError(int n, int wrong, int steps, double boundAtTheLevel) {
        double level = n == 49 ? 0.01 : 0.05;
        ScoredLosses sample = new Rows().block(0.5, n - wrong, wrong).sample();
        SgrRule rule = Sgr.of(sample, MaxRisk.of(0.99), level * steps).orElseThrow();
        assertThat(rule.errors()).isEqualTo(wrong);
        assertThat(rule.bound()).isCloseTo(boundAtTheLevel, within(1e-12));
    }

    @Test
    void anInfeasibleTargetGivesNoThreshold() {
        assertThat(Sgr.of(new Rows().block(0.5, 10, 10).block(0.7, 10, 8).sample(), MaxRisk.of(0.01), 0.05))
                .isEmpty();
    }

    /**
     * A file sorted by correctness whose confidences are all tied: the first 59 rows show no error and a bound counted by
     * rank claims .0496, but the threshold lets the whole tie through and the risk is .141.
     */
    @Test
    void aTieCountsAsAWhole() {
        ScoredLosses sample = new Rows().block(0.5, 859, 141).sample();
        assertThat(ClopperPearson.upper(59, 0, 0.05)).isCloseTo(0.0495, within(1e-4));
        assertThat(Sgr.of(sample, MaxRisk.of(0.05), 0.05)).isEmpty();
        assertThat(FixedSequence.DEFAULT.certify(
                        Candidates.from(sample), sample, MaxRisk.of(0.05), Confidence.of(0.95)))
                .isInstanceOf(Infeasible.class);
    }

    @Test
    void findsTheLargestCoverageOfAPerfectRanking() {
        ScoredLosses sample = new Rows()
                .block(0.9, 600, 0)
                .block(0.8, 100, 2)
                .block(0.1, 20, 278)
                .sample();
        Optional<SgrRule> rule = Sgr.of(sample, MaxRisk.of(0.03), 0.05);
        assertThat(rule).map(SgrRule::accepted).hasValue(702L);
        assertThat(rule).map(SgrRule::threshold).hasValue(0.8);
    }

    @Test
    void oneSampleAndFractions() {
        assertThat(Sgr.of(new Rows().block(0.5, 1, 0).sample(), MaxRisk.of(0.96), 0.05))
                .isPresent();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sgr.of(new Rows().rows(0.5, 0.25, 3).sample(), MaxRisk.of(0.5), 0.05));
    }
}
