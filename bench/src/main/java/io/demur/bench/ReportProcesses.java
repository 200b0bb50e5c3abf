package io.demur.bench;

import io.demur.io.npy.NpyWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Whole processes that draw: what a page of 4 models and 12 scores on 50,000 rows of 100 classes adds to their evaluation,
 * how large it is, and the ranking map of a scene of 1,024 x 2,048 pixels and 19 classes. Started by
 * {@code ./dev bench report} in the root of the sources. The files are made once and kept in bench/target/report, about
 * 250 MB.
 */
final class ReportProcesses {
    private static final int MODELS = 4;
    private static final int ROWS = 50_000;
    private static final int CLASSES = 100;
    private static final String SCORES =
            "msp;entropy;softmax-margin;max-logit;logit-margin;energy:T=1;gini;logit-norm:p=2;"
                    + "logit-norm:p=3;logit-norm:p=5;logit-norm:p=7;logit-norm:p=9";
    private static final int HIGH = 1024;
    private static final int WIDE = 2048;
    private static final int SCENE_CLASSES = 19;
    private static final int ROUNDS = 5;
    private static final Path CACHE = Path.of("bench", "target", "report");

    private ReportProcesses() {}

    /** Runs everything. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path page = CACHE.resolve("report.html");
        List<String> evaluation = evaluation();
        List<String> report = new ArrayList<>(evaluation);
        report.addAll(List.of("--html", page.toString()));
        Timed alone = timed("evaluate 4 models, 12 scores, 50,000 rows, K = 100", evaluation);
        Timed drawn = timed("the same with --html", report);
        Timed map = timed("map, 1,024 x 2,048 pixels, K = 19", map());
        System.out.printf("%-52s %7s %7s %7s%n", "wall seconds of whole processes", "min", "median", "max");
        Timed.inTurn(ROUNDS, List.of(alone, drawn, map));
        List.of(alone, drawn, map).forEach(System.out::println);
        System.out.printf(
                Locale.ROOT,
                "the page adds %.3f s (medians) and has %,d bytes%n",
                drawn.median() - alone.median(),
                Files.size(page));
    }

    private static Timed timed(String title, List<String> command) {
        return new Timed(title, command, Map.of());
    }

    private static List<String> evaluation() throws IOException {
        Path labels = CACHE.resolve("labels.npy");
        List<String> command = new ArrayList<>(List.of("./demur", "evaluate", "--quiet", "--scores", SCORES));
        for (int m = 1; m <= MODELS; m++) {
            Path logits = CACHE.resolve("model" + m + ".npy");
            // The seed draws the labels too, so models of the same rows differ in their scales alone.
            new LogitsMaker(ROWS, CLASSES, new SampleRows(CLASSES, 1, 0.1 * m)).makeOnce(logits, labels);
            command.add("model " + m + "=" + logits);
        }
        command.add(labels.toString());
        return command;
    }

    /** The scene class by class, as networks for segmentation give it. */
    private static List<String> map() throws IOException {
        Path scene = CACHE.resolve("scene.npy");
        Path truth = CACHE.resolve("truth.npy");
        int pixels = HIGH * WIDE;
        if (!Files.exists(scene)) {
            System.err.println("making " + scene + " (once)");
            SampleRows source = new SampleRows(SCENE_CLASSES, 1);
            float[] row = new float[SCENE_CLASSES];
            float[] planes = new float[SCENE_CLASSES * pixels];
            byte[] labels = new byte[pixels];
            for (int p = 0; p < pixels; p++) {
                labels[p] = (byte) source.fill(p, row, 0);
                for (int k = 0; k < SCENE_CLASSES; k++) {
                    planes[k * pixels + p] = row[k];
                }
            }
            NpyWriter.writeBytes(truth, labels, HIGH, WIDE);
            NpyWriter.writeFloats(scene, planes, SCENE_CLASSES, HIGH, WIDE);
        }
        String sheet = CACHE.resolve("map.png").toString();
        return List.of("./demur", "map", "scene=" + scene, truth.toString(), "--errors-only", "-o", sheet, "--quiet");
    }
}
