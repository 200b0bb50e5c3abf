package io.demur.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.demur.evaluation.ScoreFit.Halves;
import io.demur.logits.InputException;
import io.demur.score.LogitNorm;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One source divided by content. */
class TuneAndHoldTest {
    private static final int N = 4_000;
    private static final Model MODEL = Model.overconfidentErrors(N, 5, 1_001);

    private static Halves split(Model model, double share, long seed) {
        return ScoreFit.tuneAndHold(model.logits(), model.labels(), FitPlan.usual(), share, seed);
    }

    /** Which rows of a source are held, by position. */
    private static int[] held(Halves halves, int rows) {
        return halves.certification().select("rows", IntStream.range(0, rows).toArray());
    }

    @ParameterizedTest(name = "share {0} seed {1}")
    @CsvSource({"0.5, 1", "0.5, 2", "0.2, 3", "0.9, 4"})
    void holdsAboutTheShareAndTunesOnTheRest(double share, long seed) {
        Halves halves = split(MODEL, share, seed);
        int held = halves.certification().size();
        // Four standard deviations of a binomial count.
        assertThat((double) held).isCloseTo(share * N, within(4 * Math.sqrt(N * share * (1 - share))));
        assertThat(halves.fitted().tuning().size()).isEqualTo(N - held);
        assertThat(halves.certification().shared(halves.fitted().tuning())).isZero();
        assertThat(halves.fitted().shared(halves.certification())).isZero();
        int[] rest = IntStream.range(0, N)
                .filter(i -> Arrays.binarySearch(held(halves, N), i) < 0)
                .toArray();
        assertThat(ScoreFit.tune(MODEL.pick(rest).logits(), MODEL.pick(rest).labels(), FitPlan.usual())
                        .table())
                .isEqualTo(halves.fitted().table());
    }

    @ParameterizedTest(name = "order {0}")
    @ValueSource(longs = {5, 6})
    void dividesByContentWhateverTheOrder(long order) {
        int[] positions = MODEL.order(order);
        Halves there = split(MODEL, 0.4, 1);
        Halves here = split(MODEL.pick(positions), 0.4, 1);
        int[] moved =
                Arrays.stream(held(here, N)).map(i -> positions[i]).sorted().toArray();
        assertThat(moved).containsExactly(held(there, N));
        assertThat(here.fitted().table()).isEqualTo(there.fitted().table());
        assertThat(here.certification().digest())
                .isEqualTo(there.certification().digest())
                .isNotEqualTo(here.fitted().tuning().digest());
    }

    @Test
    void dividesAnewForAnotherSeed() {
        int[] one = held(split(MODEL, 0.5, 1), N);
        int[] two = held(split(MODEL, 0.5, 2), N);
        long both =
                Arrays.stream(one).filter(i -> Arrays.binarySearch(two, i) >= 0).count();
        // A quarter of the rows; four standard deviations.
        assertThat((double) both).isCloseTo(N / 4.0, within(4 * Math.sqrt(N * 0.25 * 0.75)));
    }

    @Test
    void keepsCopiesOfARowTogetherWhateverTheirLabels() {
        int[] positions = IntStream.range(0, N).map(i -> i % 500).toArray();
        Model copies = MODEL.pick(positions);
        for (int i = 500; i < N; i += 3) {
            copies = copies.label(i, i % 5);
        }
        boolean[] held = new boolean[N];
        Arrays.stream(held(split(copies, 0.5, 7), N)).forEach(i -> held[i] = true);
        for (int i = 500; i < N; i++) {
            assertThat(held[i]).isEqualTo(held[i % 500]);
        }
    }

    @Test
    void holdsTheRowsUnderARefinedScore() {
        Halves halves = ScoreFit.tuneAndHold(
                MODEL.logits(), MODEL.labels(), FitPlan.usual().with(FitPlan.Grid.REFINE), 0.5, 1);
        assertThat(halves.fitted().score()).isInstanceOf(LogitNorm.class);
        int[] rows = held(halves, N);
        ScoredSample expected = halves.fitted()
                .score(MODEL.pick(rows).logits(), MODEL.pick(rows).labels());
        for (int i = 0; i < rows.length; i++) {
            assertThat(halves.certification().losses().confidence(i))
                    .isEqualTo(expected.losses().confidence(i));
            assertThat(halves.certification().losses().loss(i))
                    .isEqualTo(expected.losses().loss(i));
        }
    }

    @Test
    void refusesSharesAndSourcesThatLeaveASideEmpty() {
        for (double share : new double[] {0, 1, -0.1, 1.5, Double.NaN}) {
            assertThatThrownBy(() -> split(MODEL, share, 1))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("must lie in (0, 1)");
        }
        assertThatThrownBy(() -> split(MODEL.slice(0, 1), 0.5, 1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("splits into")
                .hasMessageContaining("being so few; certify on other rows with --certify FILE");
        int[] alternating = IntStream.range(0, 2000).map(i -> 17 * (i % 2)).toArray();
        assertThatThrownBy(() -> split(MODEL.pick(new int[2000]), 0.5, 1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(
                        "rows to tune and 2000 to certify, as equal rows stay together, and all are equal;"
                                + " certify on other rows with --certify FILE");
        assertThatThrownBy(() -> split(MODEL.pick(alternating), 0.999, 1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("as equal rows stay together, and only 2 differ; certify on other rows");
    }

    @Test
    void selectsColumnsOfTheSource() {
        ScoredSample sample = ScoredSample.of(MODEL.logits(), MODEL.labels(), LogitNorm.of(2), FitPlan.usual());
        assertThat(sample.classes()).isEqualTo(5);
        assertThatThrownBy(() -> sample.select("--groups", new int[3]))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("--groups: has 3 rows, the logits 4000");
    }
}
