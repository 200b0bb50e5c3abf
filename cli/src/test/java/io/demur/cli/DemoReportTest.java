package io.demur.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page that the demo leaves behind without being asked. */
class DemoReportTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Console console = new Console(new ByteArrayOutputStream(), err, List.of("demo"));

    @Test
    void aFileOfTheUsersIsLeftAlone() throws IOException {
        Path mine = Files.writeString(folder.resolve("report.html"), "<title>My thesis</title>");
        assertThat(DemoReport.mayBeWritten(mine.toString(), console)).isFalse();
        assertThat(err.toString(UTF_8)).contains(mine + " is not of a demo and was left alone", "--html FILE");
        Files.write(mine, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        assertThat(DemoReport.mayBeWritten(mine.toString(), console)).isFalse();
    }

    @Test
    void thePageOfAnEarlierDemoIsReplaced() throws IOException {
        Path page = folder.resolve("report.html");
        assertThat(DemoReport.mayBeWritten(page.toString(), console)).isTrue();
        assertThat(Cli.run("demo", "--quiet", "--html", page).code()).isZero();
        assertThat(DemoReport.mayBeWritten(page.toString(), console)).isTrue();
        assertThat(err.toString(UTF_8)).isEmpty();
    }

    @Test
    @Tag("slow")
    void thePlainCommandWritesItWhereItRunsAndSaysSo() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.demur.cli.Demur",
                        "demo")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String told = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(told).startsWith("wrote report.html").contains("Next  report.html in a browser");
        assertThat(Files.readString(folder.resolve("report.html"))).contains("certified, 95 % confidence");
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
    }
}
