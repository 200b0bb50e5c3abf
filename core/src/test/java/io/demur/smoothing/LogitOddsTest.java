package io.demur.smoothing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.demur.metric.ReasonCode;
import io.demur.metric.Value;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogitOddsTest {

    /** Rows whose error is drawn from {@code log-odds = -msp + effect * noise}; the logit is {@code 3 + msp + noise}. */
    private static MaxLogitSample draw(int rows, double effect, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] msp = new double[rows];
        double[] logit = new double[rows];
        boolean[] wrong = new boolean[rows];
        for (int i = 0; i < rows; i++) {
            msp[i] = 2 + 2 * random.nextGaussian();
            double noise = random.nextGaussian();
            logit[i] = 3 + msp[i] + noise;
            wrong[i] = random.nextDouble() < 1 / (1 + StrictMath.exp(msp[i] - effect * noise));
        }
        return MaxLogitSample.of(10, msp, logit, wrong);
    }

    private static MaxLogitSample change(MaxLogitSample sample, int[] order, double scale, double shift) {
        double[] msp = Arrays.stream(order).mapToDouble(sample::msp).toArray();
        double[] logit = Arrays.stream(order)
                .mapToDouble(row -> scale * sample.maxLogit(row) + shift)
                .toArray();
        boolean[] wrong = new boolean[order.length];
        for (int i = 0; i < order.length; i++) {
            wrong[i] = sample.wrong(order[i]);
        }
        return MaxLogitSample.of(10, msp, logit, wrong);
    }

    /**
     * Reference: numpy 2.4.6, {@code B} the eight terms of {@link ErrorRegression}, {@code R = 1e-3 * eye(8)} with
     * {@code R[0,0] = 0}; 200 halved steps {@code b += .5 * solve(B.T @ (B * W[:,None]) + R, B.T @ (y - p) - R @ b)} from 0;
     * {@code r = x - B @ solve(H, B.T @ (W * x)); V = (W*r*r).sum(); s = sqrt(V / W.sum())}; then
     * {@code (r*(y-p)).sum()/V*s} and {@code sqrt(((r*(y-p))**2).sum())/V*s}.
     */
    @Test
    void isItsDefinitionOnTwelveRows() {
        double[] msp = {-1.5, -1, -0.5, 0, 0.25, 0.5, 1, 1.5, 2, 3, 4, 6};
        double[] logit = {2, 3.5, 2.5, 4, 3, 5, 4.5, 6, 5, 7.5, 8, 11};
        boolean[] wrong = {true, true, false, true, false, true, false, true, false, false, false, false};
        LogitOdds odds = LogitOdds.of(MaxLogitSample.of(10, msp, logit, wrong));
        assertThat(odds.value().get()).isCloseTo(1.7554365419699438, within(1e-8));
        assertThat(odds.standardError()).isCloseTo(0.7822117562352688, within(1e-8));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void neitherOrderNorLevelNorScaleMatter(long seed) {
        MaxLogitSample sample = draw(1_500, 0.6, seed);
        LogitOdds odds = LogitOdds.of(sample);
        assertThat(LogitOdds.of(change(sample, Draws.order(1_500, seed), 1, 0))).isEqualTo(odds);
        LogitOdds moved = LogitOdds.of(change(sample, Draws.order(1_500, seed), 3, -50));
        assertThat(moved.value().get()).isCloseTo(odds.value().get(), within(1e-9));
        assertThat(moved.standardError()).isCloseTo(odds.standardError(), within(1e-9));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void tiesInAnyOrderGiveTheSameDigits(long seed) {
        MaxLogitSample sample = draw(800, 0.6, seed);
        double[] rounded = new double[800];
        Arrays.setAll(rounded, i -> Math.rint(sample.msp(i)));
        double[] logit = new double[800];
        Arrays.setAll(logit, sample::maxLogit);
        boolean[] wrong = new boolean[800];
        for (int i = 0; i < 800; i++) {
            wrong[i] = sample.wrong(i);
        }
        MaxLogitSample tied = MaxLogitSample.of(10, rounded, logit, wrong);
        assertThat(LogitOdds.of(change(tied, Draws.order(800, seed), 1, 0))).isEqualTo(LogitOdds.of(tied));
    }

    /** Of 400 samples without effect 95 % of the intervals hold 0; one in twenty rejects it falsely. */
    @Test
    @Tag("slow")
    void theIntervalHoldsNoEffectAsOftenAsItSays() {
        int held = 0;
        for (int seed = 0; seed < 400; seed++) {
            held += LogitOdds.of(draw(1_000, 0, 7_000 + seed))
                            .interval(0.95)
                            .orElseThrow()
                            .contains(0)
                    ? 1
                    : 0;
        }
        assertThat(held / 400.0).isBetween(0.92, 0.975);
    }

    @Test
    void growsWithTheEffect() {
        double none = LogitOdds.of(draw(20_000, 0, 5)).value().get();
        double some = LogitOdds.of(draw(20_000, 0.4, 5)).value().get();
        double much = LogitOdds.of(draw(20_000, 0.8, 5)).value().get();
        assertThat(none).isCloseTo(0, within(0.06));
        assertThat(some).isBetween(0.25, 0.45);
        assertThat(much).isBetween(0.5, 0.85);
    }

    @Test
    void saysWhyThereIsNone() {
        MaxLogitSample two = MaxLogitSample.of(2, new double[] {1, 2}, new double[] {1, 2}, true, false);
        assertThat(LogitOdds.of(two).value()).isEqualTo(Value.undefined(ReasonCode.TWO_CLASSES));
        MaxLogitSample right = MaxLogitSample.of(3, new double[] {1, 2}, new double[] {1, 2}, false, false);
        assertThat(LogitOdds.of(right).value()).isEqualTo(Value.undefined(ReasonCode.TOO_FEW_ERRORS));
        MaxLogitSample wrong = MaxLogitSample.of(3, new double[] {1, 2}, new double[] {1, 2}, true, true);
        assertThat(LogitOdds.of(wrong).interval(0.95)).isEmpty();
        MaxLogitSample flat = MaxLogitSample.of(3, new double[6], new double[6], true, false, true, false, true, false);
        assertThat(LogitOdds.of(flat).value()).isEqualTo(Value.undefined(ReasonCode.TOO_FEW_ERRORS));
    }
}
