package io.demur.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.demur.evaluation.Diagnoser;
import io.demur.evaluation.DiagnosisPlan;
import io.demur.io.npy.Npy;
import io.demur.logits.ArrayLogits;
import io.demur.logits.Labels;
import io.demur.logits.LogitTile;
import io.demur.logits.Logits;
import io.demur.smoothing.Diagnosis;
import io.demur.smoothing.Diagnosis.Verdict;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * How often the diagnosis is right on trained models whose alpha is known, on all their rows and on random parts of them:
 * the measure by which its thresholds are set. Models are all files {@code [NAME_]alphaNN_SPLIT_logits.npy} with
 * {@code SPLIT_labels.npy} beside them, alpha being NN hundredths, in any folder below {@code reference-logits} of
 * DEMUR_DATA and below those that DEMUR_MODELS lists.
 */
@Tag("slow")
class DiagnosisRatesTest {
    private static final Pattern NAME = Pattern.compile("(?:.*_)?alpha(\\d+)_([A-Za-z0-9]+)_logits\\.npy");
    private static final int[] SIZES = {250, 500, 1_000};
    private static final int DRAWS = 20;
    private static final DiagnosisPlan PLAN = DiagnosisPlan.usual().withResamples(0, 1);

    /** A model's rows in memory. */
    private record Trained(Path file, int alpha, List<double[]> rows, List<Integer> labels) {
        Diagnosis diagnose(int... positions) {
            double[][] some = IntStream.of(positions).mapToObj(rows::get).toArray(double[][]::new);
            int[] truth = IntStream.of(positions).map(labels::get).toArray();
            return Diagnoser.diagnose(ArrayLogits.of(some), Labels.of(truth), PLAN);
        }
    }

    /** Verdicts by alpha and number of rows; the number 0 stands for all rows. */
    private final Map<Integer, Map<Integer, Map<Verdict, Integer>>> counts = new TreeMap<>();

    @Test
    void falseAlarmsAreRareAndSmoothingIsFound() throws IOException {
        List<Trained> models = models();
        assumeTrue(!models.isEmpty(), "neither DEMUR_DATA nor DEMUR_MODELS has logits of trained models");
        for (Trained model : models) {
            Diagnosis whole =
                    model.diagnose(IntStream.range(0, model.labels().size()).toArray());
            count(model.alpha(), 0, whole.verdict());
            System.out.printf("%s: %s %s%n", model.file(), whole.verdict(), whole.reasons());
            for (int size : SIZES) {
                for (int draw = 0; draw < DRAWS && size < model.labels().size(); draw++) {
                    int[] part = part(model.labels().size(), size, draw);
                    count(model.alpha(), size, model.diagnose(part).verdict());
                }
            }
        }
        counts.forEach((alpha, sizes) -> sizes.forEach((size, verdicts) ->
                System.out.printf("alpha 0.%02d, %s rows: %s%n", alpha, size == 0 ? "all" : size, verdicts)));
        assertThat(share(0, Verdict.BROKEN_BY_SMOOTHING)).as("false alarms").isLessThanOrEqualTo(0.05);
        for (int alpha : counts.keySet()) {
            if (alpha > 0) {
                assertThat(share(alpha, Verdict.FINE)).as("missed at " + alpha).isLessThanOrEqualTo(0.05);
                assertThat(counts.get(alpha).get(0)).as("found on all rows").containsKey(Verdict.BROKEN_BY_SMOOTHING);
            }
        }
    }

    private void count(int alpha, int size, Verdict verdict) {
        counts.computeIfAbsent(alpha, a -> new TreeMap<>())
                .computeIfAbsent(size, s -> new EnumMap<>(Verdict.class))
                .merge(verdict, 1, Integer::sum);
    }

    private double share(int alpha, Verdict verdict) {
        Map<Integer, Map<Verdict, Integer>> sizes = counts.getOrDefault(alpha, Map.of());
        int all = 0;
        int these = 0;
        for (Map<Verdict, Integer> verdicts : sizes.values()) {
            all += verdicts.values().stream().mapToInt(i -> i).sum();
            these += verdicts.getOrDefault(verdict, 0);
        }
        return all == 0 ? 0 : (double) these / all;
    }

    /** A random part of the rows without repetition. */
    private static int[] part(int rows, int size, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] order = IntStream.range(0, rows).toArray();
        for (int i = 0; i < size; i++) {
            int j = i + random.nextInt(rows - i);
            int swap = order[i];
            order[i] = order[j];
            order[j] = swap;
        }
        return IntStream.range(0, size).map(i -> order[i]).toArray();
    }

    private static List<Trained> models() throws IOException {
        List<Path> roots = new ArrayList<>();
        if (System.getenv("DEMUR_DATA") != null) {
            roots.add(Path.of(System.getenv("DEMUR_DATA"), "reference-logits"));
        }
        if (System.getenv("DEMUR_MODELS") != null) {
            Stream.of(System.getenv("DEMUR_MODELS").split(File.pathSeparator, -1))
                    .map(Path::of)
                    .forEach(roots::add);
        }
        List<Trained> models = new ArrayList<>();
        for (Path root : roots) {
            if (Files.isDirectory(root)) {
                try (Stream<Path> files = Files.walk(root)) {
                    files.sorted().forEach(file -> read(file, models));
                }
            }
        }
        return models;
    }

    private static void read(Path file, List<Trained> models) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        Path labels = name.matches() ? file.resolveSibling(name.group(2) + "_labels.npy") : file;
        if (!name.matches() || !Files.exists(labels)) {
            return;
        }
        try (Logits logits = Npy.readLogits(file)) {
            List<double[]> rows = new ArrayList<>();
            LogitTile tile = new LogitTile(logits.classes());
            Logits.Pass pass = logits.pass();
            while (pass.next(tile)) {
                for (int r = 0; r < tile.rows(); r++) {
                    int row = r;
                    rows.add(IntStream.range(0, logits.classes())
                            .mapToDouble(k -> tile.value(row, k))
                            .toArray());
                }
            }
            int[] truth = new int[rows.size()];
            Npy.readLabels(labels, logits.classes()).read(0, truth.length, truth);
            models.add(new Trained(
                    file,
                    Integer.parseInt(name.group(1)),
                    rows,
                    IntStream.of(truth).boxed().toList()));
        }
    }
}
