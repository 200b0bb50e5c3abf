package io.demur.evaluation;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.demur.logits.InputException;
import io.demur.score.PlainScore;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluationPlanTest {
    private final EvaluationPlan plan = EvaluationPlan.of(List.of(PlainScore.MSP));

    @Test
    void needsAScore() {
        assertThatThrownBy(() -> EvaluationPlan.of(List.of()))
                .isInstanceOf(InputException.class)
                .hasMessage("scores: there must be at least one");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.01, 1.01, Double.NaN})
    void refusesRisksAndCoveragesThatAreNoShares(double value) {
        assertThatThrownBy(() -> plan.at(List.of(value), List.of()))
                .isInstanceOf(InputException.class)
                .hasMessage("risk: " + value + " is not in [0, 1]");
        assertThatThrownBy(() -> plan.at(List.of(), List.of(value)))
                .isInstanceOf(InputException.class)
                .hasMessage("coverage: " + value + " is not in (0, 1]");
    }

    @Test
    void refusesCoverageZeroSinceNothingIsAcceptedThere() {
        assertThatThrownBy(() -> plan.at(List.of(), List.of(0.0))).hasMessageContaining("coverage: 0.0");
    }

    @Test
    void refusesCountsThatMakeNoSense() {
        assertThatThrownBy(() -> plan.withThreads(0)).hasMessage("threads: 0 is below 1");
        assertThatThrownBy(() -> plan.withBootstrap(-1, 1)).hasMessage("resamples: -1 is below 0");
    }
}
