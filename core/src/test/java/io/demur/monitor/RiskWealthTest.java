package io.demur.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.demur.guarantee.Confidence;
import io.demur.guarantee.MaxRisk;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RiskWealthTest {
    private static RiskWealth at(double r) {
        return new RiskWealth(MaxRisk.of(r), Confidence.of(0.95));
    }

    @Test
    @DisplayName("golden: the sum over bets, by mpmath 1.3 at 50 digits")
    void golden() {
        RiskWealth wealth = at(0.1);
        assertThat(wealth.wealth()).isCloseTo(1, within(1e-15));
        double[] losses = {1, 0, 1, 0.25};
        double[] expected = {3.544933193144898, 1.219196902694881, 5.753548386756162, 10.943362687795172};
        for (int i = 0; i < losses.length; i++) {
            wealth.add(losses[i]);
            assertThat(wealth.wealth()).isCloseTo(expected[i], within(1e-13 * expected[i]));
        }
        assertThat(wealth.observations()).isEqualTo(4);
        assertThat(wealth.lossSum()).isEqualTo(2.25);
    }

    /** The mean over both outcomes of the wealth after a loss is the wealth before it: the game is fair. */
    @ParameterizedTest(name = "r = {0}")
    @ValueSource(doubles = {0.001, 0.02, 0.3, 0.9})
    void theGameIsFairAtTheClaimAndLosesBelowIt(double r) {
        SplittableRandom random = new SplittableRandom(3);
        RiskWealth wealth = at(r);
        for (int i = 0; i < 200; i++) {
            double before = wealth.wealth();
            double[] state = wealth.state();
            RiskWealth right = at(r);
            right.restore(state);
            right.add(0);
            RiskWealth wrong = at(r);
            wrong.restore(state);
            wrong.add(1);
            assertThat(r * wrong.wealth() + (1 - r) * right.wealth()).isCloseTo(before, within(1e-12 * before));
            double less = r / 2;
            assertThat(less * wrong.wealth() + (1 - less) * right.wealth()).isLessThan(before);
            wealth.add(random.nextDouble() < 2 * r ? 1 : 0);
        }
    }

    @Test
    void theAlarmStays() {
        RiskWealth wealth = at(0.01);
        for (int i = 0; i < 5; i++) {
            wealth.add(1);
        }
        assertThat(wealth.alarmed()).isTrue();
        long when = wealth.alarmedAt().orElseThrow();
        for (int i = 0; i < 100_000; i++) {
            wealth.add(0);
        }
        assertThat(wealth.wealth()).isLessThan(1);
        assertThat(wealth.alarmedAt()).hasValue(when);
    }

    @Test
    @DisplayName("after a long good time a rise is still seen, within a few times the delay of a fresh test")
    void aLateRise() {
        SplittableRandom random = new SplittableRandom(11);
        RiskWealth wealth = at(0.02);
        for (int i = 0; i < 50_000; i++) {
            wealth.add(random.nextDouble() < 0.01 ? 1 : 0);
        }
        assertThat(wealth.alarmed()).isFalse();
        for (int i = 0; i < 5_000 && !wealth.alarmed(); i++) {
            wealth.add(random.nextDouble() < 0.06 ? 1 : 0);
        }
        assertThat(wealth.alarmedAt().orElse(0) - 50_000).isBetween(1L, 2_500L);
    }

    @Test
    void neverLeavesTheDoubles() {
        RiskWealth wealth = at(0.001);
        for (int i = 0; i < 10_000; i++) {
            wealth.add(1);
        }
        assertThat(wealth.wealth()).isFinite().isGreaterThan(1e280);
        RiskWealth good = at(0.5);
        for (int i = 0; i < 100_000; i++) {
            good.add(0);
        }
        assertThat(good.wealth()).isPositive();
    }

    @Test
    void goesOnFromAStateToTheSameBits() {
        SplittableRandom random = new SplittableRandom(5);
        RiskWealth one = at(0.05);
        RiskWealth two = at(0.05);
        for (int i = 0; i < 1_000; i++) {
            double loss = random.nextDouble() < 0.07 ? 1 : 0;
            one.add(loss);
            two.add(loss);
            if (i % 100 == 7) {
                RiskWealth restored = at(0.05);
                restored.restore(two.state());
                two = restored;
            }
        }
        assertThat(two.state()).isEqualTo(one.state());
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
    void refusesWhatIsNoLoss(double loss) {
        assertThatThrownBy(() -> at(0.1).add(loss)).hasMessageContaining("not in [0,1]");
        assertThatThrownBy(() -> at(0.1).restore(1, 2)).isInstanceOf(IllegalArgumentException.class);
    }
}
