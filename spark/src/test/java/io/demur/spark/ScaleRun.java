package io.demur.spark;

import io.demur.evaluation.Evaluation;
import io.demur.evaluation.EvaluationPlan;
import io.demur.evaluation.EvaluationPlan.Mode;
import io.demur.evaluation.Evaluator;
import io.demur.metric.CurveMetric;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Measures an evaluation in bounded mode: {@code ScaleRun CORES TABLE...}, where a table is a number of rows made up inside
 * Spark, a Parquet file, or {@code ROWS>FILE}, which writes that many rows into the file and measures nothing. Of each
 * table it prints the seconds, rows per second, and the bytes that tasks handed on.
 */
final class ScaleRun {
    private static final int CLASSES = 19;
    private static final int PARTITIONS = 8;

    private ScaleRun() {}

    public static void main(String[] words) {
        SparkSession session = SparkSession.builder()
                .master("local[" + words[0] + "]")
                .appName("scale")
                .config("spark.ui.enabled", false)
                .config("spark.driver.host", "localhost")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .getOrCreate();
        AtomicLong shuffled = new AtomicLong();
        session.sparkContext().addSparkListener(new SparkListener() {
            @Override
            public void onTaskEnd(SparkListenerTaskEnd end) {
                shuffled.addAndGet(end.taskMetrics().shuffleWriteMetrics().bytesWritten());
            }
        });
        measure(session, MadeUpRows.table(session, 100_000, CLASSES, PARTITIONS), "warm-up", shuffled);
        Arrays.stream(words).skip(1).forEach(word -> one(session, word, shuffled));
        session.stop();
    }

    private static void one(SparkSession session, String word, AtomicLong shuffled) {
        int arrow = word.indexOf('>');
        if (arrow >= 0) {
            long rows = Long.parseLong(word.substring(0, arrow));
            MadeUpRows.table(session, rows, CLASSES, PARTITIONS)
                    .write()
                    .mode("overwrite")
                    .parquet(word.substring(arrow + 1));
        } else if (word.chars().allMatch(Character::isDigit)) {
            measure(session, MadeUpRows.table(session, Long.parseLong(word), CLASSES, PARTITIONS), word, shuffled);
        } else {
            measure(session, session.read().parquet(word), word, shuffled);
        }
    }

    private static void measure(SparkSession session, Dataset<Row> table, String name, AtomicLong shuffled) {
        shuffled.set(0);
        long start = System.nanoTime();
        SparkRows rows = SparkRows.of(name, table, RowColumns.logits("logits").withLabel("label"));
        EvaluationPlan plan =
                EvaluationPlan.of(EvaluationPlan.usualScores(CLASSES)).with(Mode.BOUNDED);
        Evaluation evaluation = Evaluator.evaluate(rows, plan);
        double seconds = (System.nanoTime() - start) * 1e-9;
        System.out.printf(
                Locale.ROOT,
                "%s: %,d rows x %d, %s: %.1f s, %,.0f rows/s, shuffled %,d bytes, aurc[mean] of msp %s%n",
                session.sparkContext().master(),
                evaluation.samples(),
                CLASSES,
                name,
                seconds,
                evaluation.samples() / seconds,
                shuffled.get(),
                evaluation.scores().get(0).metric(CurveMetric.AURC).bounds());
    }
}
