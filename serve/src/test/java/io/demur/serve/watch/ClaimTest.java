package io.demur.serve.watch;

import static io.demur.serve.watch.Watched.decide;
import static io.demur.serve.watch.Watched.err;
import static io.demur.serve.watch.Watched.label;
import static io.demur.serve.watch.Watched.risk;
import static io.demur.serve.watch.Watched.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.demur.guarantee.GroupRule;
import io.demur.io.json.SelectorJson;
import io.demur.logits.InputException;
import io.demur.select.Grouping;
import io.demur.select.Rule;
import io.demur.select.Selector;
import io.demur.serve.Example;
import io.demur.serve.http.DecideServer;
import io.demur.serve.http.Settings;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is tested, of which answers, and by which labels. */
class ClaimTest {
    @TempDir
    Path folder;

    private Path selector;
    private WatchSettings everything;

    @BeforeEach
    void write() {
        selector = Example.selector(folder.resolve("s.json"), "intents", 3, 0);
        everything = WatchSettings.USUAL.with(folder.resolve("state.db")).with(1, 7);
    }

    private DecideServer start(double risk) {
        WatchSettings watch = new WatchSettings(
                everything.state(),
                1,
                everything.seed(),
                OptionalDouble.of(risk),
                everything.confidence(),
                everything.webhook());
        return DecideServer.start(Settings.local(selector).with(watch));
    }

    @Test
    @DisplayName("another claim has a test of its own, on answers from then on; the first goes on where it was")
    void anotherClaim() throws Exception {
        try (DecideServer server = start(Example.RISK)) {
            err(server, "a", 6);
            assertThat(risk(server).get("alarm").booleanValue()).isTrue();
        }
        for (int start = 0; start < 2; start++) {
            try (DecideServer server = start(0.5)) {
                assertThat(risk(server).get("alarm").booleanValue()).isFalse();
                assertThat(risk(server).get("labels").intValue()).isEqualTo(start);
                err(server, "b" + start, 1);
                assertThat(risk(server).get("labels").intValue()).isEqualTo(start + 1);
            }
        }
        try (DecideServer server = start(Example.RISK)) {
            assertThat(risk(server).get("alarm").booleanValue()).isTrue();
            assertThat(risk(server).get("labels").intValue()).isEqualTo(8);
        }
    }

    @Test
    @DisplayName("answers of a group without a certificate of its own do not bet")
    void groups() throws Exception {
        Selector plain = SelectorJson.read(selector);
        Rule certified =
                new Rule("a", plain.rules().get(0).rule(), plain.rules().get(0).certificate());
        Rule pooled = new Rule(
                "b",
                new GroupRule(GroupRule.Status.POOLED_NOT_CERTIFIED, OptionalDouble.of(0)),
                java.util.Optional.empty());
        SelectorJson.write(
                selector,
                new Selector(
                        "grouped",
                        plain.score(),
                        Grouping.COLUMN,
                        List.of(certified, pooled),
                        List.of(),
                        plain.model(),
                        plain.data(),
                        List.of()));
        try (DecideServer server = DecideServer.start(Settings.local(selector).with(everything))) {
            send(server, "{\"id\":\"x\",\"logits\":[[9,0,0],[9,0,0]],\"groups\":[\"b\",\"a\"]}");
            assertThat(risk(server).get("waiting").intValue()).isEqualTo(1);
            assertThat(label(server, "x", 1)).isEqualTo("complaint");
            assertThat(risk(server).get("waitsFor").textValue()).isEqualTo("x#1");
        }
    }

    @Test
    @DisplayName("a label must be a class of the selector that answered, not of any other")
    void labelsOfTheirSelector() throws Exception {
        Path five = Example.selector(folder.resolve("five.json"), "five", 5, 0);
        try (DecideServer server =
                DecideServer.start(Settings.local(selector, five).with(everything))) {
            send(server, "{\"id\":\"x\",\"selector\":\"intents\",\"logits\":[9,0,0]}");
            HttpResponse<String> refused =
                    Example.post(server.port(), "/labels", "[{\"id\":\"y\",\"label\":1},{\"id\":\"x\",\"label\":4}]");
            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
            assertThat(refused.body()).contains("label: 4 of x is not below 3");
            assertThat(label(server, "y", 1)).as("nothing was kept").isEqualTo("complaint");
            assertThat(label(server, "x", 2)).isEqualTo("counted");
        }
    }

    @Test
    @DisplayName("a seed other than that of the state file is refused, not ignored")
    void anotherSeed() throws Exception {
        try (DecideServer server = DecideServer.start(Settings.local(selector).with(everything))) {
            decide(server, "a");
        }
        assertThatThrownBy(() -> DecideServer.start(Settings.local(selector).with(everything.with(1, 8))))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("--audit-seed")
                .hasMessageContaining("state.db");
        try (DecideServer server = DecideServer.start(Settings.local(selector).with(everything))) {
            decide(server, "b");
        }
    }
}
