package io.demur.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.demur.logits.InputException;
import io.demur.logits.LogitTile;
import io.demur.testing.Scoring;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreKernelTest {
    private static final List<Score> FOR_TWO_CLASSES = Stream.of(
                    "msp",
                    "entropy",
                    "softmax-margin",
                    "max-logit",
                    "logit-margin",
                    "gini",
                    "energy:T=0.5",
                    "energy:T=4",
                    "msp-temperature:T=0.7",
                    "msp-temperature:T=3",
                    "gen",
                    "gen:gamma=0.5,top=2",
                    "gen:gamma=1,top=7")
            .map(Score::parse)
            .toList();
    private static final List<Score> ALL = Stream.concat(
                    FOR_TWO_CLASSES.stream(),
                    Stream.of(
                                    "logit-norm:p=1",
                                    "logit-norm:p=2",
                                    "logit-norm:p=4",
                                    "logit-norm:p=4,centre=none",
                                    "logit-norm:p=5.25",
                                    "logit-norm:p=32",
                                    "logit-norm:p=33",
                                    "logit-norm:p=1,centre=none",
                                    "logit-norm:p=1.5,centre=none",
                                    "logit-margin-norm:p=1",
                                    "logit-margin-norm:p=3",
                                    "logit-margin-norm:p=6.5,centre=none")
                            .map(Score::parse))
            .toList();

    private static List<Score> scores(int classes) {
        return classes == 2 ? FOR_TWO_CLASSES : ALL;
    }

    @ParameterizedTest(name = "seed {0}: {1} rows of {2} classes, scale {3}")
    @CsvSource({"1, 50, 2, 3", "2, 50, 3, 0.1", "3, 50, 3, 4", "4, 40, 10, 8", "5, 10, 151, 2", "6, 5, 1000, 3"})
    void areWhatTheirDefinitionsSay(long seed, int n, int classes, double scale) {
        double[][] rows = Scoring.rows(seed, n, classes, scale);
        List<Score> scores = scores(classes);
        double[][] confidence = Scoring.all(scores, rows);
        for (int s = 0; s < scores.size(); s++) {
            for (int r = 0; r < n; r++) {
                double naive = NaiveScores.displayed(scores.get(s), rows[r]);
                assertThat(scores.get(s).display(confidence[s][r]))
                        .as("%s of row %s", scores.get(s), r)
                        .isCloseTo(naive, within(1e-12 * Math.max(1, Math.abs(naive))));
            }
        }
    }

    @ParameterizedTest(name = "seed {0}, {1} classes")
    @CsvSource({"1, 2", "2, 3", "3, 77", "4, 1000"})
    @DisplayName("a row's digits depend neither on its tile, nor its place, nor the other scores")
    void aRowStandsForItself(long seed, int classes) {
        double[][] rows = Scoring.rows(seed, 23, classes, 5);
        List<Score> scores = scores(classes);
        double[][] together = Scoring.all(scores, 23, rows);
        for (int capacity : new int[] {1, 7, 64}) {
            assertThat(Scoring.all(scores, capacity, rows)).isDeepEqualTo(together);
        }
        for (int s = 0; s < scores.size(); s++) {
            assertThat(Scoring.all(List.of(scores.get(s)), 5, rows)[0])
                    .as("%s alone", scores.get(s))
                    .isEqualTo(together[s]);
        }
    }

    @ParameterizedTest(name = "seed {0}: logits + {1}")
    @CsvSource({"1, 1000", "2, -7.3", "3, 0.1"})
    void aConstantAddedToARowChangesOnlyWhatLooksAtTheLevel(long seed, double constant) {
        double[][] rows = Scoring.rows(seed, 50, 9, 3);
        double[][] raised = Arrays.stream(rows)
                .map(row -> Arrays.stream(row).map(x -> x + constant).toArray())
                .toArray(double[][]::new);
        for (Score score : ALL) {
            double[] before = Scoring.all(List.of(score), rows)[0];
            double[] after = Scoring.all(List.of(score), raised)[0];
            if (score == PlainScore.MAX_LOGIT || score instanceof Energy) {
                assertThat(after[3]).isCloseTo(before[3] + constant, within(2e-12));
            } else if (score.toString().contains("centre=none")) {
                assertThat(Math.abs(after[3] - before[3])).isGreaterThan(1e-3);
            } else {
                assertThat(after).as(score.toString()).containsExactly(before, within(1e-12 * 40));
            }
        }
    }

    @ParameterizedTest(name = "times {0}")
    @ValueSource(doubles = {0x1p-40, 4, 0x1p200})
    void scalingByAPowerOfTwoChangesNoDigitOfANormalisedLogit(double factor) {
        expectScaleFree(factor, 0);
    }

    @ParameterizedTest(name = "times {0}")
    @ValueSource(doubles = {3.7, 1e-200, 1e140})
    void scalingChangesNoNormalisedLogit(double factor) {
        expectScaleFree(factor, 1e-13);
    }

    private static void expectScaleFree(double factor, double tolerance) {
        double[][] rows = Scoring.rows(8, 40, 6, 2);
        double[][] scaled = Arrays.stream(rows)
                .map(row -> Arrays.stream(row).map(x -> x * factor).toArray())
                .toArray(double[][]::new);
        List<Score> norms =
                ALL.stream().filter(s -> s.toString().contains("-norm")).toList();
        double[][] before = Scoring.all(norms, rows);
        double[][] after = Scoring.all(norms, scaled);
        for (int s = 0; s < norms.size(); s++) {
            assertThat(after[s]).as(norms.get(s).toString()).containsExactly(before[s], within(tolerance));
        }
    }

    @Test
    void flatRowsAreTheLeastConfident() {
        double[][] rows = {{.1, .1, .1}, {-7, -7, -7}, {0, 0, 0}, {1, .9, 1.1}};
        for (String norm : List.of("logit-norm:p=1", "logit-norm:p=2", "logit-norm:p=7.5", "logit-margin-norm:p=3")) {
            double[] kappa = Scoring.of(norm, rows);
            assertThat(kappa).startsWith(0, 0, 0);
            assertThat(kappa[3]).isPositive();
        }
        assertThat(Scoring.of("logit-norm:p=2,centre=none", rows)[2]).isZero();
        assertThat(Scoring.of("msp", rows)[1]).isCloseTo(-Math.log(2), within(1e-15));
        assertThat(Scoring.of("entropy", rows)[1]).isCloseTo(-Math.log(3), within(1e-15));
    }

    @Test
    void predictionIsTheLowestIndexAmongTheLargest() {
        LogitTile tile = new LogitTile(4, 3);
        tile.hold(0, 3);
        tile.putRow(0, new double[] {1, 3, 3, 2}, 0);
        tile.putRow(1, new double[] {0, -0.0, 0, -1}, 0);
        tile.putRow(2, new double[] {-5, -6, -7, -4}, 0);
        ScoreTile out = new ScoreTile(0, 3);
        new ScoreKernel(List.of(), tile).compute(tile, out);
        assertThat(out.prediction()).containsExactly(1, 0, 3);
    }

    @ParameterizedTest(name = "{0} classes")
    @ValueSource(ints = {2, 3, 4, 31, 32, 33, 64, 65, 200})
    @DisplayName(
            "the prediction is the first of the largest logits, and the margin what sorting gives, whatever the rows around hold")
    void predictsTheFirstLargest(int classes) {
        SplittableRandom random = new SplittableRandom(classes);
        LogitTile tile = new LogitTile(classes, 300);
        tile.hold(0, 300);
        int[] expected = new int[300];
        double[] margin = new double[300];
        double[] row = new double[classes];
        for (int r = 0; r < 300; r++) {
            for (int k = 0; r % 7 > 1 && k < classes; k++) {
                row[k] = random.nextInt(4) == 0 ? -0.0 : random.nextInt(-classes, r % 2 == 0 ? 1 : classes);
            }
            if (r % 11 == 10) {
                row[random.nextInt(classes)] = Double.NaN;
            }
            tile.putRow(r, row, 0);
            for (int k = 1; k < classes; k++) {
                expected[r] = row[k] > row[expected[r]] ? k : expected[r];
            }
            double[] sorted = Arrays.stream(row).sorted().toArray();
            margin[r] = sorted[classes - 1] - sorted[classes - 2];
        }
        ScoreTile out = new ScoreTile(1, 300);
        new ScoreKernel(List.of(PlainScore.LOGIT_MARGIN), tile).compute(tile, out);
        for (int r = 0; r < 300; r++) {
            assertThat(out.prediction()[r]).isBetween(0, classes - 1);
            if (out.finite(r)) {
                assertThat(out.prediction()[r]).as("row %s", r).isEqualTo(expected[r]);
                assertThat(out.confidence(0)[r]).isEqualTo(margin[r]);
            }
        }
    }

    @Test
    @DisplayName("the tile is after the scores what it was before")
    void leavesTheTileAsItIs() {
        LogitTile tile = new LogitTile(3, 4);
        double[][] rows = {{1, 5, 2}, {-0.0, 0, -3}, {Double.NaN, 1, 2}, {1, Double.POSITIVE_INFINITY, -800}};
        tile.hold(0, 4);
        for (int r = 0; r < 4; r++) {
            tile.putRow(r, rows[r], 0);
        }
        double[][] before = Stream.of(tile.values()).map(double[]::clone).toArray(double[][]::new);
        new ScoreKernel(ALL, tile).compute(tile, new ScoreTile(ALL.size(), 4));
        assertThat(Arrays.deepEquals(tile.values(), before)).isTrue();
    }

    @Test
    void rowsThatAreNotFiniteGetNaNAndSpoilNoOther() {
        double[][] rows = {
            {1, 2, 3},
            {1, Double.NaN, 2},
            {1, 0, Double.POSITIVE_INFINITY},
            {Double.NEGATIVE_INFINITY, 1, 2},
            {1, 2, 1.1e150},
            {3, 1, 0}
        };
        double[][] confidence = Scoring.all(ALL, rows);
        double[][] clean = Scoring.all(ALL, rows[0], rows[5]);
        for (int s = 0; s < ALL.size(); s++) {
            assertThat(Arrays.copyOfRange(confidence[s], 1, 5)).containsOnly(Double.NaN);
            assertThat(confidence[s][0]).isEqualTo(clean[s][0]);
            assertThat(confidence[s][5]).isEqualTo(clean[s][1]);
        }
    }

    @Test
    void twoClassesCannotBeRankedByANormalisedLogit() {
        for (String norm : List.of("logit-norm:p=5,centre=mean", "logit-margin-norm:p=2,centre=none")) {
            assertThatThrownBy(() -> Scoring.of(norm, new double[] {1, 2}))
                    .isInstanceOf(InputException.class)
                    .hasMessage(norm + ": cannot rank two classes: the centred, normalised maximum is the constant"
                            + " 2^(-1/p); use msp");
        }
        assertThat(Score.parse("msp").refusal(2)).isEmpty();
        assertThat(Score.parse("logit-norm").refusal(3)).isEmpty();
    }
}
