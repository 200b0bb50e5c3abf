package io.demur.bench;

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

/**
 * The floor under every per-row score: reading one row of logits once.
 *
 * <p>A score cannot be faster than this; how far above it a score lies is what its own arithmetic costs.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FloorBenchmark {

    private static final int CLASSES = 77;

    private final float[] row = new float[CLASSES];

    @Setup
    public void fillRow() {
        SplittableRandom random = new SplittableRandom(1);
        for (int k = 0; k < CLASSES; k++) {
            row[k] = (float) random.nextDouble(-10, 10);
        }
    }

    @Benchmark
    public float maxOfOneRow() {
        float max = Float.NEGATIVE_INFINITY;
        for (float logit : row) {
            max = Math.max(max, logit);
        }
        return max;
    }
}
