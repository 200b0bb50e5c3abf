package io.demur.bench;

import io.demur.logits.LogitTile;
import io.demur.score.LogitNorm;
import io.demur.select.Decider;
import io.demur.select.ModelIdentity;
import io.demur.select.Selector;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Deciding tiles by logit normalisation at 1,000 classes, in MB/s of the float32 file that the logits came from, on one
 * thread; without reading them.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@OperationsPerInvocation(DecideBenchmark.MEGABYTES)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class DecideBenchmark {
    static final int MEGABYTES = 4;

    private static final int CLASSES = 1000;
    private static final int TILES = 8;
    /** Eight tiles of 125 rows of 1,000 floats are four million bytes. */
    private static final int ROWS = MEGABYTES * 1_000_000 / Float.BYTES / CLASSES / TILES;

    @Param({"1", "5", "10"})
    private int p;

    private final LogitTile tile = Tiles.full(CLASSES, ROWS);
    private Decider decider;

    @Setup
    public void prepare() {
        Selector selector = Selector.uncertified(LogitNorm.of(p), 0.1, new ModelIdentity("bench", CLASSES, "float32"));
        decider = new Decider(selector, tile);
    }

    @Benchmark
    public Decider megabytesDecided() {
        for (int i = 0; i < TILES; i++) {
            decider.decide(tile, row -> 0);
        }
        return decider;
    }
}
