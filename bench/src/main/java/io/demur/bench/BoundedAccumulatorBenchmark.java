package io.demur.bench;

import io.demur.logits.LogitTile;
import io.demur.metric.BoundedAccumulator;
import io.demur.score.PlainScore;
import io.demur.score.ScoreKernel;
import io.demur.score.ScoreTile;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Segmentation in fixed memory: pixels per second at 19 classes on one thread, counted only, and scored by msp and then
 * counted.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@OperationsPerInvocation(BoundedAccumulatorBenchmark.PIXELS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class BoundedAccumulatorBenchmark {
    static final int PIXELS = 1024;

    private static final int CLASSES = 19;

    private final LogitTile tile = Tiles.full(CLASSES, PIXELS);
    private final ScoreKernel kernel = new ScoreKernel(List.of(PlainScore.MSP), tile);
    private final ScoreTile scored = new ScoreTile(1, PIXELS);
    private final long[] labels = new SampleRows(CLASSES, 1).labels(PIXELS);
    private final BoundedAccumulator accumulator = new BoundedAccumulator();

    @Setup
    public void score() {
        kernel.compute(tile, scored);
    }

    @Benchmark
    public BoundedAccumulator pixelsCounted() {
        double[] confidence = scored.confidence(0);
        for (int r = 0; r < PIXELS; r++) {
            accumulator.add(confidence[r], scored.prediction()[r] == labels[r] ? 0 : 1);
        }
        return accumulator;
    }

    @Benchmark
    public BoundedAccumulator pixelsScoredAndCounted() {
        kernel.compute(tile, scored);
        return pixelsCounted();
    }
}
