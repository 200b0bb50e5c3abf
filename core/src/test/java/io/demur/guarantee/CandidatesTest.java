package io.demur.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.demur.logits.InputException;
import io.demur.metric.ScoredLosses;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CandidatesTest {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    @Test
    void midpointsOfFewConfidencesAndAcceptAll() {
        Candidates candidates = Candidates.from(
                new Rows().block(0.25, 1, 2).block(0.75, 3, 0).block(0.5, 2, 1).sample());
        assertThat(thresholds(candidates)).containsExactly(0.625, 0.375, Candidates.ACCEPT_ALL);
        assertThat(accepted(candidates)).containsExactly(3, 6, 9);
        assertThat(candidates.tuning().lossSum(1)).isEqualTo(1);
        assertThat(candidates.tuning().lossSum(2)).isEqualTo(3);
        assertThat(candidates.test()).isEqualTo(RiskTest.EXACT_BINOMIAL);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void manyConfidencesAreSpreadEvenlyOverCoverage(long seed) {
        int n = 20_100;
        SplittableRandom random = new SplittableRandom(seed);
        ScoredLosses tuning = ScoredLosses.of(random.doubles(n).toArray(), new double[n]);
        long[] expected = IntStream.rangeClosed(1, 201).mapToLong(j -> 100L * j).toArray();
        assertThat(accepted(Candidates.from(tuning))).containsExactly(expected);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void tiesAreNeverSplitAndNoTuningConfidenceIsAThreshold(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] scores = IntStream.range(0, 5000)
                .mapToDouble(
                        i -> random.nextBoolean() ? random.nextInt(30) : Math.round(random.nextDouble() * 4000) / 100.0)
                .toArray();
        Candidates candidates = Candidates.from(ScoredLosses.of(scores, new double[scores.length]));
        assertThat(candidates.size()).isLessThanOrEqualTo(Candidates.MOST + 1);
        assertThat(thresholds(candidates)).doesNotContain(scores);
        for (int i = 0; i < candidates.size(); i++) {
            double threshold = candidates.threshold(i);
            long above = Arrays.stream(scores).filter(s -> s >= threshold).count();
            assertThat(candidates.tuning().accepted(i)).isEqualTo(above);
            assertThat(i == 0 || threshold < candidates.threshold(i - 1)).isTrue();
        }
    }

    @Test
    void infinitiesAndExtremesGiveFiniteThresholds() {
        double[] scores = {INFINITY, Double.MAX_VALUE, 1, -Double.MAX_VALUE, -INFINITY};
        Candidates candidates = Candidates.from(ScoredLosses.of(scores, new double[5]));
        assertThat(DoubleStream.of(thresholds(candidates))).allMatch(Double::isFinite);
        assertThat(accepted(candidates)).containsExactly(2, 3, 4);
    }

    @Test
    void adjacentDoublesGiveTheUpperOne() {
        double upper = Math.nextUp(0.7);
        assertThat(TuningScores.midpoint(0.7, upper)).isEqualTo(upper);
        assertThat(TuningScores.midpoint(0.0, Double.MIN_VALUE)).isEqualTo(Double.MIN_VALUE);
        assertThat(TuningScores.midpoint(Double.MAX_VALUE, INFINITY)).isNaN();
        assertThat(TuningScores.midpoint(-0.0, 0.0)).isNaN();
        assertThat(TuningScores.midpoint(-INFINITY, -Double.MAX_VALUE)).isEqualTo(-Double.MAX_VALUE);
        assertThat(TuningScores.midpoint(-Double.MAX_VALUE, Double.MAX_VALUE)).isZero();
    }

    @Test
    void oneSampleOrOneConfidenceLeavesAcceptAll() {
        assertThat(thresholds(Candidates.from(new Rows().block(3, 1, 0).sample())))
                .containsExactly(Candidates.ACCEPT_ALL);
        assertThat(thresholds(Candidates.from(new Rows().block(-INFINITY, 5, 5).sample())))
                .containsExactly(Candidates.ACCEPT_ALL);
    }

    @Test
    void thresholdsOfTheCallerAreSortedAndChecked() {
        Candidates candidates = Candidates.of(RiskTest.EXACT_BINOMIAL, 0.2, 0.9, 0.2, 0.5);
        assertThat(thresholds(candidates)).containsExactly(0.9, 0.5, 0.2);
        assertThat(candidates.tuning().samples()).isZero();
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> Candidates.of(RiskTest.EXACT_BINOMIAL, 0.1, INFINITY))
                .withMessageContaining("Infinity");
        assertThatExceptionOfType(InputException.class).isThrownBy(() -> Candidates.of(RiskTest.EXACT_BINOMIAL));
    }

    @Test
    void fractionalLossesNeedTheirTest() {
        ScoredLosses fractional = new Rows().rows(0.5, 0.3, 4).sample();
        assertThat(Candidates.from(fractional).test()).isEqualTo(RiskTest.HOEFFDING_BENTKUS);
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> Candidates.from(fractional, RiskTest.EXACT_BINOMIAL))
                .withMessageContaining("tuning losses");
        Candidates candidates = Candidates.from(new Rows().block(0.5, 3, 1).sample());
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() ->
                        FixedSequence.DEFAULT.certify(candidates, fractional, MaxRisk.of(0.1), Confidence.of(0.9)))
                .withMessageContaining("certification losses");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {5, 6, 7})
    void blocksCountedApartAreOnePass(long seed) {
        Population population =
                new Population(Population.Loss.FRACTIONS, Population.smooth(0.6, 0.2), Population.atom(0.4, 0.1));
        SplittableRandom random = new SplittableRandom(seed);
        Candidates candidates = Candidates.from(population.draw(700, random));
        ScoredLosses one = population.draw(311, random);
        ScoredLosses two = population.draw(77, random);
        ThresholdCounts joined = ThresholdCounts.of(candidates, one).plus(ThresholdCounts.of(candidates, two));
        ThresholdCounts whole = ThresholdCounts.of(candidates, Rows.permuted(concatenated(one, two), seed));
        assertThat(joined.samples()).isEqualTo(388);
        for (int i = 0; i < candidates.size(); i++) {
            assertThat(joined.accepted(i)).isEqualTo(whole.accepted(i));
            assertThat(joined.lossSum(i)).isEqualTo(whole.lossSum(i));
        }
    }

    private static ScoredLosses concatenated(ScoredLosses a, ScoredLosses b) {
        DoubleStream confidence = DoubleStream.concat(
                IntStream.range(0, a.size()).mapToDouble(a::confidence),
                IntStream.range(0, b.size()).mapToDouble(b::confidence));
        DoubleStream loss = DoubleStream.concat(
                IntStream.range(0, a.size()).mapToDouble(a::loss),
                IntStream.range(0, b.size()).mapToDouble(b::loss));
        return ScoredLosses.of(confidence.toArray(), loss.toArray());
    }

    private static double[] thresholds(Candidates candidates) {
        return IntStream.range(0, candidates.size())
                .mapToDouble(candidates::threshold)
                .toArray();
    }

    private static long[] accepted(Candidates candidates) {
        return IntStream.range(0, candidates.size())
                .mapToLong(candidates.tuning()::accepted)
                .toArray();
    }
}
