package io.demur.train.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.demur.evaluation.Evaluation;
import io.demur.evaluation.EvaluationPlan;
import io.demur.evaluation.Evaluator;
import io.demur.evaluation.ScoreEvaluation;
import io.demur.io.npy.Npy;
import io.demur.io.npy.NpyWriter;
import io.demur.logits.Logits;
import io.demur.metric.Bounds;
import io.demur.metric.CurveMetric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run whose parts have more pixels than are kept. */
class ResultOfPixelsTest {
    private static final int IMAGES = 17;
    private static final int SIDE = 512;
    private static final int CLASSES = 4;

    @TempDir
    Path run;

    private void write(String part, long seed) throws IOException {
        Files.createDirectories(run.resolve("logits"));
        Files.createDirectories(run.resolve("labels"));
        SplittableRandom random = new SplittableRandom(seed);
        int plane = SIDE * SIDE;
        float[] logits = new float[IMAGES * CLASSES * plane];
        byte[] labels = new byte[IMAGES * plane];
        for (int image = 0; image < IMAGES; image++) {
            for (int p = 0; p < plane; p++) {
                int truth = random.nextInt(CLASSES);
                double margin = 5 * random.nextDouble();
                for (int k = 0; k < CLASSES; k++) {
                    logits[(image * CLASSES + k) * plane + p] =
                            (float) (3 * random.nextDouble() + (k == truth ? margin : 0));
                }
                labels[image * plane + p] = (byte) (p % 50 == 0 ? 255 : truth);
            }
        }
        NpyWriter.writeFloats(RunFolder.logits(run, part + "-00000"), logits, IMAGES, CLASSES, SIDE, SIDE);
        NpyWriter.writeBytes(RunFolder.labels(run, part + "-00000"), labels, IMAGES, SIDE, SIDE);
    }

    @Test
    void asManyAsFitOnADiskAreMeasuredExactly() {
        assertThat(Result.mode(1 << 22)).isEqualTo(EvaluationPlan.Mode.EXACT);
        assertThat(Result.mode((1 << 22) + 1)).isEqualTo(EvaluationPlan.Mode.EXACT_ON_DISK);
        assertThat(Result.mode(233L * 360 * 480)).isEqualTo(EvaluationPlan.Mode.EXACT_ON_DISK);
        assertThat(Result.mode(500L * 1024 * 2048)).isEqualTo(EvaluationPlan.Mode.BOUNDED);
    }

    @Test
    @Tag("slow")
    void isMeasuredExactlyInFixedMemory() throws IOException {
        write("tune", 1);
        write("test", 2);
        Result result = Result.of(run, 2);
        assertThat(result.inFixedMemory()).isTrue();
        assertThat(result.norm()).isPresent();
        assertThat(result.fitted()).isEmpty();
        assertThat(result.evaluation().ignored()).isEqualTo(IMAGES * 5_243L);
        try (Logits logits = Npy.readLogits(RunFolder.logits(run, "test"))) {
            EvaluationPlan plan = result.evaluation().plan().with(EvaluationPlan.Mode.BOUNDED);
            Evaluation bounded = Evaluator.evaluate(logits, RunFolder.readLabels(run, "test", CLASSES), plan);
            for (ScoreEvaluation score : bounded.scores()) {
                Bounds bounds = score.metric(CurveMetric.AURC).bounds();
                Bounds exact = result.evaluation()
                        .score(score.score())
                        .metric(CurveMetric.AURC)
                        .bounds();
                assertThat(exact.width().orElseThrow()).isZero();
                assertThat(exact.lower().get())
                        .isBetween(bounds.lower().get() - 1e-12, bounds.upper().get() + 1e-12);
            }
            assertThat(ResultJson.ofPixels(result).path("meanIoU").asDouble())
                    .isEqualTo(bounded.classCounts()
                            .orElseThrow()
                            .meanIntersectionOverUnion()
                            .orElseThrow());
        }
    }
}
