package io.demur.serve.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.demur.inputs.Features;
import io.demur.io.json.Json;
import io.demur.logits.LogitTile;
import io.demur.onnx.OnnxModel;
import io.demur.serve.Example;
import io.demur.serve.http.DecideServer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A clock on the wall may jump. Times are measured by the clock that only goes forward. */
class ClockTest {
    private static final List<String> CLOCKS =
            List.of("currentTimeMillis", "java/time/Instant", "java/time/Clock", "java/util/Date", "java/time/Local");
    private static final List<String> CLOCKS_OF_SQL =
            List.of("CURRENT_TIME", "CURRENT_DATE", "datetime(", "julianday(", "strftime(", "unixepoch(");

    @TempDir
    Path folder;

    @ParameterizedTest(name = "{0}")
    @ValueSource(classes = {DecideServer.class, OnnxModel.class, Features.class, Json.class, LogitTile.class})
    @DisplayName("no class of the service or of the modules below asks what time it is, in Java or in SQL")
    void nobodyAsks(Class<?> one) throws Exception {
        Path place =
                Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI());
        if (Files.isDirectory(place)) {
            requireNoClock(place);
        } else {
            URI jar = URI.create("jar:" + place.toUri());
            try (FileSystem files = FileSystems.newFileSystem(jar, Map.of())) {
                requireNoClock(files.getPath("/io/demur"));
            }
        }
    }

    private static void requireNoClock(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            List<Path> all =
                    files.filter(file -> file.toString().endsWith(".class")).toList();
            assertThat(all).hasSizeGreaterThan(20);
            for (Path file : all) {
                String constants = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                assertThat(Stream.concat(CLOCKS.stream(), CLOCKS_OF_SQL.stream())
                                .filter(constants::contains))
                        .as("%s", file)
                        .isEmpty();
            }
        }
    }

    /** A library that lies to a process about the time, where it is installed. */
    private static Optional<Path> liar() throws IOException {
        Path libraries = Path.of("/usr/lib");
        if (!Files.isDirectory(libraries)) {
            return Optional.empty();
        }
        try (Stream<Path> folders = Files.list(libraries)) {
            return folders.map(one -> one.resolve("faketime/libfaketimeMT.so.1"))
                    .filter(Files::exists)
                    .findFirst();
        }
    }

    @Test
    @Tag("slow")
    @DisplayName("a clock that jumps ten years ahead and twenty back changes no decision, label, time or test")
    void jumps() throws Exception {
        Optional<Path> liar = liar();
        assumeTrue(liar.isPresent(), "no faketime");
        Path selector = Example.selector(folder.resolve("s.json"), "intents", 3, 0);
        Path time = Files.writeString(folder.resolve("time"), "+0\n");
        List<String> lies = List.of(
                "env",
                "LD_PRELOAD=" + liar.get(),
                "FAKETIME_TIMESTAMP_FILE=" + time,
                "FAKETIME_NO_CACHE=1",
                "FAKETIME_DONT_FAKE_MONOTONIC=1",
                "DONT_FAKE_MONOTONIC=1");
        String[] options = {"--state", folder.resolve("state.db").toString(), "--audit-share", "1"};
        List<String> jumps = List.of("+0", "+3650d", "-3650d", "+1d", "+0");
        try (ServerProcess server = ServerProcess.start(lies, selector, options)) {
            for (int jump = 0; jump < jumps.size(); jump++) {
                decide(server, jump + "a");
                Files.writeString(time, jumps.get(jump) + "\n");
                decide(server, jump + "b");
                label(server, jump + "b");
                label(server, jump + "a");
            }
            assertThat(labels(server)).isEqualTo(2 * jumps.size());
            assertThat(seconds(server)).isBetween(0.0, 30.0);
            assertThat(Example.get(server.port(), "/v2/health/live").statusCode())
                    .isEqualTo(200);
        }
        try (ServerProcess again = ServerProcess.start(selector, options)) {
            assertThat(labels(again)).isEqualTo(2 * jumps.size());
        }
    }

    private static void decide(ServerProcess server, String id) throws Exception {
        assertThat(Example.post(server.port(), "/decide", "{\"id\":\"" + id + "\",\"logits\":[9,0,0]}")
                        .statusCode())
                .isEqualTo(200);
    }

    private static void label(ServerProcess server, String id) throws Exception {
        assertThat(Example.post(server.port(), "/labels", "{\"id\":\"" + id + "\",\"label\":0}")
                        .body())
                .contains("counted");
    }

    private static int labels(ServerProcess server) throws Exception {
        JsonNode status =
                Json.read("status", Example.get(server.port(), "/status").body());
        return status.at("/selectors/0/risk/labels").intValue();
    }

    /** What all requests took together, and the longest of them. */
    private static double seconds(ServerProcess server) throws Exception {
        Matcher times = Pattern.compile("demur_http_requests_seconds_(?:sum|max)\\{.*\\} (\\S+)")
                .matcher(Example.get(server.port(), "/metrics").body());
        double most = 0;
        while (times.find()) {
            assertThat(Double.parseDouble(times.group(1))).isNotNegative();
            most = Math.max(most, Double.parseDouble(times.group(1)));
        }
        return most;
    }
}
