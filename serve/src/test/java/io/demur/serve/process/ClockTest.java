package io.demur.serve.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.demur.serve.Example;
import io.demur.serve.http.DecideServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The clock on the wall jumps: nothing here looks at it. */
class ClockTest {
    private static final List<String> CLOCKS =
            List.of("currentTimeMillis", "java/time/Instant", "java/time/Clock", "java/util/Date", "java/time/Local");

    @TempDir
    Path folder;

    @Test
    @DisplayName("no class of the service asks what time it is")
    void nobodyAsks() throws Exception {
        Path classes = Path.of(DecideServer.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (Stream<Path> files = Files.walk(classes)) {
            List<Path> all =
                    files.filter(file -> file.toString().endsWith(".class")).toList();
            assertThat(all).hasSizeGreaterThan(50);
            for (Path file : all) {
                String constants = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                assertThat(CLOCKS.stream().filter(constants::contains))
                        .as("%s", file)
                        .isEmpty();
            }
        }
    }

    private static Optional<Path> faketime() throws IOException {
        Path libraries = Path.of("/usr/lib");
        if (!Files.isDirectory(libraries)) {
            return Optional.empty();
        }
        try (Stream<Path> files =
                Files.find(libraries, 3, (file, attributes) -> file.endsWith("faketime/libfaketime.so.1"))) {
            return files.findFirst();
        }
    }

    private static void decideAndLabel(ServerProcess server, String id) throws Exception {
        assertThat(Example.post(server.port(), "/decide", "{\"id\":\"" + id + "\",\"logits\":[9,0,0]}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(Example.post(server.port(), "/labels", "{\"id\":\"" + id + "\",\"label\":0}")
                        .body())
                .isEqualTo("{\"labels\":[\"counted\"]}\n");
    }

    @Test
    @Tag("slow")
    @EnabledOnOs(OS.LINUX)
    @DisplayName("a clock that jumps a year ahead and ten years back moves neither answers, labels nor the test")
    void jumps() throws Exception {
        Optional<Path> library = faketime();
        assumeTrue(library.isPresent(), "no libfaketime");
        Path time = Files.writeString(folder.resolve("time"), "+0");
        List<String> before = List.of(
                "env",
                "LD_PRELOAD=" + library.get(),
                "FAKETIME_TIMESTAMP_FILE=" + time,
                "FAKETIME_NO_CACHE=1",
                "FAKETIME_DONT_FAKE_MONOTONIC=1");
        Path selector = Example.selector(folder.resolve("s.json"), "intents", 3, 0);
        try (ServerProcess server = ServerProcess.start(
                before,
                selector,
                "--audit-share",
                "1",
                "--state",
                folder.resolve("state.db").toString())) {
            int done = 0;
            for (String jump : List.of("+0", "+365d", "-3650d", "+0")) {
                Files.writeString(time, jump);
                for (int i = 0; i < 20; i++) {
                    decideAndLabel(server, "r" + done++);
                }
                TimeUnit.MILLISECONDS.sleep(300);
                assertThat(Example.get(server.port(), "/status").body()).contains("\"labels\" : " + done);
                assertThat(Example.get(server.port(), "/v2/health/ready").statusCode())
                        .isEqualTo(200);
            }
        }
    }
}
