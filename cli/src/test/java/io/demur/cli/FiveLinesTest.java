package io.demur.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The README's five lines from training to a decision over HTTP, run as they stand there, on a copy of the project: only the
 * port is another one. Needs Banking77 in the folder that {@code DEMUR_DATA} names.
 */
@Tag("slow")
@DisabledOnOs(OS.WINDOWS)
class FiveLinesTest {
    private static final String PORT = "127.0.0.1:8080/";
    private static final int LINES = 5;

    @TempDir
    Path folder;

    @Test
    @DisplayName("train, fit, attach, serve and curl answer what the README shows")
    void fiveLines() throws Exception {
        assumeTrue(
                Optional.ofNullable(System.getenv("DEMUR_DATA"))
                        .map(data -> Files.isDirectory(Path.of(data, "banking77")))
                        .orElse(false),
                "no Banking77 in DEMUR_DATA");
        DocPage page = DocPage.of("README.md");
        DocPage.Block block = page.blocks("sh").stream()
                .filter(one -> one.text().contains("./demur serve"))
                .findFirst()
                .orElseThrow();
        assertThat(block.lines()).hasSize(LINES);
        String answer = run(block.lines());
        String shown = page.blocks("json").get(0).text();
        assertThat(masked(answer)).isEqualTo(masked(shown));
        assertThat(answer).contains("\"accepted\":true,\"prediction\":11,\"class\":\"card_arrival\"");
    }

    /** What a training leaves differs in the last digits from machine to machine. */
    private static String masked(String answer) {
        return answer.strip()
                .replaceFirst("\"version\":\"[0-9a-f]{12}\"", "\"version\":\"\"")
                .replaceFirst("\"confidence\":[0-9.]+", "\"confidence\":0");
    }

    /** What the last line prints; the server is ended afterwards. */
    private String run(List<String> lines) throws Exception {
        Path copy = ProjectCopy.into(folder.resolve("copy"));
        int port = freePort();
        String script = String.join(" &&\n", lines.subList(0, LINES - 2)) + " || exit 1\n"
                + lines.get(LINES - 2).replace("serve ", "serve --port " + port + " ") + "\n"
                + lines.get(LINES - 1).replace(PORT, "127.0.0.1:" + port + "/") + "\nstatus=$?\nkill $!\nwait\n"
                + "exit $status\n";
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", script).directory(copy.toFile());
        builder.redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        assertThat(process.waitFor(20, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(err)).isZero();
        return Files.readString(out, UTF_8)
                .lines()
                .filter(line -> line.startsWith("{"))
                .reduce((one, other) -> other)
                .orElse("");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
