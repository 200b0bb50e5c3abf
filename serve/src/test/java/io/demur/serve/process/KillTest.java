package io.demur.serve.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.demur.io.json.Json;
import io.demur.serve.Example;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The command as a process of its own, killed, stopped and without room on the disk under load. */
@Tag("slow")
@DisabledOnOs(OS.WINDOWS)
class KillTest {
    private static final int MANY = 2_000;

    @TempDir
    Path folder;

    private Path selector;

    @BeforeEach
    void write() {
        selector = Example.selector(folder.resolve("s.json"), "intents", 3, 0);
    }

    private ServerProcess start(String... before) throws IOException {
        String state = folder.resolve("state.db").toString();
        return ServerProcess.start(List.of(before), selector, "--state", state, "--audit-share", "1");
    }

    private static int waiting(int port) throws Exception {
        JsonNode risk = Json.read("status", Example.get(port, "/status").body())
                .get("selectors")
                .get(0)
                .get("risk");
        return risk.get("waiting").intValue() + risk.get("labels").intValue();
    }

    @Test
    @DisplayName("kill -9 with labels in flight: every acknowledged decision and label is there afterwards, once")
    void kill() throws Exception {
        Queue<String> labelled = new ConcurrentLinkedQueue<>();
        AtomicInteger decided = new AtomicInteger();
        for (int round = 0; round < 3; round++) {
            ServerProcess server = start();
            List<Thread> clients = new ArrayList<>();
            for (int c = 0; c < 4; c++) {
                String prefix = "r" + round + "c" + c + "-";
                clients.add(new Thread(() -> load(server.port(), prefix, decided, labelled)));
            }
            clients.forEach(Thread::start);
            waitUntil(labelled::size, 15 * (round + 1));
            server.kill();
            for (Thread client : clients) {
                client.join();
            }
        }
        try (ServerProcess again = start()) {
            assertThat(labelled).hasSizeGreaterThanOrEqualTo(45);
            assertThat(waiting(again.port())).isGreaterThanOrEqualTo(decided.get());
            requireKnown(again, labelled);
            System.out.printf(
                    "kill -9: %d decisions and %d labels acknowledged in 3 rounds, all there%n",
                    decided.get(), labelled.size());
        }
    }

    /** A machine may be slow: so many are waited for, not so long. */
    private static void waitUntil(IntSupplier count, int enough) throws InterruptedException {
        for (int i = 0; i < 6_000 && count.getAsInt() < enough; i++) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        assertThat(count.getAsInt()).isGreaterThanOrEqualTo(enough);
    }

    private static void requireKnown(ServerProcess server, Iterable<String> labelled) throws Exception {
        for (String id : labelled) {
            String body = "{\"id\":\"" + id + "\",\"label\":1}";
            assertThat(Example.post(server.port(), "/labels", body).body())
                    .as(id)
                    .contains("known");
        }
    }

    /** Decides and labels until the server is gone; what was acknowledged is noted. */
    private static void load(int port, String prefix, AtomicInteger decided, Queue<String> labelled) {
        try {
            for (int i = 0; ; i++) {
                String id = prefix + i;
                if (decide(port, id) != 200) {
                    return;
                }
                decided.incrementAndGet();
                if (label(port, id) == 200) {
                    labelled.add(id);
                }
            }
        } catch (Exception e) {
            // The server was killed.
        }
    }

    private static int decide(int port, String id) throws Exception {
        return Example.post(port, "/decide", "{\"id\":\"" + id + "\",\"logits\":[9,0,0]}")
                .statusCode();
    }

    private static int label(int port, String id) throws Exception {
        return Example.post(port, "/labels", "{\"id\":\"" + id + "\",\"label\":0}")
                .statusCode();
    }

    @Test
    @DisplayName(
            "a disk that is full: labels are refused with status 507, decisions go on, what was acknowledged stays")
    void fullDisk() throws Exception {
        List<String> labelled = new ArrayList<>();
        // No file beyond 4 MiB, into which the library of SQLite fits.
        try (ServerProcess server = start("sh", "-c", "ulimit -f 8192 && exec \"$@\"", "sh")) {
            int status = 200;
            for (int i = 0; i < 500 && status == 200; i++) {
                assertThat(decideMany(server.port(), "d" + i)).isEqualTo(200);
                status = labelMany(server.port(), "d" + i).statusCode();
                if (status == 200) {
                    labelled.add("d" + i);
                }
            }
            HttpResponse<String> refused = labelMany(server.port(), "again");
            assertThat(refused.statusCode()).isEqualTo(507);
            assertThat(refused.body())
                    .startsWith("{\"error\":\"labels: cannot be kept")
                    .hasLineCount(1);
            assertThat(decideMany(server.port(), "later")).isEqualTo(200);
            assertThat(server.isAlive()).isTrue();
        }
        try (ServerProcess again = start()) {
            assertThat(labelled).hasSizeGreaterThan(5);
            requireKnown(again, labelled);
            assertThat(decide(again.port(), "roomy")).isEqualTo(200);
            assertThat(label(again.port(), "roomy")).isEqualTo(200);
        }
    }

    private static int decideMany(int port, String id) throws Exception {
        String rows = String.join(",", Collections.nCopies(MANY, "[9,0,0]"));
        return Example.post(port, "/decide", "{\"id\":\"" + id + "\",\"logits\":[" + rows + "]}")
                .statusCode();
    }

    private static HttpResponse<String> labelMany(int port, String id) throws Exception {
        String labels = IntStream.range(0, MANY)
                .mapToObj(row -> "{\"id\":\"" + id + "\",\"row\":" + row + ",\"label\":0}")
                .collect(Collectors.joining(",", "[", "]"));
        return Example.post(port, "/labels", labels);
    }

    @Test
    @DisplayName("SIGTERM: what has begun is answered, and the process ends with the code of the signal")
    void term() throws Exception {
        ServerProcess server = start();
        AtomicInteger good = new AtomicInteger();
        AtomicInteger bad = new AtomicInteger();
        Thread client = new Thread(() -> {
            try {
                while (true) {
                    HttpResponse<String> answer = Example.post(server.port(), "/decide", "{\"logits\":[9,0,0]}");
                    (answer.statusCode() == 200 || answer.statusCode() == 503 ? good : bad).incrementAndGet();
                }
            } catch (Exception e) {
                // The server has ended.
            }
        });
        client.start();
        waitUntil(good::get, 20);
        server.process().destroy();
        assertThat(server.process().waitFor(15, TimeUnit.SECONDS)).isTrue();
        assertThat(server.process().exitValue()).isEqualTo(143);
        client.join();
        assertThat(bad).hasValue(0);
        assertThat(good.get()).isPositive();
    }
}
