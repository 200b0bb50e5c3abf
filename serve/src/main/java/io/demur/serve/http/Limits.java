package io.demur.serve.http;

import java.time.Duration;

/**
 * What one server takes on.
 *
 * @param bodyBytes most bytes of a body
 * @param patience how long a request may take to arrive
 * @param waiting most requests that wait for a processor; the next one is refused at once
 * @param connections most connections; further ones wait to be accepted
 * @param drain how long an ending server waits for what it has begun
 * @param computing how long one run of the model may take
 */
public record Limits(
        int bodyBytes, Duration patience, int waiting, int connections, Duration drain, Duration computing) {
    /** 64 MiB, 10 s, 128 waiting, 10,000 connections, 10 s, 30 s. */
    public static final Limits USUAL =
            new Limits(64 << 20, Duration.ofSeconds(10), 128, 10_000, Duration.ofSeconds(10), Duration.ofSeconds(30));

    /** Checks that everything is positive. */
    public Limits {
        if (bodyBytes < 1 || patience.toMillis() < 1 || waiting < 1 || connections < 1 || computing.toMillis() < 1) {
            throw new IllegalArgumentException("limits must be positive");
        }
    }
}
