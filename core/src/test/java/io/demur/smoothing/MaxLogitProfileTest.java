package io.demur.smoothing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.demur.smoothing.MaxLogitProfile.Accumulator;
import io.demur.smoothing.MaxLogitProfile.Outcome;
import io.demur.smoothing.MaxLogitProfile.Window;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaxLogitProfileTest {

    @Test
    void windowsAreOpenAndOverlap() {
        Accumulator accumulator = new Accumulator();
        accumulator.add(0.5, 3, Outcome.RIGHT);
        accumulator.add(0.5125, 5, Outcome.RIGHT);
        List<Window> windows = accumulator.profile(1).windows(Outcome.RIGHT);
        assertThat(windows).hasSize(MaxLogitProfile.WINDOWS);
        assertThat(windows.get(0).centre()).isEqualTo(0.025);
        assertThat(windows.get(190).centre()).isEqualTo(0.975);
        // 0.5 is 0.025 away from the centres 0.475 and 0.525, so outside both.
        assertThat(at(windows, 0.475).count()).isZero();
        assertThat(at(windows, 0.480).count()).isEqualTo(1);
        assertThat(at(windows, 0.520).count()).isEqualTo(2);
        assertThat(at(windows, 0.525).count()).isEqualTo(1);
        assertThat(at(windows, 0.535).count()).isEqualTo(1);
        assertThat(at(windows, 0.540).count()).isZero();
        Window both = at(windows, 0.5);
        assertThat(both.mean()).hasValue(4);
        assertThat(both.deviation().orElseThrow()).isCloseTo(Math.sqrt(2), within(1e-15));
        assertThat(at(windows, 0.480).mean()).hasValue(3);
        assertThat(at(windows, 0.480).deviation()).isEmpty();
        assertThat(at(windows, 0.475).mean()).isEmpty();
    }

    private static Window at(List<Window> windows, double centre) {
        return windows.get((int) Math.round(centre * 200) - 5);
    }

    @Test
    void fewMembersLeaveAGapAndErrorsAreSetAgainstTheRight() {
        Accumulator accumulator = new Accumulator();
        for (double value : new double[] {1, 2, 6}) {
            accumulator.add(0.9, value, Outcome.RIGHT);
        }
        accumulator.add(0.9, 5, Outcome.WRONG);
        accumulator.add(0.9, 9, Outcome.WRONG);
        Window relative = at(accumulator.profile(2).relative(), 0.9);
        assertThat(relative.mean()).hasValue(4);
        assertThat(relative.count()).isEqualTo(2);
        assertThat(relative.deviation().orElseThrow()).isCloseTo(Math.sqrt(8), within(1e-15));
        Window inDeviations = at(accumulator.profile(2).relativeInDeviations(), 0.9);
        assertThat(inDeviations.mean().orElseThrow()).isCloseTo(4 / Math.sqrt(7), within(1e-15));
        assertThat(inDeviations.deviation().orElseThrow()).isCloseTo(Math.sqrt(8.0 / 7), within(1e-15));
        assertThat(at(accumulator.profile(3).relativeInDeviations(), 0.9).mean())
                .isEmpty();
        Window gap = at(accumulator.profile(3).relative(), 0.9);
        assertThat(gap.mean()).isEmpty();
        assertThat(gap.deviation()).isEmpty();
        assertThat(gap.count()).isEqualTo(2);
        assertThat(at(accumulator.profile(3).windows(Outcome.RIGHT), 0.9).mean())
                .hasValue(3);
    }

    @Test
    void equalLogitsAreNoUnit() {
        Accumulator accumulator = new Accumulator();
        for (int i = 0; i < 3; i++) {
            accumulator.add(0.5, 2, Outcome.RIGHT);
            accumulator.add(0.5, 3, Outcome.WRONG);
        }
        assertThat(at(accumulator.profile(2).relative(), 0.5).mean()).hasValue(1);
        assertThat(at(accumulator.profile(2).relativeInDeviations(), 0.5).mean())
                .isEmpty();
    }

    /** Against the definition, row by row and window by window. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {31, 32})
    void isItsDefinition(long seed) {
        MaxLogitSample sample = Draws.rows(800, 0.4, seed);
        List<Window> windows = MaxLogitProfile.of(sample, 5).windows(Outcome.WRONG);
        int shown = 0;
        for (Window window : windows) {
            double[] members = IntStream.range(0, sample.size())
                    .filter(i -> sample.wrong(i) && Math.abs(sample.probability(i) - window.centre()) < 0.025)
                    .mapToDouble(sample::maxLogit)
                    .toArray();
            assertThat(window.count()).isEqualTo(members.length);
            assertThat(window.mean().isPresent()).isEqualTo(members.length >= 5);
            if (members.length >= 5) {
                double mean = Arrays.stream(members).average().orElseThrow();
                double squares =
                        Arrays.stream(members).map(x -> (x - mean) * (x - mean)).sum();
                assertThat(window.mean().orElseThrow()).isCloseTo(mean, within(1e-13));
                assertThat(window.deviation().orElseThrow())
                        .isCloseTo(Math.sqrt(squares / (members.length - 1)), within(1e-12));
                shown++;
            }
        }
        assertThat(shown).isGreaterThan(50);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {41, 42})
    void partsMergeIntoTheWholeInAnyOrder(long seed) {
        int[] order = Draws.order(900, seed);
        MaxLogitProfile whole = MaxLogitProfile.of(Draws.rows(900, 0.4, seed), 3);
        Accumulator first = new Accumulator();
        Accumulator second = new Accumulator();
        MaxLogitSample moved = Draws.pick(0.4, seed, order);
        for (int i = 0; i < moved.size(); i++) {
            (i % 3 == 0 ? first : second)
                    .add(moved.probability(i), moved.maxLogit(i), moved.wrong(i) ? Outcome.WRONG : Outcome.RIGHT);
        }
        first.merge(second);
        assertThat(first.profile(3).windows(Outcome.RIGHT)).isEqualTo(whole.windows(Outcome.RIGHT));
        assertThat(first.profile(3).windows(Outcome.WRONG)).isEqualTo(whole.windows(Outcome.WRONG));
        assertThat(first.profile(3).relative()).isEqualTo(whole.relative());
    }

    @Test
    void refusesWhatIsNoProbability() {
        Accumulator accumulator = new Accumulator();
        assertThatThrownBy(() -> accumulator.add(1.1, 0, Outcome.RIGHT)).hasMessageContaining("1.1");
        assertThatThrownBy(() -> accumulator.profile(0)).hasMessageContaining("0");
        accumulator.add(1, 3, Outcome.RIGHT);
        assertThat(accumulator.profile(1).windows(Outcome.RIGHT)).allMatch(w -> w.count() == 0);
    }
}
