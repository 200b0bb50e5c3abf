package io.demur.serve.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.demur.network.Architecture;
import io.demur.network.Architectures;
import io.demur.network.Weights;
import io.demur.onnx.OnnxExport;
import io.demur.serve.Example;
import io.demur.serve.wire.Refusal;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More work than there is room for, and requests that end halfway. */
class OverloadTest {
    private static final Limits TIGHT =
            new Limits(1 << 20, Duration.ofMillis(300), 2, 100, Duration.ofSeconds(1), Duration.ofMillis(200));

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
    @DisplayName("who comes when a place becomes free does not go past those who have waited for long")
    void inTurn() throws Exception {
        Gate gate = new Gate(1, Limits.USUAL);
        List<String> order = java.util.Collections.synchronizedList(new ArrayList<>());
        Thread early = new Thread(() -> gate.pass(() -> order.add("early")));
        gate.pass(() -> {
            early.start();
            while (early.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            return true;
        });
        gate.pass(() -> order.add("late"));
        early.join();
        assertThat(order).containsExactly("early", "late");
    }

    @Test
    @DisplayName("places that are taken for ever are noticed, and a place that becomes free is enough")
    void stuck() throws Exception {
        Gate gate = new Gate(1, TIGHT);
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        TimeUnit.MILLISECONDS.sleep(600);
        assertThat(gate.isStuck()).isFalse();
        Thread busy = occupy(gate, inside, end);
        inside.await();
        assertThat(gate.isStuck()).isFalse();
        TimeUnit.MILLISECONDS.sleep(600);
        assertThat(gate.isStuck()).isTrue();
        end.countDown();
        busy.join();
        assertThat(gate.isStuck()).isFalse();
    }

    private DecideServer slowServer(Limits limits) throws Exception {
        Path plain = folder.resolve("plain.onnx");
        Architecture network = Architectures.mlp(4, 8, 3);
        OnnxExport.write(network, Weights.initial(network, 5), Map.of(), plain);
        Path model = SlowModel.write(plain, folder.resolve("slow.onnx"));
        Path selector = Example.selector(folder.resolve("s.json"), "intents", 3, -50);
        Settings.Files files = new Settings.Files(List.of(selector), Optional.of(model), List.of());
        return DecideServer.start(Settings.local(selector).with(files).with(limits));
    }

    /** Waits until the number of waiting requests is so large. */
    private static void awaitQueue(DecideServer server, int waiting) throws Exception {
        for (int i = 0; i < 1_000; i++) {
            if (Example.get(server.port(), "/metrics").body().contains("demur_queue " + waiting + ".0")) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
        throw new AssertionError("never are " + waiting + " requests waiting");
    }

    @Test
    @DisplayName("over HTTP: an overloaded server says 503 at once, stops what takes too long with 504, and goes on")
    void overHttp() throws Exception {
        int places = Runtime.getRuntime().availableProcessors();
        Limits limits =
                new Limits(1 << 20, Duration.ofSeconds(20), 3, 100, Duration.ofSeconds(5), Duration.ofSeconds(4));
        try (DecideServer server = slowServer(limits)) {
            int port = server.port();
            assertThat(Example.post(port, "/decide", SlowModel.QUICK).statusCode())
                    .isEqualTo(200);
            ExecutorService clients = Executors.newCachedThreadPool();
            List<Future<HttpResponse<String>>> endless = new ArrayList<>();
            for (int i = 0; i < places; i++) {
                endless.add(clients.submit(() -> Example.post(port, "/decide", SlowModel.ENDLESS)));
            }
            TimeUnit.MILLISECONDS.sleep(500);
            List<Future<HttpResponse<String>>> patient = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                patient.add(clients.submit(() -> Example.post(port, "/decide", SlowModel.QUICK)));
            }
            awaitQueue(server, 3);
            long start = System.nanoTime();
            HttpResponse<String> refused = Example.post(port, "/decide", SlowModel.QUICK);
            assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(1));
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).contains("1");
            assertThat(refused.body()).isEqualTo("{\"error\":\"busy: 3 requests wait already; try again\"}\n");
            for (Future<HttpResponse<String>> one : endless) {
                assertThat(one.get().statusCode()).as(one.get().body()).isEqualTo(504);
                assertThat(one.get().body()).contains("took longer than it may").hasLineCount(1);
            }
            for (Future<HttpResponse<String>> one : patient) {
                assertThat(one.get().statusCode()).isEqualTo(200);
            }
            clients.shutdown();
            assertThat(Example.post(port, "/decide", SlowModel.QUICK).statusCode())
                    .isEqualTo(200);
            assertThat(Example.get(port, "/v2/health/live").statusCode()).isEqualTo(200);
        }
    }

    @Test
    @DisplayName("memory for bodies is taken as they grow, refused beyond its bound, and given back")
    void budget() {
        int small = Budget.SMALL;
        Budget budget = new Budget(3L * small, 1_000);
        budget.grow(0, 60);
        budget.grow(60, small + 600);
        assertThat(budget.taken()).isEqualTo(small + 600);
        budget.grow(0, small);
        assertThatThrownBy(() -> budget.grow(small, small + 401))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.status()).isEqualTo(503));
        assertThat(budget.taken()).isEqualTo(2 * small + 600);
        budget.grow(0, 100);
        assertThatThrownBy(() -> budget.grow(0, small)).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> budget.grow(0, small + 401)).isInstanceOf(Refusal.class);
        budget.give(small + 600);
        budget.give(small);
        budget.give(100);
        assertThat(budget.taken()).isZero();
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
            assertThat(Example.get(server.port(), "/status").body()).contains("\"rows\": 1,");
        }
    }
}
