package io.demur.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Whole processes, start-up included, timed in turn on the same files: {@code demur} beside a yardstick script, and
 * beside a fresh Java that only reads and sums. Started by {@code ./dev bench process} in the root of the sources.
 *
 * <p>The yardstick is a script that takes LOGITS.npy LABELS.npy, named by DEMUR_YARDSTICK and run by DEMUR_PYTHON
 * (python3). Files of logits are made once and kept in bench/target/logits, about 1.5 GB. {@code --large} adds a file of
 * 8 GB, evaluated in a heap of 512 MB; {@code --rounds=N} changes the number of rounds, 7.
 */
final class Processes {
    private static final int CLASSES = 1000;
    private static final int ROWS = 50_000;
    private static final int MANY_ROWS = 250_000;
    private static final int LARGE_ROWS = 2_000_000;
    private static final int TUNING_ROWS = 10_000;
    private static final Map<String, String> NO_VARIABLES = Map.of();

    private final int rounds;
    private final Path cache = Path.of("bench", "target", "logits");
    private final String labels;
    private final String logits;

    private Processes(int rounds) throws IOException {
        this.rounds = rounds;
        this.logits = made("test", ROWS, 1);
        this.labels = labels("test");
    }

    /** Runs everything. */
    public static void main(String[] args) throws IOException, InterruptedException {
        int rounds = Arrays.stream(args)
                .filter(arg -> arg.startsWith("--rounds="))
                .mapToInt(arg -> Integer.parseInt(arg.substring(arg.indexOf('=') + 1)))
                .findFirst()
                .orElse(7);
        Processes processes = new Processes(rounds);
        System.out.printf("%-52s %7s %7s %7s%n", "wall seconds of whole processes", "min", "median", "max");
        processes.evaluate();
        processes.bootstrap();
        processes.decide();
        if (Arrays.asList(args).contains("--large")) {
            processes.large();
        }
        processes.tellLoad("after");
    }

    private String made(String name, int rows, long seed) throws IOException {
        Path file = cache.resolve(name + ".npy");
        new LogitsMaker(rows, CLASSES, seed).makeOnce(file, Path.of(labels(name)));
        return file.toString();
    }

    private String labels(String name) {
        return cache.resolve(name + "_labels.npy").toString();
    }

    private static Timed demur(String title, String... arguments) {
        List<String> command = new ArrayList<>(List.of("./demur"));
        command.addAll(List.of(arguments));
        return new Timed(title, command, NO_VARIABLES);
    }

    private void evaluate() throws IOException, InterruptedException {
        Timed ours = demur("(a) demur evaluate, 50,000 x 1,000 float32", "evaluate", logits, labels);
        Timed floor = new Timed(
                "(c) a fresh Java that reads and sums the file",
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-cp",
                        Path.of("bench", "target", "demur-bench.jar").toString(),
                        ByteSum.class.getName(),
                        logits),
                NO_VARIABLES);
        List<Timed> all = new ArrayList<>(List.of(ours, floor));
        Optional<Timed> yardstick = yardstick();
        yardstick.ifPresent(all::add);
        tellLoad("before");
        Timed.inTurn(rounds, all);
        all.forEach(System.out::println);
        yardstick.ifPresent(other ->
                System.out.printf(Locale.ROOT, "    a / b = 1 / %.2f (medians)%n", other.median() / ours.median()));
        System.out.printf(Locale.ROOT, "    a / c = %.2f (medians)%n", ours.median() / floor.median());
    }

    private Optional<Timed> yardstick() {
        String script = System.getenv("DEMUR_YARDSTICK");
        if (script == null || script.isEmpty()) {
            System.err.println("no yardstick: DEMUR_YARDSTICK does not name a script");
            return Optional.empty();
        }
        String python = System.getenv().getOrDefault("DEMUR_PYTHON", "python3");
        return Optional.of(
                new Timed("(b) the yardstick script", List.of(python, script, logits, labels), NO_VARIABLES));
    }

    private void bootstrap() throws IOException, InterruptedException {
        System.out.println(
                demur("10,000 resamples, msp", "evaluate", logits, labels, "--score=msp", "--bootstrap=10000")
                        .once());
        System.out.println(demur("10,000 resamples, 17 scores", "evaluate", logits, labels, "--bootstrap=10000")
                .once());
    }

    private void decide() throws IOException, InterruptedException {
        String tuning = made("tuning", TUNING_ROWS, 2);
        String many = made("many", MANY_ROWS, 3);
        String selector = cache.resolve("selector.json").toString();
        demur("fit", "fit", tuning, labels("tuning"), "--certify", logits, labels, "--max-risk=0.1", "-o", selector)
                .once();
        Timed decided = demur(
                "demur decide, 250,000 x 1,000 float32",
                "decide",
                selector,
                many,
                "-o",
                cache.resolve("decisions.csv").toString());
        Timed.inTurn(Math.min(rounds, 5), List.of(decided));
        System.out.println(decided);
        double megabytes = new LogitsMaker(MANY_ROWS, CLASSES, 3).bytes() / 1e6;
        System.out.printf(Locale.ROOT, "    %.0f MB/s (median, start-up included)%n", megabytes / decided.median());
    }

    private void large() throws IOException, InterruptedException {
        String large = made("large", LARGE_ROWS, 4);
        System.out.println(new Timed(
                        "demur evaluate, 2,000,000 x 1,000, -Xmx512m",
                        List.of("./demur", "evaluate", large, labels("large")),
                        Map.of("DEMUR_JAVA_OPTS", "-Xmx512m"))
                .once());
    }

    private void tellLoad(String when) {
        System.out.printf(
                Locale.ROOT,
                "    load average %s: %.2f on %d processors%n",
                when,
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                Runtime.getRuntime().availableProcessors());
    }
}
