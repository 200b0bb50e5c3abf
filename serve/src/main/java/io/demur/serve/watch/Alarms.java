package io.demur.serve.watch;

import io.demur.io.json.JsonText;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Tells of alarms: a line of the log, and a request to a webhook, which is tried three times. */
final class Alarms {
    private static final int TRIES = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final PrintStream log;
    private final Optional<URI> webhook;
    private final Optional<HttpClient> client;

    Alarms(PrintStream log, Optional<URI> webhook) {
        this.log = log;
        this.webhook = webhook;
        client = webhook.map(target -> HttpClient.newBuilder()
                .connectTimeout(PATIENCE)
                .version(HttpClient.Version.HTTP_1_1)
                .build());
    }

    /**
     * Raises one.
     *
     * @param kind {@code risk}, {@code coverage} or {@code scores}
     */
    void raise(String kind, String selector, String version, String text) {
        log.println("demur serve: ALARM " + kind + " " + selector + " " + version + ": " + text);
        log.flush();
        String body = "{\"alarm\":" + JsonText.quoted(kind) + ",\"selector\":" + JsonText.quoted(selector)
                + ",\"version\":" + JsonText.quoted(version) + ",\"text\":" + JsonText.quoted(text) + "}";
        webhook.ifPresent(target -> {
            Thread sender = new Thread(() -> send(target, body), "demur-webhook");
            sender.setDaemon(true);
            sender.start();
        });
    }

    private void send(URI target, String body) {
        HttpRequest request = HttpRequest.newBuilder(target)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            for (int i = 0; i < TRIES; i++) {
                if (taken(request)) {
                    return;
                }
                TimeUnit.SECONDS.sleep(1);
            }
            log.println("demur serve: the webhook did not take the alarm");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean taken(HttpRequest request) throws InterruptedException {
        try {
            HttpResponse<Void> response = client.orElseThrow().send(request, HttpResponse.BodyHandlers.discarding());
            return response.statusCode() < 300;
        } catch (IOException e) {
            return false;
        }
    }
}
