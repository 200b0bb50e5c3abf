package io.demur.serve.http;

import io.demur.select.AbstentionReason;
import io.demur.serve.decide.Decided;
import io.demur.serve.decide.Served;
import io.demur.serve.watch.Monitor;
import io.demur.serve.watch.RiskView;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

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

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, new PrometheusRegistry(), new ForwardClock());
    private final Map<String, Timer> timers = new ConcurrentHashMap<>();
    private final Map<String, Counter> outcomes = new ConcurrentHashMap<>();
    private final Set<String> shown = ConcurrentHashMap.newKeySet();

    /** The registry forgets its maxima by the clock on the wall, which may jump; here it is given one that does not. */
    private static final class ForwardClock implements Clock {
        @Override
        public long wallTime() {
            return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
        }

        @Override
        public long monotonicTime() {
            return System.nanoTime();
        }
    }

    /** Counts what became of rows. */
    void decided(Served served, Decided decided) {
        Map<AbstentionReason, Integer> abstained = new EnumMap<>(AbstentionReason.class);
        int accepted = 0;
        for (int r = 0; r < decided.rows(); r++) {
            if (decided.accepted(r)) {
                accepted++;
            } else {
                decided.reason(r).ifPresent(reason -> abstained.merge(reason, 1, Integer::sum));
            }
        }
        if (accepted > 0) {
            count(served, "accepted", accepted);
        }
        abstained.forEach((reason, rows) -> count(served, reason.toString(), rows));
    }

    private void count(Served served, String outcome, int rows) {
        outcomes.computeIfAbsent(served.version() + ' ' + outcome, key -> Counter.builder("demur.decisions")
                        .description("Rows decided, by outcome")
                        .tags("selector", served.name(), "version", served.version(), "outcome", outcome)
                        .register(registry))
                .increment(rows);
    }

    /** Times one request. */
    void request(String route, int status, long nanos) {
        timers.computeIfAbsent(route + ' ' + status, key -> Timer.builder("demur.http.requests")
                        .description("Time from the whole body, or the head of a request without one, to the answer")
                        .serviceLevelObjectives(BUCKETS)
                        .tags("route", route, "status", Integer.toString(status))
                        .register(registry))
                .record(Duration.ofNanos(nanos));
    }

    /** Counts something that happens now and then. */
    void count(String name, String tag, String value) {
        registry.counter(name, tag, value).increment();
    }

    /** Counts how a shadow would have decided. */
    void shadow(Served shadow, boolean answered, boolean accepted) {
        String both = (answered ? "accepted" : "abstained") + (accepted ? "-accepted" : "-abstained");
        outcomes.computeIfAbsent("shadow " + shadow.version() + ' ' + both, key -> Counter.builder("demur.shadow")
                        .description("Rows decided by a shadow, by the answer and the shadow's decision")
                        .tags("selector", shadow.name(), "version", shadow.version(), "decisions", both)
                        .register(registry))
                .increment();
    }

    /** Shows what the monitor knows of a version. */
    void watched(Served served, Monitor monitor) {
        String version = served.version();
        if (monitor.risk(version).isEmpty() || !shown.add(version)) {
            return;
        }
        String[] tags = {"selector", served.name(), "version", version};
        risk(
                "demur.risk.estimate",
                monitor,
                version,
                view -> view.labels() == 0 ? Double.NaN : view.wrong() / view.labels(),
                tags);
        risk("demur.risk.lower", monitor, version, view -> view.interval().lower(), tags);
        risk("demur.risk.upper", monitor, version, view -> view.interval().upper(), tags);
        risk("demur.risk.claim", monitor, version, RiskView::maxRisk, tags);
        risk("demur.risk.wealth", monitor, version, RiskView::wealth, tags);
        risk("demur.risk.alarm", monitor, version, view -> view.alarmedAt().isPresent() ? 1 : 0, tags);
        risk("demur.audit.labels", monitor, version, RiskView::labels, tags);
        risk("demur.audit.waiting", monitor, version, RiskView::waiting, tags);
        stream("demur.coverage.recent", monitor, version, Monitor.Stream::recentCoverage, tags);
        stream("demur.scores.stability", monitor, version, Monitor.Stream::stability, tags);
        stream("demur.drift", monitor, version, view -> view.drifted() ? 1 : 0, tags);
    }

    private void risk(String name, Monitor monitor, String version, ToDoubleFunction<RiskView> part, String... tags) {
        gauge(name, () -> monitor.risk(version).map(part::applyAsDouble).orElse(Double.NaN), tags);
    }

    private void stream(
            String name, Monitor monitor, String version, ToDoubleFunction<Monitor.Stream> part, String... tags) {
        gauge(name, () -> monitor.stream(version).map(part::applyAsDouble).orElse(Double.NaN), tags);
    }

    /** Shows a number that is asked for when it is collected. */
    void gauge(String name, Supplier<Number> number, String... tags) {
        io.micrometer.core.instrument.Gauge.builder(name, number).tags(tags).register(registry);
    }

    String text() {
        return registry.scrape();
    }
}
