package io.demur.serve.watch;

import static io.demur.serve.watch.Watched.err;
import static io.demur.serve.watch.Watched.risk;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.demur.serve.Example;
import io.demur.serve.http.DecideServer;
import io.demur.serve.http.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An alarm reaches its webhook, whatever happens between. */
class AlarmDeliveryTest {
    @TempDir
    Path folder;

    private final LinkedBlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private HttpServer hook;
    private Path selector;
    private WatchSettings watch;

    @BeforeEach
    void listen() throws IOException {
        selector = Example.selector(folder.resolve("s.json"), "intents", 3, 0);
        hook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hook.createContext("/alarm", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            boolean refused = refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
            if (!refused) {
                told.add(body);
            }
            exchange.sendResponseHeaders(refused ? 503 : 204, -1);
            exchange.close();
        });
        hook.start();
        watch = WatchSettings.USUAL
                .with(folder.resolve("state.db"))
                .with(1, 7)
                .with(URI.create("http://127.0.0.1:" + hook.getAddress().getPort() + "/alarm"));
    }

    @AfterEach
    void stop() {
        hook.stop(0);
    }

    private DecideServer start() {
        return DecideServer.start(Settings.local(selector).with(watch));
    }

    @Test
    @DisplayName("a webhook that refuses four times is asked a fifth time")
    void retries() throws Exception {
        refusals.set(4);
        try (DecideServer server = start()) {
            err(server, "r", 6);
            assertThat(told.poll(30, TimeUnit.SECONDS)).contains("\"alarm\":\"risk\"", "intents");
        }
    }

    @Test
    @DisplayName("an alarm that was not delivered is sent by the next server, and only once")
    void restart() throws Exception {
        refusals.set(Integer.MAX_VALUE);
        try (DecideServer server = start()) {
            err(server, "r", 6);
            assertThat(risk(server).get("alarm").booleanValue()).isTrue();
        }
        // Nothing of the first server goes on trying.
        TimeUnit.SECONDS.sleep(3);
        refusals.set(0);
        assertThat(told.poll(1, TimeUnit.SECONDS)).isNull();
        try (DecideServer server = start()) {
            assertThat(told.poll(30, TimeUnit.SECONDS)).contains("\"alarm\":\"risk\"", "intents");
            err(server, "s", 1);
        }
        try (DecideServer server = start()) {
            assertThat(risk(server).get("alarm").booleanValue()).isTrue();
            err(server, "t", 1);
            assertThat(told.poll(1, TimeUnit.SECONDS)).isNull();
        }
    }
}
