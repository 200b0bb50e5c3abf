package io.demur.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A command that is run as a process several times: wall seconds of every run, and the peak resident memory of the
 * largest where GNU time is there to say.
 */
final class Timed {
    private static final String GNU_TIME = "/usr/bin/time";
    private static final boolean KNOWS_MEMORY = knowsMemory();

    private final String title;
    private final List<String> command;
    private final Map<String, String> environment;
    private final List<Double> seconds = new ArrayList<>();
    private long peakKilobytes;

    Timed(String title, List<String> command, Map<String, String> environment) {
        this.title = title;
        this.command = command;
        this.environment = environment;
    }

    private static boolean knowsMemory() {
        try {
            return Files.isExecutable(Path.of(GNU_TIME))
                    && new ProcessBuilder(GNU_TIME, "-f", "%M", "true")
                                    .redirectErrorStream(true)
                                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                                    .start()
                                    .waitFor()
                            == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs each command once without counting, then all in turn, round by round. */
    static void inTurn(int rounds, List<Timed> all) throws IOException, InterruptedException {
        for (Timed timed : all) {
            timed.once();
            timed.seconds.clear();
        }
        for (int round = 0; round < rounds; round++) {
            for (Timed timed : all) {
                timed.once();
            }
        }
    }

    /** Runs the command and counts it. */
    Timed once() throws IOException, InterruptedException {
        Path memory = Files.createTempFile("demur-bench", ".time");
        Path talk = Files.createTempFile("demur-bench", ".log");
        List<String> words = new ArrayList<>();
        if (KNOWS_MEMORY) {
            words.addAll(List.of(GNU_TIME, "-q", "-f", "%M", "-o", memory.toString()));
        }
        words.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().putAll(environment);
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(talk.toFile());
        long start = System.nanoTime();
        int code = builder.start().waitFor();
        seconds.add((System.nanoTime() - start) / 1e9);
        if (code != 0) {
            throw new IOException(command + " ended with exit code " + code + ": " + Files.readString(talk));
        }
        if (KNOWS_MEMORY) {
            peakKilobytes = Math.max(
                    peakKilobytes, Long.parseLong(Files.readString(memory).strip()));
        }
        Files.delete(memory);
        Files.delete(talk);
        return this;
    }

    double median() {
        double[] sorted = seconds.stream().mapToDouble(s -> s).sorted().toArray();
        return (sorted[sorted.length / 2] + sorted[(sorted.length - 1) / 2]) / 2;
    }

    /** One line: seconds and memory. */
    @Override
    public String toString() {
        double[] sorted = seconds.stream().mapToDouble(s -> s).sorted().toArray();
        String memory = KNOWS_MEMORY ? String.format(Locale.ROOT, "%8d MiB", peakKilobytes / 1024) : "";
        return String.format(
                Locale.ROOT,
                "%-52s %7.3f %7.3f %7.3f%s",
                title,
                sorted[0],
                median(),
                Arrays.stream(sorted).max().orElseThrow(),
                memory);
    }
}
