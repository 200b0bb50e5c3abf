package io.demur.serve.watch;

import static io.demur.serve.watch.Watched.decide;
import static io.demur.serve.watch.Watched.label;
import static io.demur.serve.watch.Watched.risk;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import io.demur.logits.InputException;
import io.demur.serve.Example;
import io.demur.serve.decide.Decided;
import io.demur.serve.decide.DoubleRows;
import io.demur.serve.decide.Served;
import io.demur.serve.http.DecideServer;
import io.demur.serve.http.Settings;
import io.demur.serve.wire.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The monitor seen through a running server. Class 0 is always predicted, so label 0 is right and label 1 is wrong. */
class MonitorTest {
    @TempDir
    Path folder;

    private Path selector;
    private WatchSettings everything;

    @BeforeEach
    void write() {
        selector = Example.selector(folder.resolve("s.json"), "intents", 3, 0);
        everything = WatchSettings.USUAL.with(folder.resolve("state.db")).with(1, 7);
    }

    private DecideServer start(WatchSettings watch) {
        return DecideServer.start(Settings.local(selector).with(watch));
    }

    @Test
    @DisplayName("the first label wins, complaints stay apart, and what comes early waits for what came before")
    void labels() throws Exception {
        try (DecideServer server = start(everything)) {
            decide(server, "a");
            decide(server, "b");
            assertThat(label(server, "b", 1)).isEqualTo("counted");
            assertThat(risk(server).get("labels").intValue()).isZero();
            assertThat(risk(server).get("waitsFor").textValue()).isEqualTo("a#0");
            assertThat(label(server, "a", 0)).isEqualTo("counted");
            assertThat(risk(server).get("labels").intValue()).isEqualTo(2);
            assertThat(label(server, "a", 1)).isEqualTo("known");
            assertThat(label(server, "never-seen", 1)).isEqualTo("complaint");
            assertThat(label(server, "never-seen", 0)).isEqualTo("known");
            assertThat(risk(server).get("wrong").doubleValue()).isEqualTo(1);
            decide(server, "a");
            assertThat(risk(server).get("waiting").intValue()).isZero();
        }
    }

    @Test
    @DisplayName("abstentions do not bet")
    void abstentions() throws Exception {
        try (DecideServer server = start(everything)) {
            Example.post(server.port(), "/decide", "{\"id\":\"x\",\"logits\":[0,0,0]}");
            assertThat(label(server, "x", 1)).isEqualTo("complaint");
            assertThat(risk(server).get("waiting").intValue()).isZero();
            assertThat(Example.get(server.port(), "/status").body()).contains("below-threshold");
        }
    }

    @Test
    void refusesLabelsThatAreNone() throws Exception {
        try (DecideServer server = start(everything)) {
            for (String bad : new String[] {
                "{\"id\":\"a\",\"label\":3}",
                "{\"id\":\"a\",\"label\":-1}",
                "{\"id\":\"a\"}",
                "{\"label\":1}",
                "[]",
                "{\"id\":\"a\",\"row\":-1,\"label\":1}",
                "{\"id\":\"a\",\"label\":1,\"x\":1}"
            }) {
                assertThat(Example.post(server.port(), "/labels", bad).statusCode())
                        .as(bad)
                        .isEqualTo(400);
            }
        }
    }

