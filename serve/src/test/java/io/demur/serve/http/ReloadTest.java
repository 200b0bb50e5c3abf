package io.demur.serve.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.demur.io.json.Json;
import io.demur.serve.Example;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReloadTest {
    private static final String ROW = "{\"logits\":[2,0,0]}";

    @TempDir
    Path folder;

    private static JsonNode decide(int port, String body) throws Exception {
        return Json.read("answer", Example.post(port, "/decide", body).body());
    }

    private static boolean accepted(JsonNode answer) {
        return answer.get("decisions").get(0).get("accepted").booleanValue();
    }

    @Test
    @DisplayName("a new file answers after a reload; a bad one leaves the old in place")
    void reload() throws Exception {
        Path file = Example.selector(folder.resolve("s.json"), "intents", 3, 0);
        try (DecideServer server = DecideServer.start(Settings.local(file))) {
            int port = server.port();
            assertThat(accepted(decide(port, ROW))).isTrue();
            Example.selector(file, "intents", 3, 50);
            assertThat(accepted(decide(port, ROW))).isTrue();
            assertThat(Example.post(port, "/reload", "{}").body()).contains("\"new\":1");
            assertThat(accepted(decide(port, ROW))).isFalse();
            for (String bad : List.of("", "{}", Files.readString(file).replace("50", "-50"), "\u0000\u0001")) {
                Files.writeString(file, bad);
                assertThat(Example.post(port, "/reload", "{}").statusCode()).isEqualTo(409);
                assertThat(accepted(decide(port, ROW))).isFalse();
            }
            Files.delete(file);
            assertThat(Example.post(port, "/reload", "{}").body()).contains("nothing was changed");
            assertThat(Example.get(port, "/metrics").body()).contains("demur_reloads_total{result=\"refused\"} 5.0");
        }
    }

    @Test
    @DisplayName("under load every answer is of one version from beginning to end, and none fails")
    void atomic() throws Exception {
        Path file = Example.selector(folder.resolve("s.json"), "intents", 3, 0);
        try (DecideServer server = DecideServer.start(Settings.local(file))) {
            AtomicBoolean over = new AtomicBoolean();
            AtomicInteger bad = new AtomicInteger();
            AtomicInteger asked = new AtomicInteger();
            Thread load = new Thread(() -> {
                while (!over.get()) {
                    try {
                        JsonNode answer = decide(server.port(), "{\"logits\":[[2,0,0],[2,0,0]]}");
                        boolean one =
                                answer.get("decisions").get(0).get("accepted").booleanValue();
                        boolean two =
                                answer.get("decisions").get(1).get("accepted").booleanValue();
                        bad.addAndGet(one == two ? 0 : 1);
                        asked.incrementAndGet();
                    } catch (Exception e) {
                        bad.incrementAndGet();
                    }
                }
            });
            load.start();
            for (int i = 0; i < 30; i++) {
                Example.selector(file, "intents", 3, i % 2 == 0 ? 50 : 0);
                server.reload();
            }
            over.set(true);
            load.join();
            assertThat(bad).hasValue(0);
            assertThat(asked.get()).isPositive();
        }
    }

    @Test
    @DisplayName("several names and versions at once: the later version answers, either can be asked for")
    void several() throws Exception {
        Path old = Example.selector(folder.resolve("old.json"), "intents", 3, 0);
        Path young = Example.selector(folder.resolve("young.json"), "intents", 3, 50);
        Path other = Example.selector(folder.resolve("other.json"), "other", 4, 0);
        try (DecideServer server = DecideServer.start(Settings.local(old, young, other))) {
            int port = server.port();
            assertThat(Example.post(port, "/decide", ROW).statusCode()).isEqualTo(400);
            JsonNode latest = decide(port, "{\"selector\":\"intents\",\"logits\":[2,0,0]}");
            assertThat(accepted(latest)).isFalse();
            String first = Json.read(
                            "model", Example.get(port, "/v2/models/intents").body())
                    .get("versions")
                    .get(0)
                    .textValue();
            assertThat(accepted(decide(
                            port, "{\"selector\":\"intents\",\"version\":\"" + first + "\",\"logits\":[2,0,0]}")))
                    .isTrue();
            assertThat(accepted(decide(port, "{\"selector\":\"other\",\"logits\":[2,0,0,0]}")))
                    .isTrue();
        }
    }

    @Test
    @DisplayName("a shadow decides along, is counted, and does not answer")
    void shadow() throws Exception {
        Path file = Example.selector(folder.resolve("s.json"), "intents", 3, 0);
        Path strict = Example.selector(folder.resolve("strict.json"), "intents", 3, 50);
        Settings settings =
                Settings.local(file).with(new Settings.Files(List.of(file), Optional.empty(), List.of(strict)));
        try (DecideServer server = DecideServer.start(settings)) {
            assertThat(accepted(decide(server.port(), ROW))).isTrue();
            assertThat(Example.get(server.port(), "/metrics").body())
                    .containsPattern("demur_shadow_total\\{decisions=\"accepted-abstained\",.*\\} 1.0");
        }
    }

    @Test
    @DisplayName("a reload is of shadows too, and one bad file of either kind changes nothing")
    void shadows() throws Exception {
        Path file = Example.selector(folder.resolve("s.json"), "intents", 3, 0);
        Path other = Example.selector(folder.resolve("other.json"), "intents", 3, 50);
        Settings settings =
                Settings.local(file).with(new Settings.Files(List.of(file), Optional.empty(), List.of(other)));
        try (DecideServer server = DecideServer.start(settings)) {
            int port = server.port();
            Example.selector(other, "intents", 3, -50);
            assertThat(Example.post(port, "/reload", "{}").body()).contains("\"new\":1");
            decide(port, ROW);
            assertThat(Example.get(port, "/metrics").body())
                    .containsPattern("demur_shadow_total\\{decisions=\"accepted-accepted\",.*\\} 1.0");
            Example.selector(file, "intents", 3, 50);
            Files.writeString(other, "{}");
            assertThat(Example.post(port, "/reload", "{}").statusCode()).isEqualTo(409);
            assertThat(accepted(decide(port, ROW))).isTrue();
        }
    }
}
