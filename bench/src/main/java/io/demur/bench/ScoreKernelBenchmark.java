package io.demur.bench;

import io.demur.evaluation.EvaluationPlan;
import io.demur.logits.LogitTile;
import io.demur.score.PlainScore;
import io.demur.score.Score;
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
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Scoring one row, in nanoseconds: msp alone, and all scores worth a look. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(ScoreKernelBenchmark.ROWS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class ScoreKernelBenchmark {
    /** The largest capacity of a tile, and a multiple of every other. */
    static final int ROWS = 1024;

    @Param({"50", "1000"})
    private int classes;

    @Param({"msp", "usual"})
    private String scores;

    private LogitTile tile;
    private ScoreKernel kernel;
    private ScoreTile scored;

    @Setup
    public void prepare() {
        List<Score> list =
                scores.equals("usual") ? EvaluationPlan.usualScores(classes) : List.<Score>of(PlainScore.MSP);
        tile = Tiles.full(classes);
        kernel = new ScoreKernel(list, tile);
        scored = new ScoreTile(list.size(), tile.capacity());
    }

    @Benchmark
    public ScoreTile row() {
        for (int done = 0; done < ROWS; done += tile.rows()) {
            kernel.compute(tile, scored);
        }
        return scored;
    }
}
