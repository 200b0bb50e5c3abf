package io.demur.bench;

import io.demur.evaluation.Evaluation;
import io.demur.evaluation.EvaluationPlan;
import io.demur.evaluation.Evaluator;
import io.demur.logits.ArrayLogits;
import io.demur.logits.Labels;
import io.demur.logits.Logits;
import io.demur.score.PlainScore;
import io.demur.score.Score;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Bootstrap intervals for every number of an evaluation, in milliseconds: 50,000 rows, every processor. 0 resamples is
 * what scoring and metrics take without; a row has ten logits only, so that this stays small.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class BootstrapBenchmark {
    private static final int ROWS = 50_000;
    private static final int CLASSES = 10;

    @Param({"1", "17"})
    private int scores;

    @Param({"0", "1000"})
    private int resamples;

    private Logits logits;
    private Labels labels;
    private EvaluationPlan plan;

    @Setup
    public void prepare() {
        SampleRows rows = new SampleRows(CLASSES, 1);
        logits = ArrayLogits.of(rows.values(ROWS), CLASSES);
        labels = Labels.checked("labels", rows.labels(ROWS), CLASSES);
        List<Score> list = scores == 1 ? List.<Score>of(PlainScore.MSP) : EvaluationPlan.usualScores(CLASSES);
        plan = EvaluationPlan.of(list).withBootstrap(resamples, 1);
    }

    @Benchmark
    public Evaluation evaluate() {
        return Evaluator.evaluate(logits, labels, plan);
    }
}
