package io.demur.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Rows per second in training, ours and those of plain PyTorch ({@code bench/python/training.py}), in turn. Ours is what
 * {@code demur train} writes into {@code log.csv}, so it contains the measuring of the tuning rows after each epoch, which
 * the other does not, and for {@code cifar10} the decoding and augmenting of pictures beside the network, where the other
 * has noise in memory. The first epoch of either is left out. Started by {@code ./dev bench train [RECIPE...]}; DEMUR_DATA has
 * the data, DEMUR_PYTHON (python3) has torch.
 */
final class Training {
    private static final int ROUNDS = 3;
    private static final int THREADS = 2;
    private static final Pattern RATE = Pattern.compile("epoch (\\d+): (\\d+) rows/s.*");

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** A recipe, its name for the yardstick, the rows it trains on, epochs that show its speed, and changes that leave it both. */
    private record Task(String recipe, String yardstick, int rows, int epochs, List<String> settings) {}

    private static final List<Task> TASKS = List.of(
            new Task("banking77", "banking77", 8_003, 5, List.of()),
            new Task("shoppers", "shoppers", 2_466, 60, List.of()),
            new Task("imdb", "imdb", 1_280, 3, List.of("split.tune=0", "split.certify=23720")),
            new Task("cifar10", "resnet20", 2_560, 4, List.of("split.tune=0", "split.certify=47440")));

    private Training() {}

    /** Runs the recipes named, or all. */
    public static void main(String[] args) throws IOException, InterruptedException {
        List<String> wanted = Arrays.asList(args);
        System.out.printf("%-12s %10s %10s %8s   rows per second, medians%n", "recipe", "demur", "PyTorch", "ratio");
        for (Task task : TASKS) {
            if (wanted.isEmpty() || wanted.contains(task.recipe())) {
                compare(task);
            }
        }
    }

    private static void compare(Task task) throws IOException, InterruptedException {
        List<Double> ours = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            ours.addAll(ours(task));
            theirs.addAll(theirs(task));
        }
        System.out.printf(
                Locale.ROOT,
                "%-12s %10.0f %10s %8s   n = %d and %d epochs%n",
                task.recipe(),
                median(ours),
                theirs.isEmpty() ? "-" : String.format(Locale.ROOT, "%.0f", median(theirs)),
                theirs.isEmpty() ? "-" : String.format(Locale.ROOT, "%.2f", median(ours) / median(theirs)),
                ours.size(),
                theirs.size());
    }

    private static List<Double> ours(Task task) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("demur-bench");
        try {
            Path run = folder.resolve("run");
            List<String> command = new ArrayList<>(List.of("./demur", "train", task.recipe(), "--quiet"));
            command.addAll(List.of("--threads=" + THREADS, "--set=epochs=" + task.epochs(), "-o", run.toString()));
            for (String setting : task.settings()) {
                command.add("--set=" + setting);
            }
            Process process = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            Path log = run.resolve("log.csv");
            awaitEpochs(process, log, task);
            return rates(log, task);
        } finally {
            delete(folder);
        }
    }

    /** Until all epochs are logged; what follows, the logits of other rows, is no training and is cut short. */
    private static void awaitEpochs(Process process, Path log, Task task) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.exists(log) || Files.readAllLines(log).size() <= task.epochs()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                process.destroyForcibly();
                throw new IllegalStateException("demur train " + task.recipe() + " failed");
            }
            Thread.sleep(100);
        }
        process.destroyForcibly().waitFor();
    }

    private static List<Double> rates(Path log, Task task) throws IOException {
        List<String> lines = Files.readAllLines(log);
        int column = Arrays.asList(lines.get(0).split(",", -1)).indexOf("seconds");
        return lines.stream()
                .skip(2)
                .map(line -> task.rows() / Double.parseDouble(line.split(",", -1)[column]))
                .toList();
    }

    private static List<Double> theirs(Task task) throws IOException, InterruptedException {
        String python = System.getenv().getOrDefault("DEMUR_PYTHON", "python3");
        String data = Optional.ofNullable(System.getenv("DEMUR_DATA")).orElse(".");
        Process process = new ProcessBuilder(
                        python,
                        Path.of("bench", "python", "training.py").toString(),
                        task.yardstick(),
                        data,
                        Integer.toString(task.epochs()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<Double> rates = new ArrayList<>();
        process.inputReader().lines().forEach(line -> {
            Matcher epoch = RATE.matcher(line);
            if (epoch.matches() && !epoch.group(1).equals("1")) {
                rates.add(Double.parseDouble(epoch.group(2)));
            }
        });
        if (process.waitFor() != 0) {
            System.err.println(
                    "no yardstick: " + python + " does not run bench/python/training.py " + task.yardstick());
        }
        return rates;
    }

    private static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(v -> v).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
