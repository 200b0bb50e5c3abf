package io.demur.cli;

import io.demur.io.npy.NpyWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Runs every command once on a few made-up rows and throws the output away: the launcher does so when it records which
 * classes to keep in the archive from which Java starts fast.
 */
final class Rehearsal {
    private static final int ROWS = 400;
    private static final int CLASSES = 4;
    private static final double BONUS = 3;

    private Rehearsal() {}

    /** Needs no arguments; whatever fails here would only make later starts slower. */
    public static void main(String[] args) throws IOException {
        Demur.tameThreads();
        Path folder = Files.createTempDirectory("demur-rehearsal");
        String logits = folder.resolve("logits.npy").toString();
        String labels = folder.resolve("labels.npy").toString();
        String selector = folder.resolve("selector.json").toString();
        write(Path.of(logits), Path.of(labels));
        List<String[]> commands = List.of(
                new String[] {"--help"},
                new String[] {"demo"},
                new String[] {"evaluate", logits, labels},
                new String[] {
                    "evaluate",
                    logits,
                    labels,
                    "--json",
                    folder.resolve("evaluation.json").toString()
                },
                new String[] {"fit", logits, labels, "--max-risk", "0.5", "-o", selector},
                new String[] {"decide", selector, logits},
                new String[] {"check", selector, logits, labels},
                new String[] {"compare", "A=" + logits, "B=" + logits, labels},
                new String[] {"evaluate", "--help"});
        for (String[] command : commands) {
            Demur.run(command, OutputStream.nullOutputStream(), OutputStream.nullOutputStream());
        }
        for (String file : List.of(
                logits, labels, selector, folder.resolve("evaluation.json").toString())) {
            Files.deleteIfExists(Path.of(file));
        }
        Files.delete(folder);
    }

    private static void write(Path logits, Path labels) {
        SplittableRandom random = new SplittableRandom(1);
        double[] values = new double[ROWS * CLASSES];
        long[] truth = new long[ROWS];
        for (int r = 0; r < ROWS; r++) {
            truth[r] = random.nextInt(CLASSES);
            for (int k = 0; k < CLASSES; k++) {
                values[r * CLASSES + k] = random.nextDouble(-BONUS, BONUS) + (k == truth[r] ? BONUS : 0);
            }
        }
        NpyWriter.writeFloats(logits, values, ROWS, CLASSES);
        NpyWriter.writeLongs(labels, truth, ROWS);
    }
}
