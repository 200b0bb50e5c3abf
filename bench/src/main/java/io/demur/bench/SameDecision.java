package io.demur.bench;

import ai.onnxruntime.OrtException;
import io.demur.io.json.SelectorJson;
import io.demur.onnx.GuardedModel;
import io.demur.score.Score;
import io.demur.select.ModelIdentity;
import io.demur.select.Selector;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Whether Java, the command, HTTP and an ONNX graph decide the same, row by row, for every score: as many rows per score as
 * asked for, with 3 to 1,000 classes. Confidences of the first three must be equal to the bit; the graph must decide the same
 * outside the band around the threshold, and what lies inside is counted. Ends with exit code 1 if anything differs.
 */
final class SameDecision {
    private static final List<String> SCORES = List.of(
            "msp",
            "entropy",
            "gini",
            "softmax-margin",
            "max-logit",
            "centred-max-logit",
            "logit-margin",
            "energy:T=1",
            "energy:T=0.5",
            "msp-temperature:T=2",
            "gen:gamma=0.1,top=100",
            "gen:gamma=0.5,top=2",
            "logit-norm:p=1",
            "logit-norm:p=2",
            "logit-norm:p=5",
            "logit-norm:p=2.5",
            "logit-norm:p=7,centre=none",
            "logit-norm:p=40",
            "logit-margin-norm:p=3",
            "logit-margin-norm:p=4,centre=none");
    /** Rows per score fall on these numbers of classes in these shares: many rows where they are short. */
    private static final int[] CLASSES = {3, 10, 100, 1_000};

    private static final double[] SHARES = {0.6, 0.25, 0.1, 0.05};
    private static final int SAMPLE = 501;

    private final Path folder;
    private final Tally[] tallies = SCORES.stream().map(score -> new Tally()).toArray(Tally[]::new);

    private SameDecision(Path folder) {
        this.folder = folder;
    }

    /** What was found for one score. */
    private static final class Tally {
        private long rows;
        private long accepted;
        private long command;
        private long http;
        private long graph;
        private long inside;
        private double apart;

        boolean good() {
            return command == 0 && http == 0 && graph == 0;
        }
    }

    /** Takes the folder to write to and the number of rows per score. */
    public static void main(String[] args) throws IOException, InterruptedException, OrtException {
        SameDecision run =
                new SameDecision(Files.createDirectories(Path.of(args[0]).toAbsolutePath()));
        int rows = args.length > 1 ? Integer.parseInt(args[1]) : 1_000_000;
        for (int i = 0; i < CLASSES.length; i++) {
            run.compare(CLASSES[i], (int) Math.round(SHARES[i] * rows));
        }
        System.exit(run.print() ? 0 : 1);
    }

    private void compare(int classes, int rows) throws IOException, InterruptedException, OrtException {
        RunTimes times = new RunTimes(folder, classes, logits(classes, rows));
        times.write();
        List<Selector> selectors = new ArrayList<>();
        List<String> files = new ArrayList<>();
        for (int s = 0; s < SCORES.size(); s++) {
            selectors.add(selector(times, s, classes));
            files.add(folder.resolve("s" + s + ".json").toString());
            SelectorJson.write(Path.of(files.get(s)), selectors.get(s));
        }
        Process server = server(files);
        try (BufferedReader err = server.errorReader(StandardCharsets.UTF_8)) {
            String line = String.valueOf(err.readLine());
            int port = Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
            for (int s = 0; s < SCORES.size(); s++) {
                Outcomes java = times.java(selectors.get(s));
                Path file = Path.of(files.get(s));
                Tally tally = tallies[s];
                tally.command += differing(java, times.command(file));
                tally.http += differing(java, times.http(port, "s" + s));
                judge(tally, selectors.get(s), java, times.graph(file));
                System.err.printf("%d classes, %s%n", classes, SCORES.get(s));
            }
        } finally {
            server.destroy();
            server.waitFor();
        }
    }

