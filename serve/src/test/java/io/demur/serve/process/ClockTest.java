package io.demur.serve.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.demur.serve.http.DecideServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A clock on the wall may jump: nothing here looks at it. Times are measured by the clock that only goes forward. */
class ClockTest {
    private static final List<String> CLOCKS =
            List.of("currentTimeMillis", "java/time/Instant", "java/time/Clock", "java/util/Date", "java/time/Local");

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
}
