package io.demur.spark;

import static org.apache.spark.sql.functions.call_udf;
import static org.apache.spark.sql.functions.col;

import io.demur.evaluation.Evaluation;
import io.demur.evaluation.EvaluationPlan;
import io.demur.evaluation.EvaluationPlan.Mode;
import io.demur.evaluation.Evaluator;
import io.demur.io.json.EvaluatedModel;
import io.demur.io.json.EvaluationJson;
import io.demur.io.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;

/**
 * Evaluates on two executors in processes of their own, and, if it is told to, kills one of them while it reads:
 * {@code KillRun calm|kill MARKER CLASSES}. Prints how many executors were lost, and the result.
 */
final class KillRun {
    static final String CALM = "calm";
    static final String KILL = "kill";

    private static final long ROWS = 200_000;
    private static final long MIDDLE = 120_000;

    private KillRun() {}

    /** Says in a file which process is at the middle of the rows, and waits there to be killed, once. */
    private record Trap(String marker) implements UDF1<Long, Long> {
        @Override
        public Long call(Long id) throws IOException, InterruptedException {
            Path file = Path.of(marker);
            if (id == MIDDLE && !Files.exists(file)) {
                Path written = Files.writeString(
                        Path.of(marker + ".new"),
                        Long.toString(ProcessHandle.current().pid()));
                Files.move(written, file);
                Thread.sleep(60_000);
            }
            return id;
        }
    }

    public static void main(String[] words) throws InterruptedException {
        Path marker = Path.of(words[1] + ".pid");
        SparkSession session = SparkSession.builder()
                .master("local-cluster[2,1,1024]")
                .appName("kill")
                .config("spark.ui.enabled", false)
                .config("spark.driver.host", "localhost")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.executor.extraClassPath", words[2])
                .config("spark.default.parallelism", 4)
                .getOrCreate();
        AtomicInteger lost = new AtomicInteger();
        session.sparkContext().addSparkListener(new SparkListener() {
            @Override
            public void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
                lost.incrementAndGet();
            }
        });
        boolean kill = words[0].equals(KILL);
        session.udf().register("trap", new Trap(marker.toString()), DataTypes.LongType);
        Thread killer = new Thread(() -> kill(marker));
        if (kill) {
            killer.start();
        }
        Dataset<Row> ids = kill
                ? session.range(0, ROWS, 1, 4)
                        .select(call_udf("trap", col("id")).as("id"))
                : session.range(0, ROWS, 1, 4).toDF();
        Evaluation evaluation = evaluate(MadeUpRows.of(ids, 19));
        killer.join(60_000);
        System.out.println("executors lost: " + lost.get());
        System.out.println(
                Json.write(EvaluationJson.of("", List.of(EvaluatedModel.of("m", evaluation, List.of())), false)));
        session.stop();
    }

    private static Evaluation evaluate(Dataset<Row> table) {
        SparkRows rows =
                SparkRows.of("table", table, RowColumns.logits("logits").withLabel("label"));
        return Evaluator.evaluate(
                rows,
                EvaluationPlan.of(EvaluationPlan.usualScores(rows.classes())).with(Mode.BOUNDED));
    }

    private static void kill(Path marker) {
        try {
            while (!Files.exists(marker)) {
                Thread.sleep(50);
            }
            long pid = Long.parseLong(Files.readString(marker));
            ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
