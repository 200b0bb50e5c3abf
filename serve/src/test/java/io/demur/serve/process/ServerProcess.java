package io.demur.serve.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import picocli.CommandLine;

/** The command as a process of its own; killed when closed. */
record ServerProcess(Process process, int port) implements AutoCloseable {

    /** What the process runs: the command without the command line room around it. */
    static final class Main {
        private Main() {}

        public static void main(String[] args) {
            System.exit(new CommandLine(new io.demur.serve.command.ServeProvider().command()).execute(args));
        }
    }

    static ServerProcess start(Path selector, String... options) throws IOException {
        return start(List.of(), selector, options);
    }

    /**
     * Starts one on any free port.
     *
     * @param before what stands before the java command, for instance a shell that sets limits
     */
    static ServerProcess start(List<String> before, Path selector, String... options) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                selector.toString(),
                "--port",
                "0"));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader err = process.errorReader(StandardCharsets.UTF_8);
        String line = err.readLine();
        assertThat(line).startsWith("serving on http://127.0.0.1:");
        // What it says later must not fill the pipe.
        Thread reader = new Thread(() -> drain(err));
        reader.setDaemon(true);
        reader.start();
        return new ServerProcess(process, Integer.parseInt(line.substring(line.lastIndexOf(':') + 1)));
    }

    private static void drain(BufferedReader err) {
        try (Stream<String> lines = err.lines()) {
            lines.forEach(line -> assertThat(line).doesNotContain("\tat "));
        } catch (java.io.UncheckedIOException | IllegalStateException e) {
            // The process has ended.
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** kill -9. */
    void kill() throws InterruptedException {
        assertThat(process.destroyForcibly().waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    @Override
    public void close() {
        try {
            kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
