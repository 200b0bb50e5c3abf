package io.demur.serve.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.demur.io.json.Json;
import io.demur.serve.Example;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command as a process of its own, killed and stopped under load. */
@Tag("slow")
@DisabledOnOs(OS.WINDOWS)
class KillTest {
    @TempDir
    Path folder;

    private Path selector;

    @BeforeEach
    void write() {
        selector = Example.selector(folder.resolve("s.json"), "intents", 3, 0);
    }

    /** What the process runs: the command without the command line room around it. */
    public static final class Main {
        private Main() {}

        public static void main(String[] args) {
            System.exit(new CommandLine(new io.demur.serve.command.ServeProvider().command()).execute(args));
        }
    }

    private record Running(Process process, int port) {}

    private Running start(String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                selector.toString(),
                "--port",
                "0",
                "--state",
                folder.resolve("state.db").toString(),
                "--audit-share",
                "1"));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader err = process.errorReader(StandardCharsets.UTF_8);
        String line = err.readLine();
        assertThat(line).startsWith("serving on http://127.0.0.1:");
        return new Running(process, Integer.parseInt(line.substring(line.lastIndexOf(':') + 1)));
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
            Running server = start();
            List<Thread> clients = new ArrayList<>();
            for (int c = 0; c < 4; c++) {
                String prefix = "r" + round + "c" + c + "-";
                clients.add(new Thread(() -> load(server.port(), prefix, decided, labelled)));
            }
            clients.forEach(Thread::start);
            TimeUnit.MILLISECONDS.sleep(1_500 + 300L * round);
            server.process().destroyForcibly().waitFor();
            for (Thread client : clients) {
                client.join();
            }
        }
        Running again = start();
        try {
            assertThat(labelled).hasSizeGreaterThan(30);
            assertThat(waiting(again.port())).isGreaterThanOrEqualTo(decided.get());
            for (String id : labelled) {
                String body = "{\"id\":\"" + id + "\",\"label\":1}";
                assertThat(Example.post(again.port(), "/labels", body).body())
                        .as(id)
                        .contains("known");
            }
            System.out.printf(
                    "kill -9: %d decisions and %d labels acknowledged in 3 rounds, all there%n",
                    decided.get(), labelled.size());
        } finally {
            again.process().destroyForcibly().waitFor();
        }
    }

    /** Decides and labels until the server is gone; what was acknowledged is noted. */
    private static void load(int port, String prefix, AtomicInteger decided, Queue<String> labelled) {
        try {
            for (int i = 0; ; i++) {
                String id = prefix + i;
                HttpResponse<String> answer =
                        Example.post(port, "/decide", "{\"id\":\"" + id + "\",\"logits\":[9,0,0]}");
                if (answer.statusCode() != 200) {
                    return;
                }
                decided.incrementAndGet();
                HttpResponse<String> label = Example.post(port, "/labels", "{\"id\":\"" + id + "\",\"label\":0}");
                if (label.statusCode() == 200 && label.body().contains("counted")) {
                    labelled.add(id);
                }
            }
        } catch (Exception e) {
            // The server was killed.
        }
    }

    @Test
    @DisplayName("SIGTERM: what has begun is answered, and the process ends with the code of the signal")
    void term() throws Exception {
        Running server = start();
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
        TimeUnit.MILLISECONDS.sleep(700);
        server.process().destroy();
        assertThat(server.process().waitFor(15, TimeUnit.SECONDS)).isTrue();
        assertThat(server.process().exitValue()).isEqualTo(143);
        client.join();
        assertThat(bad).hasValue(0);
        assertThat(good.get()).isPositive();
    }
}
