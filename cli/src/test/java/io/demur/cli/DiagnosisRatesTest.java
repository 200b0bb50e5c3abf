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
import io.demur.math.ClopperPearson;
import io.demur.math.Interval;
import io.demur.smoothing.Diagnosis;
import io.demur.smoothing.Diagnosis.Verdict;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * How often the diagnosis is right on trained models whose alpha is known, on all their rows and on random parts of them:
 * the measure by which its thresholds are set. Models are the finished runs in any folder below those that DEMUR_MODELS
 * lists, and below {@code reference-logits} of DEMUR_DATA all files {@code alphaNN_SPLIT_logits.npy} with
 * {@code SPLIT_labels.npy} beside them, alpha being NN hundredths.
 */
@Tag("slow")
class DiagnosisRatesTest {
    private static final Pattern NAME = Pattern.compile("(?:.*_)?alpha(\\d+)_([A-Za-z0-9]+)_logits\\.npy");
    private static final Pattern ALPHA = Pattern.compile("(?m)^  alpha: ([0-9.]+)$");
    private static final int[] SIZES = {250, 500, 1_000, 2_000};
    private static final int DRAWS = 2;
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
        List<Path> files = models();
        assumeTrue(!files.isEmpty(), "neither DEMUR_DATA nor DEMUR_MODELS has logits of trained models");
        files.forEach(this::measure);
        counts.forEach((alpha, sizes) -> sizes.forEach((size, verdicts) -> {
            long all = verdicts.values().stream().mapToInt(i -> i).sum();
            String rates = Stream.of(Verdict.values())
                    .filter(verdicts::containsKey)
                    .map(verdict -> verdict + " " + rate(all, verdicts.get(verdict)))
                    .collect(Collectors.joining(", "));
            System.out.printf(Locale.ROOT, "alpha 0.%02d, %s rows: %s%n", alpha, size == 0 ? "all" : size, rates);
        }));
        for (int size : new int[] {0, 2_000}) {
            assertThat(share(0, size)).as("false alarms").isLessThanOrEqualTo(0.05);
            for (int alpha : counts.keySet()) {
                if (alpha >= 20) {
                    assertThat(share(alpha, size)).as("found at " + alpha).isGreaterThanOrEqualTo(0.9);
                }
            }
        }
    }

    /** Out of how many, and the exact 95 % interval. */
    private static String rate(long all, long hits) {
        Interval interval = ClopperPearson.interval(all, hits, 0.95);
        return String.format(
                Locale.ROOT, "%d/%d (%.1f-%.1f %%)", hits, all, 100 * interval.lower(), 100 * interval.upper());
    }

    private void measure(Path file) {
        Trained model = read(file);
        int rows = model.labels().size();
        Diagnosis whole = model.diagnose(IntStream.range(0, rows).toArray());
        count(model.alpha(), 0, whole.verdict());
        System.out.printf(
                Locale.ROOT,
                "%s: alpha 0.%02d, %s, log-odds %s, %s%n",
                file,
                model.alpha(),
                whole.verdict(),
                whole.evidence()
                        .labelled()
                        .map(l -> String.format(
                                Locale.ROOT, "%.3f", l.odds().value().number().orElse(Double.NaN)))
                        .orElse("-"),
                whole.reasons());
        for (int size : SIZES) {
            for (int draw = 0; draw < DRAWS && size < rows; draw++) {
                count(
                        model.alpha(),
                        size,
                        model.diagnose(part(rows, size, draw)).verdict());
            }
        }
    }

    private void count(int alpha, int size, Verdict verdict) {
        counts.computeIfAbsent(alpha, a -> new TreeMap<>())
                .computeIfAbsent(size, s -> new EnumMap<>(Verdict.class))
                .merge(verdict, 1, Integer::sum);
    }

    /** How many are called broken by smoothing, judged by as many rows; 0 stands for all of them. */
    private double share(int alpha, int size) {
        Map<Verdict, Integer> verdicts = counts.getOrDefault(alpha, Map.of()).getOrDefault(size, Map.of());
        int all = verdicts.values().stream().mapToInt(i -> i).sum();
        int found = verdicts.getOrDefault(Verdict.BROKEN_BY_SMOOTHING, 0);
        // Where no model has more rows than that, nothing is claimed.
        return all == 0 ? alpha == 0 ? 0 : 1 : (double) found / all;
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

    /** The files of logits. */
    private static List<Path> models() throws IOException {
        List<Path> roots = new ArrayList<>();
        if (System.getenv("DEMUR_DATA") != null) {
            roots.add(Path.of(System.getenv("DEMUR_DATA"), "reference-logits"));
        }
        if (System.getenv("DEMUR_MODELS") != null) {
            Stream.of(System.getenv("DEMUR_MODELS").split(File.pathSeparator, -1))
                    .map(Path::of)
                    .forEach(roots::add);
        }
        List<Path> models = new ArrayList<>();
        for (Path root : roots) {
            if (Files.isDirectory(root)) {
                try (Stream<Path> files = Files.walk(root)) {
                    files.sorted().filter(file -> isRun(file) || isNamed(file)).forEach(models::add);
                }
            }
        }
        return models;
    }

    private static boolean isRun(Path file) {
        return file.endsWith(Path.of("logits", "test.npy"))
                && Files.exists(file.getParent().resolveSibling("result.json"));
    }

    private static boolean isNamed(Path file) {
        return NAME.matcher(file.getFileName().toString()).matches() && Files.exists(labels(file));
    }

    private static Path labels(Path file) {
        if (isRun(file)) {
            return file.getParent().resolveSibling(Path.of("labels", "test.npy"));
        }
        Matcher name = NAME.matcher(file.getFileName().toString());
        return name.matches() ? file.resolveSibling(name.group(2) + "_labels.npy") : file;
    }

    /** In hundredths. */
    private static int alpha(Path file) {
        if (isRun(file)) {
            Matcher line = ALPHA.matcher(text(file.getParent().resolveSibling("recipe.yaml")));
            return line.find() ? (int) Math.round(100 * Double.parseDouble(line.group(1))) : 0;
        }
        Matcher name = NAME.matcher(file.getFileName().toString());
        return name.matches() ? Integer.parseInt(name.group(1)) : 0;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Trained read(Path file) {
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
            Npy.readLabels(labels(file), logits.classes()).read(0, truth.length, truth);
            return new Trained(
                    file, alpha(file), rows, IntStream.of(truth).boxed().toList());
        }
    }
}
