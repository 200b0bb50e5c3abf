package io.demur.bench;

import io.demur.metric.CoverageAtRisk;
import io.demur.metric.CurveMetric;
import io.demur.metric.Ranking;
import io.demur.metric.RiskAtCoverage;
import io.demur.metric.RiskCoverageCurve;
import io.demur.metric.ScoredLosses;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** The curve of 50,000 ranked samples and every number that is read from it, in milliseconds; without the sort. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class CurveMetricsBenchmark {
    private static final int SAMPLES = 50_000;

    private ScoredLosses samples;
    private Ranking ranking;

    @Setup
    public void rank() {
        SplittableRandom random = new SplittableRandom(1);
        double[] confidence = random.doubles(SAMPLES).toArray();
        double[] loss = new double[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            loss[i] = random.nextDouble() < 0.5 * (1 - confidence[i]) ? 1 : 0;
        }
        samples = ScoredLosses.of(confidence, loss);
        ranking = samples.ranking();
    }

    @Benchmark
    public void curveAndMetrics(Blackhole read) {
        RiskCoverageCurve curve = RiskCoverageCurve.of(ranking, samples);
        for (CurveMetric metric : CurveMetric.values()) {
            read.consume(metric.of(curve));
        }
        read.consume(CoverageAtRisk.of(curve, 0.01));
        read.consume(CoverageAtRisk.of(curve, 0.05));
        read.consume(RiskAtCoverage.of(curve, 0.8));
    }
}
