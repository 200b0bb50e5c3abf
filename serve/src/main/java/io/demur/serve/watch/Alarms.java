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
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Tells of alarms: a line of the log, and a request to a webhook. What it refuses is sent again, at first after half a
 * second, then after twice as long each time, at most {@value #LONGEST_MILLIS} ms: an alarm until it is taken or the
 * server ends, a hint three times.
 */
final class Alarms implements AutoCloseable {
    static final long LONGEST_MILLIS = 300_000;

    private static final long FIRST_MILLIS = 500;
    private static final int TRIES_OF_A_HINT = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long GRACE_MILLIS = 1_000;

    private final PrintStream log;
    private final Optional<URI> webhook;
    private final Optional<HttpClient> client;
    private final ScheduledExecutorService sender;

    /**
     * What there is to tell.
     *
     * @param kind {@code risk}, {@code coverage} or {@code scores}
     */
    record Alarm(String kind, String selector, String version, String text) {
        private String json() {
            return "{\"alarm\":" + JsonText.quoted(kind) + ",\"selector\":" + JsonText.quoted(selector)
                    + ",\"version\":" + JsonText.quoted(version) + ",\"text\":" + JsonText.quoted(text) + "}";
        }
    }

    Alarms(PrintStream log, Optional<URI> webhook) {
        this.log = log;
        this.webhook = webhook;
        client = webhook.map(target -> HttpClient.newBuilder()
                .connectTimeout(PATIENCE)
                .version(HttpClient.Version.HTTP_1_1)
                .build());
        ScheduledThreadPoolExecutor one =
                new ScheduledThreadPoolExecutor(1, Alarms::thread, new ThreadPoolExecutor.DiscardPolicy());
        one.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        sender = one;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "demur-webhook");
        thread.setDaemon(true);
        return thread;
    }

    /** Raises an alarm; calls back, on any thread, when it was told. */
    void raise(Alarm alarm, Runnable told) {
        tell(alarm, Integer.MAX_VALUE, told);
    }

    /** Gives a hint. */
    void hint(Alarm alarm) {
        tell(alarm, TRIES_OF_A_HINT, () -> {});
    }

    private void tell(Alarm alarm, int tries, Runnable told) {
        log.println(
                "demur serve: ALARM " + alarm.kind + " " + alarm.selector + " " + alarm.version + ": " + alarm.text);
        log.flush();
        if (webhook.isEmpty()) {
            told.run();
            return;
        }
        HttpRequest request = HttpRequest.newBuilder(webhook.get())
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(alarm.json()))
                .build();
        send(new Letter(request, tries, told), 0, FIRST_MILLIS);
    }

    /** An alarm on its way. */
    private record Letter(HttpRequest request, int tries, Runnable told) {}

    private void send(Letter letter, long waitMillis, long nextMillis) {
        // What comes of it is in the letter.
        Future<?> unused = sender.schedule(() -> attempt(letter, nextMillis), waitMillis, TimeUnit.MILLISECONDS);
    }

    private void attempt(Letter letter, long nextMillis) {
        if (isTaken(letter.request)) {
            letter.told.run();
        } else if (letter.tries > 1) {
            if (nextMillis == FIRST_MILLIS) {
                log.println("demur serve: the webhook did not take the alarm; it is sent again");
            }
            Letter again = new Letter(letter.request, letter.tries - 1, letter.told);
            send(again, nextMillis, Math.min(2 * nextMillis, LONGEST_MILLIS));
        }
    }

    private boolean isTaken(HttpRequest request) {
        try {
            HttpResponse<Void> response = client.orElseThrow().send(request, HttpResponse.BodyHandlers.discarding());
            return response.statusCode() < 300;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Sends nothing more. What is on its way has a moment to arrive: a webhook that took an alarm whose answer nobody waited
     * for would get it again from the next server.
     */
    @Override
    public void close() {
        sender.shutdown();
        try {
            if (!sender.awaitTermination(GRACE_MILLIS, TimeUnit.MILLISECONDS)) {
                sender.shutdownNow();
            }
        } catch (InterruptedException e) {
            sender.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