    @Test
    @DisplayName(
            "wrong answers raise one alarm: in the status, in the metrics and at the webhook, also after a restart")
    void alarm() throws Exception {
        LinkedBlockingQueue<String> told = new LinkedBlockingQueue<>();
        HttpServer hook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hook.createContext("/alarm", exchange -> {
            told.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            // The server is closed meanwhile, and waits for this answer.
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        hook.start();
        WatchSettings watch = everything.with(
                URI.create("http://127.0.0.1:" + hook.getAddress().getPort() + "/alarm"));
        try (DecideServer server = start(watch)) {
            for (int i = 0; i < 6; i++) {
                decide(server, "r" + i);
                label(server, "r" + i, 1);
            }
            assertThat(risk(server).get("alarm").booleanValue()).isTrue();
            assertThat(Example.get(server.port(), "/metrics").body()).containsPattern("demur_risk_alarm\\{.*\\} 1.0");
            assertThat(told.poll(10, TimeUnit.SECONDS)).contains("\"alarm\":\"risk\"", "intents");
        }
        try (DecideServer server = start(watch)) {
            assertThat(risk(server).get("alarm").booleanValue()).isTrue();
            decide(server, "later");
            label(server, "later", 1);
            assertThat(told.poll(500, TimeUnit.MILLISECONDS)).isNull();
        } finally {
            hook.stop(0);
        }
    }

    /** The earlier looks are drawn from the start of the server on. */
    private static String withoutCourse(JsonNode risk) {
        return ((ObjectNode) risk).without("course").toString();
    }

    @Test
    @DisplayName("a restart goes on where it was: counted, held and missing labels, wealth to the last bit")
    void restart() throws Exception {
        String wealth;
        try (DecideServer server = start(everything)) {
            for (int i = 0; i < 20; i++) {
                decide(server, "r" + i);
            }
            for (int i = 0; i < 20; i++) {
                if (i != 10) {
                    label(server, "r" + i, i % 7 == 0 ? 1 : 0);
                }
            }
            wealth = withoutCourse(risk(server));
            assertThat(risk(server).get("labels").intValue()).isEqualTo(10);
            assertThat(risk(server).get("held").intValue()).isEqualTo(9);
        }
        try (DecideServer server = start(everything)) {
            assertThat(withoutCourse(risk(server))).isEqualTo(wealth);
            assertThat(label(server, "r3", 1)).isEqualTo("known");
            assertThat(label(server, "r10", 0)).isEqualTo("counted");
            assertThat(risk(server).get("labels").intValue()).isEqualTo(20);
            assertThat(risk(server).get("wrong").intValue()).isEqualTo(3);
        }
    }

    @Test
    @DisplayName("the draw is of the share asked for, and the same for the same seed")
    void draw() throws Exception {
        List<String> drawn = new ArrayList<>();
        for (int run = 0; run < 2; run++) {
            WatchSettings watch = WatchSettings.USUAL.with(0.2, 99);
            StringBuilder fates = new StringBuilder();
            try (DecideServer server = start(watch)) {
                StringBuilder labels = new StringBuilder("[");
                for (int i = 0; i < 400; i++) {
                    decide(server, "q" + i);
                    labels.append(i == 0 ? "" : ",")
                            .append("{\"id\":\"q")
                            .append(i)
                            .append("\",\"label\":0}");
                }
                fates.append(Example.post(
                                server.port(), "/labels", labels.append("]").toString())
                        .body());
            }
            drawn.add(fates.toString());
        }
        assertThat(drawn.get(0)).isEqualTo(drawn.get(1));
        assertThat(drawn.get(0).split("counted", -1).length - 1).isBetween(50, 112);
    }

    @Test
    @DisplayName("a state file that is none, or in use, is one line")
    void badState() throws Exception {
        Path none = Files.writeString(folder.resolve("none.db"), "this is no database, not at all, never was");
        assertThatThrownBy(() -> start(WatchSettings.USUAL.with(none)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("none.db")
                .hasMessageNotContaining("\n");
        try (DecideServer server = start(everything)) {
            decide(server, "a");
            assertThatThrownBy(() -> start(everything)).isInstanceOf(InputException.class);
        }
    }

    @Test
    @DisplayName("when the state cannot be written, labels are refused and none is half there; decisions go on")
    void fullDisk() throws Exception {
        Path small = folder.resolve("small.db");
        try (Store store = Store.open(small)) {
            store.begin(Store.Durability.FULL);
            store.audit(new Audited("v", "a", 0, 0, 3));
            store.commit();
            store.limitTo(1);
            store.begin(Store.Durability.FULL);
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 10_000; i++) {
                            store.audit(new Audited("v", "id" + i, 0, 0, 3));
                        }
                    })
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("full");
            store.rollback();
            assertThat(store.after("v", 0)).hasSize(1);
            store.begin(Store.Durability.NORMAL);
            store.label(1, 1);
            store.commit();
        }
    }

    @Test
    @DisplayName("complaints that could not be kept are not counted")
    void lostComplaints() {
        Store store = Store.open(folder.resolve("small.db"));
        store.limitTo(1);
        PrintStream log = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        try (Monitor monitor = new Monitor(WatchSettings.USUAL, log, store)) {
            List<Truth> many = IntStream.range(0, 10_000)
                    .mapToObj(i -> new Truth("never-seen-" + i, 0, 1))
                    .toList();
            assertThatThrownBy(() -> monitor.label(many, 3))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("full");
            assertThat(monitor.complaints()).isZero();
            assertThat(monitor.label(List.of(new Truth("one", 0, 1)), 3)).containsExactly(Truth.Fate.COMPLAINT);
            assertThat(monitor.complaints()).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("requests that all have one id are noticed: they are not watched")
    void repeatedIds() throws Exception {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try (Monitor monitor = new Monitor(everything, new PrintStream(said, true, StandardCharsets.UTF_8))) {
            Served served = Served.read(selector);
            monitor.watch(served);
            Decided decided = served.workbench().decide(new DoubleRows(3, new double[] {9, 0, 0}, 3), List.of());
            for (int i = 0; i < 5_000; i++) {
                monitor.decided(served, "own-" + i, decided);
            }
            assertThat(monitor.repeats()).isZero();
            for (int i = 0; i < 150; i++) {
                monitor.decided(served, "constant", decided);
            }
            assertThat(monitor.repeats()).isEqualTo(149);
        }
        assertThat(said.toString(StandardCharsets.UTF_8).lines().filter(line -> line.contains("id of")))
                .singleElement()
                .asString()
                .contains("100 requests came with the id of an earlier one");
    }
}
