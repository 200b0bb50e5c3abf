package io.demur.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.demur.logits.ArrayLogits;
import io.demur.logits.InputException;
import io.demur.logits.Labels;
import io.demur.testing.Scoring;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScoredRowsTest {
    private static final Score MSP = PlainScore.MSP;
    private static final Score NORM = LogitNorm.of(5);
    private static final ScoringPlan PLAN = ScoringPlan.of(List.of(MSP, NORM)).withThreads(2);
    /** Two segments of the columns and many tiles. */
    private static final int MANY = 40_011;

    private static int[] labels(long seed, int n, int classes) {
        return new Random(seed).ints(n, 0, classes).toArray();
    }

    private static ScoredRows score(double[][] rows, int[] labels, ScoringPlan plan) {
        return ScoredRows.of(ArrayLogits.of(rows), Labels.of(labels), plan);
    }

    @ParameterizedTest(name = "{0} threads")
    @ValueSource(ints = {2, 3})
    void threadsChangeNoDigit(int threads) {
        double[][] rows = Scoring.rows(9, MANY, 3, 4);
        int[] labels = labels(9, MANY, 3);
        Arrays.fill(labels, 500, 2000, Labels.IGNORED);
        rows[30_000][1] = Double.NaN;
        ScoringPlan plan = PLAN.withProperScores().with(BadRows.SKIP);
        ScoredRows one = score(rows, labels, plan.withThreads(1));
        ScoredRows more = score(rows, labels, plan.withThreads(threads));
        assertThat(one.size()).isEqualTo(MANY - 1501);
        assertThat(more.confidence(MSP)).isEqualTo(one.confidence(MSP));
        assertThat(more.confidence(1)).isEqualTo(one.confidence(NORM));
        assertThat(more.predictions()).isEqualTo(one.predictions());
        assertThat(more.labels()).isEqualTo(one.labels());
        assertThat(more.keys()).isEqualTo(one.keys());
        assertThat(more.logLosses()).isEqualTo(one.logLosses());
        assertThat(more.briers()).isEqualTo(one.briers());
        assertThat(more.kept().sourceRows()).isEqualTo(one.kept().sourceRows());
    }

    @Test
    void columnsAreInSourceOrderWithoutTheDroppedRows() {
        double[][] rows = Scoring.rows(2, MANY, 3, 4);
        int[] labels = labels(2, MANY, 3);
        labels[0] = Labels.IGNORED;
        labels[32_768] = Labels.IGNORED;
        rows[32_769][2] = Double.POSITIVE_INFINITY;
        rows[17][0] = Double.NEGATIVE_INFINITY;
        labels[17] = Labels.IGNORED;
        ScoredRows scored = score(rows, labels, PLAN.with(BadRows.SKIP));
        int[] kept = IntStream.range(0, MANY)
                .filter(r -> r != 0 && r != 17 && r != 32_768 && r != 32_769)
                .toArray();
        assertThat(scored.kept().sourceRows()).isEqualTo(kept);
        assertThat(scored.kept().ignored())
                .as("an ignored row is not bad as well")
                .isEqualTo(3);
        assertThat(scored.kept().bad()).isEqualTo(1);
        assertThat(scored.kept().total()).isEqualTo(MANY);
        assertThat(scored.labels())
                .isEqualTo(Arrays.stream(kept).map(r -> labels[r]).toArray());
        double[] expected =
                Scoring.of("msp", Arrays.stream(kept).mapToObj(r -> rows[r]).toArray(double[][]::new));
        assertThat(scored.confidence(MSP)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} threads")
    @ValueSource(ints = {1, 2, 5})
    void theLowestBadRowIsNamed(int threads) {
        double[][] rows = Scoring.rows(3, 9000, 3, 1);
        rows[8500][0] = Double.NaN;
        rows[3210][2] = Double.NEGATIVE_INFINITY;
        rows[3211][2] = Double.NaN;
        rows[5000][1] = 1e151;
        assertThatThrownBy(() -> score(rows, labels(3, 9000, 3), PLAN.withThreads(threads)))
                .isInstanceOf(InputException.class)
                .hasMessage(
                        "logits: row 3210 holds a logit that is NaN, infinite or beyond 1e150; mend the row or use --skip-bad-rows");
    }

    @Test
    void labelsMustBeClasses() {
        int[] labels = labels(3, 2000, 3);
        labels[1500] = 3;
        labels[1700] = 7;
        assertThatThrownBy(() -> score(Scoring.rows(3, 2000, 3, 1), labels, PLAN))
                .isInstanceOf(InputException.class)
                .hasMessage("labels: label 3 at row 1500 is not below the number of classes 3");
    }

    @ParameterizedTest(name = "{0} labels for 5 rows")
    @ValueSource(ints = {0, 4, 6})
    void rowsAndLabelsMustBeAsMany(int count) {
        assertThatThrownBy(() -> score(Scoring.rows(3, 5, 3, 1), new int[count], PLAN))
                .isInstanceOf(InputException.class)
                .hasMessage("labels: has " + count + " labels, but logits has 5 rows; give the labels of the same rows"
                        + " in the same order");
    }

    @Test
    void somethingMustBeLeft() {
        int[] ignored = {-1, -1, -1};
        assertThatThrownBy(() -> score(Scoring.rows(3, 3, 3, 1), ignored, PLAN))
                .hasMessage("logits: no row is left to measure on: all were ignored or skipped");
        assertThatThrownBy(() -> score(new double[0][], new int[0], ScoringPlan.of(List.of(MSP))))
                .hasMessageContaining("no row is left");
    }

    @Test
    @DisplayName("a row's key is its content and label, not its place")
    void keysAreContent() {
        double[][] rows = {{1, 2, 3}, {2, 1, 3}, {1, 2, 3}, {0, 1, -0.0}, {-0.0, 1, 0}, {1, 2, 3}};
        ScoredRows scored = score(rows, new int[] {0, 0, 0, 2, 2, 1}, PLAN);
        long[] content = scored.contents();
        long[] keys = scored.keys();
        assertThat(content[0]).isEqualTo(content[2]).isEqualTo(content[5]).isNotEqualTo(content[1]);
        assertThat(content[3]).as("0 and -0 are one number").isEqualTo(content[4]);
        assertThat(keys[0]).isEqualTo(keys[2]).isNotEqualTo(keys[5]);
        ScoredRows alone = score(new double[][] {{1, 2, 3}}, new int[] {1}, PLAN);
        assertThat(alone.keys()[0]).isEqualTo(keys[5]);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void properScoresAreWhatTheirDefinitionsSay(long seed) {
        double[][] rows = Scoring.rows(seed, 300, 6, 3);
        int[] labels = labels(seed, 300, 6);
        ScoredRows scored = score(rows, labels, ScoringPlan.of(List.of(NORM)).withProperScores());
        for (int r = 0; r < rows.length; r++) {
            double[] p = NaiveScores.softmax(rows[r], 1);
            assertThat(scored.logLosses()[r]).isCloseTo(-StrictMath.log(p[labels[r]]), within(1e-13));
            p[labels[r]] -= 1;
            double brier = Arrays.stream(p).map(x -> x * x).sum();
            assertThat(scored.briers()[r]).isCloseTo(brier, within(1e-14));
        }
    }

    @Test
    void logLossOfACertainMistakeIsTheMargin() {
        ScoredRows scored = score(new double[][] {{900, 0, -1}}, new int[] {2}, PLAN.withProperScores());
        assertThat(scored.logLosses()).containsExactly(901);
        assertThat(scored.briers()).containsExactly(2);
    }

    @Test
    void handsOutOnlyWhatWasComputed() {
        ScoredRows scored = score(Scoring.rows(1, 4, 3, 1), new int[4], PLAN);
        assertThat(scored.scores()).containsExactly(MSP, NORM);
        assertThat(scored.classes()).isEqualTo(3);
        assertThatThrownBy(() -> scored.confidence(LogitNorm.of(4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("logit-norm:p=4,centre=mean was not computed");
        assertThatThrownBy(scored::logLosses)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the plan keeps no proper scores");
        assertThatThrownBy(scored::briers).isInstanceOf(IllegalArgumentException.class);
        double[] own = scored.confidence(MSP);
        own[0] = 99;
        assertThat(scored.confidence(MSP)[0]).isNotEqualTo(99);
    }

    @Test
    void countsRowsThatLookOdd() {
        double[][] rows = {{2, 2, 2}, {.5, .25, .25}, {.5, .5, .25}, {1, -.5, .5}, {0, 0, 0}, {1, 1, 1}};
        ScoredRows scored = score(rows, new int[] {0, 1, 2, 0, 1, -1}, PLAN);
        assertThat(scored.flatRows()).isEqualTo(2);
        assertThat(scored.probabilityRows()).isEqualTo(1);
    }

    @Test
    void plansAreChecked() {
        assertThatThrownBy(() -> PLAN.withThreads(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("at least one thread is needed, not 0");
        assertThatThrownBy(() -> score(Scoring.rows(1, 4, 2, 1), new int[4], PLAN))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("logit-norm:p=5,centre=mean: cannot rank two classes");
    }
}
