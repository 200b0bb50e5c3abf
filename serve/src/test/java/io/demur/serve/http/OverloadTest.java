package io.demur.serve.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.demur.serve.Example;
import io.demur.serve.wire.Refusal;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More work than there is room for, and requests that end halfway. */
class OverloadTest {
    private static final Limits TIGHT = new Limits(1 << 20, Duration.ofMillis(300), 2, 100, Duration.ofSeconds(1));

    @TempDir
    Path folder;

    private static Thread occupy(Gate gate, CountDownLatch inside, CountDownLatch end) {
        Thread thread = new Thread(() -> gate.pass(() -> {
            inside.countDown();
            try {
                return end.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                return false;
            }
        }));
        thread.start();
        return thread;
    }

    @Test
    @DisplayName("where too many wait the next one is refused at once with 503, and who waits too long is refused too")
    void gate() throws Exception {
        Gate gate = new Gate(1, TIGHT);
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Thread busy = occupy(gate, inside, end);
        inside.await();
        List<Thread> waiting = new ArrayList<>();
        List<Integer> refused = java.util.Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 2; i++) {
            waiting.add(new Thread(() -> {
                try {
                    gate.pass(() -> true);
                } catch (Refusal e) {
                    refused.add(e.status());
                }
            }));
        }
        waiting.forEach(Thread::start);
        while (gate.waiting() < 2) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        long start = System.nanoTime();
        assertThatThrownBy(() -> gate.pass(() -> true))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("busy: 2 requests wait already");
        assertThat(System.nanoTime() - start).isLessThan(TimeUnit.MILLISECONDS.toNanos(100));
        for (Thread thread : waiting) {
            thread.join();
        }
        assertThat(refused).containsExactly(503, 503);
        end.countDown();
        busy.join();
        assertThat(gate.pass(() -> "free")).isEqualTo("free");
        assertThat(gate.waiting()).isZero();
    }

    @Test
    @DisplayName("busy is said with status 503 and when to try again")
    void words() throws Exception {
        java.util.Map<String, String> headers = new java.util.HashMap<>();
        int[] status = {0};
        jakarta.servlet.http.HttpServletResponse response =
                (jakarta.servlet.http.HttpServletResponse) java.lang.reflect.Proxy.newProxyInstance(
                        OverloadTest.class.getClassLoader(),
                        new Class<?>[] {jakarta.servlet.http.HttpServletResponse.class},
                        (proxy, method, arguments) -> {
                            switch (method.getName()) {
                                case "setHeader" -> headers.put((String) arguments[0], (String) arguments[1]);
                                case "setStatus" -> status[0] = (int) arguments[0];
                                case "getOutputStream" -> throw new java.io.IOException("gone");
                                default -> {}
                            }
                            return null;
                        });
        assertThatThrownBy(() -> Reply.error(response, 503, "busy")).isInstanceOf(java.io.IOException.class);
        assertThat(status[0]).isEqualTo(503);
        assertThat(headers).containsEntry("Retry-After", "1");
    }

    @Test
    @DisplayName("requests that end halfway, in the line, the headers or the body, leave nothing behind")
    void halfRequests() throws Exception {
        Path selector = Example.selector(folder.resolve("s.json"), "intents", 3, 0);
        List<String> halves = List.of(
                "POST /dec",
                "POST /decide HTTP/1.1\r\nHost: local",
                "POST /decide HTTP/1.1\r\nHost: localhost\r\nContent-Length: 40\r\n\r\n{\"logits\":[1",
                "POST /decide HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n{\"log");
        try (DecideServer server = DecideServer.start(Settings.local(selector))) {
            for (int round = 0; round < 50; round++) {
                for (String half : halves) {
                    try (Socket socket = Example.socket(server.port())) {
                        socket.getOutputStream().write(half.getBytes(StandardCharsets.US_ASCII));
                        socket.getOutputStream().flush();
                    }
                }
            }
            assertThat(Example.post(server.port(), "/decide", "{\"logits\":[9,0,0]}")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(Example.get(server.port(), "/metrics").body())
                    .contains("demur_queue 0.0")
                    .doesNotContain("status=\"500\"");
            assertThat(Example.get(server.port(), "/status").body()).contains("\"rows\" : 1,");
        }
    }
}
