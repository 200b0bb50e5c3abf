package io.demur.serve.http;

import io.demur.serve.decide.Decided;
import io.demur.serve.decide.Served;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** What Prometheus collects. */
final class Meters {
    private static final Duration[] BUCKETS = {
        Duration.ofNanos(250_000),
        Duration.ofMillis(1),
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofSeconds(1),
        Duration.ofSeconds(10)
    };

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<String, Timer> timers = new ConcurrentHashMap<>();
    private final Map<String, Counter> outcomes = new ConcurrentHashMap<>();

    /** Counts what became of rows. */
    void decided(Served served, Decided decided) {
        for (int r = 0; r < decided.rows(); r++) {
            String outcome = decided.accepted(r)
                    ? "accepted"
                    : decided.reason(r).map(Object::toString).orElse("");
            outcomes.computeIfAbsent(served.version() + ' ' + outcome, key -> Counter.builder("demur.decisions")
                            .description("Rows decided, by outcome")
                            .tags("selector", served.name(), "version", served.version(), "outcome", outcome)
                            .register(registry))
                    .increment();
        }
    }

    /** Times one request. */
    void request(String route, int status, long nanos) {
        timers.computeIfAbsent(route + ' ' + status, key -> Timer.builder("demur.http.requests")
                        .description("Time from the whole body to the answer")
                        .serviceLevelObjectives(BUCKETS)
                        .tags("route", route, "status", Integer.toString(status))
                        .register(registry))
                .record(Duration.ofNanos(nanos));
    }

    /** Counts something that happens now and then. */
    void count(String name, String tag, String value) {
        registry.counter(name, tag, value).increment();
    }

    /** Shows a number that is asked for when it is collected. */
    void gauge(String name, Supplier<Number> number, String... tags) {
        io.micrometer.core.instrument.Gauge.builder(name, number).tags(tags).register(registry);
    }

    String text() {
        return registry.scrape();
    }
}
