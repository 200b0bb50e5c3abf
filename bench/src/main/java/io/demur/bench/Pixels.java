package io.demur.bench;

import io.demur.evaluation.Evaluation;
import io.demur.evaluation.EvaluationPlan;
import io.demur.evaluation.Evaluator;
import io.demur.evaluation.ScoreEvaluation;
import io.demur.io.npy.Npy;
import io.demur.io.npy.NpyWriter;
import io.demur.logits.LogitTile;
import io.demur.logits.Logits;
import io.demur.metric.CurveMetric;
import io.demur.score.LogitNorm;
import io.demur.score.PlainScore;
import io.demur.score.Score;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Every pixel in fixed memory: pixels per second and core from a file of 19 classes, the curve and its metrics included,
 * for msp and for a norm, and then a
 * long stream with its time, the peak of the heap, and the width of the bounds. {@code --pixels=N} is the length of the
 * stream, {@code --threads=N} what it runs on.
 */
final class Pixels {
    private static final int SIDE = 512;
    private static final int IMAGES = 256;
    private static final int ROUNDS = 3;
    /** The norm runs on a part: what it costs per pixel is known by then. */
    private static final int SHORTER = 10;

    private Pixels() {}

    public static void main(String[] words) throws IOException {
        long pixels = number(words, "--pixels=", 100_000_000);
        int threads = (int) number(words, "--threads=", Runtime.getRuntime().availableProcessors());
        System.out.printf("Java %s, 19 classes%n", Runtime.version());
        file();
        stream(PlainScore.MSP, pixels, threads);
        stream(LogitNorm.of(5), pixels / SHORTER, threads);
    }

    private static long number(String[] words, String option, long otherwise) {
        for (String word : words) {
            if (word.startsWith(option)) {
                return Long.parseLong(word.substring(option.length()));
            }
        }
        return otherwise;
    }

    private static EvaluationPlan plan(Score score, int threads) {
        return EvaluationPlan.of(List.of(score))
                .with(EvaluationPlan.Mode.BOUNDED)
                .withThreads(threads);
    }

    /** From a file of 5.1 GB, which is written once and then lies in the page cache of most machines. */
    private static void file() throws IOException {
        Path file = Files.createTempFile(Path.of("bench", "target"), "pixels", ".npy");
        try {
            MadeUpPixels source = new MadeUpPixels((long) IMAGES * SIDE * SIDE, 1);
            write(source, file);
            rate(file, source, PlainScore.MSP);
            rate(file, source, LogitNorm.of(5));
        } finally {
            Files.delete(file);
        }
    }

    private static void rate(Path file, MadeUpPixels source, Score score) {
        double best = 0;
        for (int round = 0; round < ROUNDS; round++) {
            try (Logits logits = Npy.readLogits(file)) {
                long start = System.nanoTime();
                Evaluator.evaluate(logits, source, plan(score, 1));
                best = Math.max(best, (double) IMAGES * SIDE * SIDE / (System.nanoTime() - start) * 1e3);
            }
        }
        System.out.printf(Locale.ROOT, "%-14s from a file, one thread: %.1f million pixels/s%n", score, best);
    }

    /** Image by image in the order of the stream. */
    private static void write(MadeUpPixels source, Path file) {
        int plane = SIDE * SIDE;
        NpyWriter.writeFloats(
                file,
                sink -> {
                    Logits.Pass pass = source.pass();
                    LogitTile tile = new LogitTile(MadeUpPixels.CLASSES);
                    for (int image = 0; image < IMAGES; image++) {
                        float[] values = new float[MadeUpPixels.CLASSES * plane];
                        for (int row = 0; row < plane && pass.next(tile); row += tile.rows()) {
                            for (int k = 0; k < MadeUpPixels.CLASSES; k++) {
                                for (int r = 0; r < tile.rows(); r++) {
                                    values[k * plane + row + r] = (float) tile.value(r, k);
                                }
                            }
                        }
                        sink.accept(values);
                    }
                },
                IMAGES,
                MadeUpPixels.CLASSES,
                SIDE,
                SIDE);
    }

    private static void stream(Score score, long pixels, int threads) {
        MadeUpPixels source = new MadeUpPixels(pixels, 2);
        long start = System.nanoTime();
        Evaluation evaluation = Evaluator.evaluate(source, source, plan(score, threads));
        double seconds = (System.nanoTime() - start) / 1e9;
        ScoreEvaluation result = evaluation.scores().get(0);
        System.out.printf(
                Locale.ROOT,
                "%-14s %,d pixels on %d threads: %.0f s, %.1f million/s, error %.2f %%, aurc[mean] %.8f, width %.1e,"
                        + " peak of the heap %d MiB%n",
                score,
                pixels,
                threads,
                seconds,
                pixels / seconds / 1e6,
                100 * evaluation.error().value().get(),
                result.metric(CurveMetric.AURC).value().get(),
                result.metric(CurveMetric.AURC).bounds().width().orElse(0),
                peakMebibytes());
    }

    private static long peakMebibytes() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(pool -> pool.getType() == MemoryType.HEAP)
                        .map(MemoryPoolMXBean::getPeakUsage)
                        .mapToLong(usage -> usage.getUsed())
                        .sum()
                >> 20;
    }
}
