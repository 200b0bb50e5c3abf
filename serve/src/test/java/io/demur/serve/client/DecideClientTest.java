package io.demur.serve.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.demur.io.json.SelectorJson;
import io.demur.logits.InputException;
import io.demur.select.Selector;
import io.demur.serve.Example;
import io.demur.serve.http.DecideServer;
import io.demur.serve.http.Settings;
import io.demur.serve.watch.WatchSettings;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecideClientTest {
    @TempDir
    Path folder;

    @Test
    void decidesAndLabels() {
        Path file = Example.selector(folder.resolve("s.json"), "intents", 4, 0);
        Selector selector = SelectorJson.read(file);
        DecideClient client;
        try (DecideServer server = DecideServer.start(Settings.local(file).with(WatchSettings.USUAL.with(1, 3)))) {
            client = DecideClient.of(URI.create("http://127.0.0.1:" + server.port()));
            Random random = new Random(4);
            for (int i = 0; i < 50; i++) {
                double[] one = Example.row(random, 4);
                double[] two = Example.row(random, 4);
                DecideClient.Answer answer = client.decide("id" + i, one, two);
                assertThat(answer.decisions()).containsExactly(selector.decide(one), selector.decide(two));
                assertThat(answer.id()).isEqualTo("id" + i);
            }
            client.decide("sure", new double[] {9, 0, 0, 0});
            assertThat(client.label("sure", 0, 0)).isEqualTo("counted");
            assertThat(client.label("sure", 0, 1)).isEqualTo("known");
            assertThatThrownBy(() -> client.decide("x", new double[] {1, 2}))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("4 classes");
            assertThatThrownBy(() -> client.decide("x", new double[] {1, 2, 3, Double.NaN}))
                    .isInstanceOf(InputException.class);
        }
        assertThatThrownBy(() -> client.decide("x", new double[] {1, 2, 3, 4}))
                .isInstanceOf(UncheckedIOException.class);
    }
}
