package io.demur.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.demur.math.Interval;
import io.demur.metric.Bounds;
import io.demur.metric.CurveMetric;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often an analytic 95 % interval contains the value of the population that the sample was drawn from. */
class IntervalCoverageTest {
    private static final List<CurveMetric> METRICS = List.of(CurveMetric.AURC, CurveMetric.AUGRC, CurveMetric.AUROC);
    private static final int DRAWS = 2_000;

    @ParameterizedTest(name = "n={0} error={1} bend={2} levels={3} seed={4}")
    @CsvSource({
        "500, 0.1, 3, 0, 101",
        "500, 0.1, 3, 7, 102",
        "500, 0.3, 1, 0, 103",
        "500, 0.3, 1, 7, 104",
    })
    void coversInSmallSamples(int n, double error, double bend, int levels, long seed) {
        judge(new Population(error, bend, levels), n, seed);
    }

    @Tag("slow")
    @ParameterizedTest(name = "n={0} error={1} bend={2} levels={3} seed={4}")
    @CsvSource({
        "2000, 0.1, 3, 0, 111",
        "2000, 0.1, 3, 7, 112",
        "2000, 0.3, 1, 0, 113",
        "2000, 0.3, 1, 7, 114",
        "2000, 0.02, 2, 0, 115",
        "500, 0.3, 0.1, 0, 116",
    })
    void coversInLargerSamples(int n, double error, double bend, int levels, long seed) {
        judge(new Population(error, bend, levels), n, seed);
    }

    private static void judge(Population population, int n, long seed) {
        int[] covered = LongStream.range(0, DRAWS)
                .parallel()
                .mapToObj(draw -> RankedSamples.of(population.draw(n, random(seed, draw))))
                .map(sample -> METRICS.stream()
                        .mapToInt(metric -> interval(metric, sample).contains(population.value(metric)) ? 1 : 0)
                        .toArray())
                .reduce(new int[METRICS.size()], IntervalCoverageTest::sum);
        for (int m = 0; m < covered.length; m++) {
            double share = (double) covered[m] / DRAWS;
            System.out.printf("%s of %s, n=%d: covered in %.2f %%%n", METRICS.get(m), population, n, 100 * share);
            assertThat(share).as("%s of %s", METRICS.get(m), population).isBetween(0.93, 0.97);
        }
    }

    private static int[] sum(int[] a, int[] b) {
        return IntStream.range(0, a.length).map(i -> a[i] + b[i]).toArray();
    }

    private static SplittableRandom random(long seed, long draw) {
        return new SplittableRandom(seed * 1_000_003 + draw);
    }

    private static Interval interval(CurveMetric metric, RankedSamples ranked) {
        double error = ranked.standardError(metric).orElseThrow();
        Estimate estimate = Estimate.of(Bounds.exact(metric.of(ranked.curve())));
        return AnalyticInterval.around(estimate, error, 0.95, metric).interval().orElseThrow();
    }

    /** The truth that the tests above rest on, against a sample of 300,000. */
    @ParameterizedTest(name = "error={0} bend={1} levels={2} seed={3}")
    @CsvSource({"0.1, 3, 0, 121", "0.1, 3, 7, 122", "0.3, 1, 7, 123"})
    void knowsItsPopulation(double error, double bend, int levels, long seed) {
        Population population = new Population(error, bend, levels);
        RankedSamples sample = RankedSamples.of(population.draw(300_000, random(seed, 0)));
        for (CurveMetric metric : METRICS) {
            double standardError = sample.standardError(metric).orElseThrow();
            assertThat(metric.of(sample.curve()).get())
                    .as(metric.toString())
                    .isCloseTo(population.value(metric), within(4 * standardError));
        }
    }
}
