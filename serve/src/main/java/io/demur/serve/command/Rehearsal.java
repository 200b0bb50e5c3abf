package io.demur.serve.command;

import io.demur.io.json.SelectorJson;
import io.demur.score.Score;
import io.demur.select.ModelIdentity;
import io.demur.select.Selector;
import io.demur.serve.client.DecideClient;
import io.demur.serve.http.DecideServer;
import io.demur.serve.http.Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;

/**
 * Starts a server once and asks it something: the launcher does so when it records which classes to keep in the archive
 * from which Java starts fast.
 */
final class Rehearsal {
    private Rehearsal() {}

    /** Needs no arguments; whatever fails here would only make later starts slower. */
    public static void main(String[] args) throws IOException {
        Path file = Files.createTempFile("demur-rehearsal", ".json");
        SelectorJson.write(file, selector());
        new CommandLine(new ServeCommand()).parseArgs(file.toString());
        try (DecideServer server = DecideServer.start(Settings.local(file))) {
            DecideClient client = DecideClient.of(URI.create("http://127.0.0.1:" + server.port()));
            client.decide("a", new double[] {1, 2, 3});
            client.label("a", 0, 1);
        } finally {
            Files.deleteIfExists(file);
        }
        System.exit(0);
    }

    private static Selector selector() {
        return Selector.uncertified(Score.parse("msp"), 0, new ModelIdentity("rehearsal", 3, "float32"));
    }
}