    private static Process server(List<String> files) throws IOException {
        List<String> command = new ArrayList<>(List.of("./demur", "serve"));
        command.addAll(files);
        command.addAll(List.of("--port", "0"));
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** How many rows are not the same to the bit. */
    private static long differing(Outcomes java, Outcomes other) {
        long count = 0;
        for (int r = 0; r < java.rows(); r++) {
            boolean same = java.sameDecision(other, r)
                    && Double.doubleToLongBits(java.confidence(r)) == Double.doubleToLongBits(other.confidence(r));
            count += same ? 0 : 1;
        }
        return count;
    }

    private static void judge(Tally tally, Selector selector, Outcomes java, Outcomes graph) {
        double threshold = selector.rules().get(0).rule().threshold().orElseThrow();
        double band = GuardedModel.BAND * Math.max(1, Math.abs(threshold));
        for (int r = 0; r < java.rows(); r++) {
            double confidence = java.confidence(r);
            tally.apart = Math.max(
                    tally.apart, Math.abs(confidence - graph.confidence(r)) / Math.max(1, Math.abs(confidence)));
            tally.accepted += confidence >= threshold ? 1 : 0;
            if (Math.abs(confidence - threshold) <= band) {
                tally.inside++;
            } else {
                tally.graph += java.sameDecision(graph, r) ? 0 : 1;
            }
        }
        tally.rows += java.rows();
    }

    /** Rows of many sizes, with ties, flat ones and some of a single high logit. */
    private static float[] logits(int classes, int rows) {
        SplittableRandom random = new SplittableRandom(classes);
        float[] values = new float[rows * classes];
        for (int r = 0; r < rows; r++) {
            double scale = Math.exp(random.nextDouble(-3, 5));
            double shift = random.nextDouble(-5, 5);
            int from = r * classes;
            for (int k = 0; k < classes; k++) {
                values[from + k] = (float) (shift + scale * random.nextDouble(-1, 1));
            }
            if (r % 5 == 0) {
                values[from + random.nextInt(classes)] += (float) (3 * scale);
            }
            if (r % 31 == 0) {
                values[from + random.nextInt(classes)] = values[from + random.nextInt(classes)];
            }
            if (r % 101 == 0) {
                Arrays.fill(values, from, from + classes, (float) shift);
            }
        }
        return values;
    }

    /** Its threshold lies, as that of a fit does, between two known confidences: those in the middle of the first rows. */
    private static Selector selector(RunTimes times, int score, int classes) {
        Selector any = selector(score, classes, 0);
        Outcomes known = times.java(any);
        double[] sorted = new double[Math.min(SAMPLE, known.rows())];
        for (int r = 0; r < sorted.length; r++) {
            sorted[r] = known.confidence(r);
        }
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        int below = middle - 1;
        while (below > 0 && sorted[middle] - sorted[below] <= 1e-6 * Math.max(1, Math.abs(sorted[middle]))) {
            below--;
        }
        return selector(score, classes, (sorted[below] + sorted[middle]) / 2);
    }

    private static Selector selector(int score, int classes, double threshold) {
        return Selector.uncertified(
                Score.parse(SCORES.get(score)), threshold, new ModelIdentity("s" + score, classes, "float32"));
    }

    /** The table; false if anything differs. */
    private boolean print() {
        System.out.printf(
                "%-36s %10s %9s  %7s %5s %6s  %11s %10s%n",
                "score", "rows", "accepted", "command", "HTTP", "graph", "inside band", "graph off");
        boolean good = true;
        for (int s = 0; s < tallies.length; s++) {
            Tally tally = tallies[s];
            good &= tally.good();
            System.out.printf(
                    Locale.ROOT,
                    "%-36s %,10d %8.1f%%  %7d %5d %6d  %11d %10.1e%n",
                    SCORES.get(s),
                    tally.rows,
                    100.0 * tally.accepted / tally.rows,
                    tally.command,
                    tally.http,
                    tally.graph,
                    tally.inside,
                    tally.apart);
        }
        return good;
    }
}
