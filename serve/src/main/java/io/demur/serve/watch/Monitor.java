package io.demur.serve.watch;

import io.demur.math.Hash64;
import io.demur.math.Interval;
import io.demur.serve.decide.Decided;
import io.demur.serve.decide.Served;
import io.demur.serve.wire.Refusal;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Watches what a server accepts: draws the audit sample when a row is decided, takes labels, tests the claim of every
 * version on its own, and looks for drift. What it has acknowledged is in its store. Safe for use by several threads.
 *
 * <p>Whether a row is drawn depends on the seed, the request's identifier and the row alone, so a request that is sent
 * again is drawn again, and nobody without the seed can tell which are.
 */
public final class Monitor implements AutoCloseable {
    private static final int RECENT = 20;

    private final WatchSettings settings;
    private final PrintStream log;
    private final Alarms alarms;
    private final StoreThread store;
    private final long seed;
    private final Map<String, VersionWatch> watches = new ConcurrentHashMap<>();
    private final Deque<Abstention> abstentions = new ArrayDeque<>();
    private final AtomicLong complaints = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();

    /**
     * A row that was not answered.
     *
     * @param confidence its score; NaN where there is none
     */
    public record Abstention(String id, int row, String selector, String reason, double confidence) {}

    /**
     * Opens the store, or makes one.
     *
     * @throws io.demur.logits.InputException if the file cannot be used
     */
    public Monitor(WatchSettings settings, PrintStream log) {
        this.settings = settings;
        this.log = log;
        alarms = new Alarms(log, settings.webhook());
        Store opened = Store.open(settings.state().orElse(Path.of(":memory:")));
        seed = opened.setting("seed", settings.seed().orElseGet(() -> new SecureRandom().nextLong()));
        complaints.set(opened.complaints());
        store = new StoreThread(opened, () -> watches.values().forEach(watch -> watch.load(opened)));
    }

    /** From now on this version is watched, going on where its test had come to; does nothing if it claims nothing. */
    public void watch(Served served) {
        Claim.of(served.selector(), settings.maxRisk())
                .ifPresent(claim -> store.call(
                        Store.Durability.NORMAL,
                        true,
                        memory -> watches.computeIfAbsent(
                                        served.version(),
                                        version -> new VersionWatch(served, claim, settings.confidence(), memory))
                                != null));
    }

    /** Takes note of decisions, before they go out. */
    public void decided(Served served, String id, Decided decided) {
        VersionWatch watch = watches.get(served.version());
        List<Audited> drawn = new ArrayList<>(0);
        long key = Hash64.join(seed, hash(id));
        for (int r = 0; r < decided.rows(); r++) {
            if (!decided.accepted(r)) {
                remember(served, id, decided, r);
            } else if (watch != null
                    && Hash64.unit(Hash64.join(key, r)) < settings.auditShare()
                    && Claim.covers(served.selector(), decided.prediction(r))) {
                drawn.add(new Audited(served.version(), id, r, decided.prediction(r)));
            }
            if (watch != null) {
                watch.drift().add(decided.accepted(r), decided.confidence(r)).ifPresent(event -> tell(watch, event));
            }
        }
        if (watch != null && !drawn.isEmpty()) {
            audit(watch, drawn);
        }
    }

    private static long hash(String text) {
        long hash = Hash64.START;
        for (int i = 0; i < text.length(); i++) {
            hash = Hash64.join(hash, text.charAt(i));
        }
        return hash;
    }

    private void audit(VersionWatch watch, List<Audited> drawn) {
        try {
            store.call(Store.Durability.NORMAL, true, memory -> {
                for (Audited audited : watch.full() ? List.<Audited>of() : drawn) {
                    memory.audit(audited).ifPresent(watch::enroll);
                }
                watch.refresh(memory);
                return true;
            });
        } catch (StoreException e) {
            // Losing a draw does not depend on whether the answer is right, so the sample stays fair.
            if (lost.getAndAdd(drawn.size()) == 0) {
                log.println("demur serve: an audited answer cannot be remembered: " + e.getMessage());
            }
        }
    }

    private void tell(VersionWatch watch, Drift.Event event) {
        Served served = watch.served();
        if (!event.kind().equals("edges")) {
            alarms.raise(event.kind(), served.name(), served.version(), event.text());
            return;
        }
        try {
            store.call(Store.Durability.NORMAL, true, memory -> {
                memory.scores(served.version(), watch.drift().edges());
                return true;
            });
        } catch (StoreException e) {
            log.println("demur serve: the first scores cannot be remembered: " + e.getMessage());
        }
    }

    private void remember(Served served, String id, Decided decided, int row) {
        String reason = decided.reason(row).map(Object::toString).orElse("");
        synchronized (abstentions) {
            abstentions.addFirst(new Abstention(id, row, served.name(), reason, decided.confidence(row)));
            if (abstentions.size() > RECENT) {
                abstentions.removeLast();
            }
        }
    }

    /**
     * Takes labels; when this returns they are kept. The first label of a row wins.
     *
     * @return what became of each
     * @throws Refusal with status 507 if they cannot be kept; then none is
     */
    public List<Truth.Fate> label(List<Truth> truths) {
        List<VersionWatch> news = new ArrayList<>();
        try {
            List<Truth.Fate> fates = store.call(Store.Durability.FULL, List.of(), memory -> take(truths, news, memory));
            news.forEach(this::raise);
            return fates;
        } catch (StoreException e) {
            throw new Refusal(507, "labels: cannot be kept: " + e.getMessage());
        }
    }

    private List<Truth.Fate> take(List<Truth> truths, List<VersionWatch> news, Store memory) {
        List<Truth.Fate> fates = new ArrayList<>();
        for (Truth truth : truths) {
            Optional<Store.Entry> entry = memory.find(truth.id(), truth.row());
            if (entry.isEmpty()) {
                boolean first = memory.complain(truth);
                complaints.addAndGet(first ? 1 : 0);
                fates.add(first ? Truth.Fate.COMPLAINT : Truth.Fate.KNOWN);
            } else if (entry.get().label().isPresent()) {
                fates.add(Truth.Fate.KNOWN);
            } else {
                memory.label(entry.get().seq(), truth.label());
                count(entry.get(), truth.label(), news, memory);
                fates.add(Truth.Fate.COUNTED);
            }
        }
        return fates;
    }

    private void count(Store.Entry entry, int label, List<VersionWatch> news, Store memory) {
        VersionWatch watch = watches.get(entry.version());
        if (watch != null) {
            watch.count(entry, label);
            if (watch.keep(memory)) {
                news.add(watch);
            }
        }
    }

    private void raise(VersionWatch watch) {
        RiskView view = watch.view();
        alarms.raise(
                "risk",
                watch.served().name(),
                watch.served().version(),
                "the accepted risk is above " + view.maxRisk() + ": " + (long) view.wrong() + " of " + view.labels()
                        + " audited answers were wrong, risk between "
                        + view.interval().lower() + " and "
                        + view.interval().upper());
    }

    /**
     * The audited answers that wait for a label, oldest first.
     *
     * @param most how many at most
     */
    public List<Audited> unlabelled(int most) {
        try {
            return store.call(Store.Durability.NORMAL, List.of(), memory -> memory.unlabelled(most));
        } catch (StoreException e) {
            throw new Refusal(507, "audit: cannot be read: " + e.getMessage());
        }
    }

    /** What is known of the accepted risk of a version; empty if it claims nothing. */
    public Optional<RiskView> risk(String version) {
        return Optional.ofNullable(watches.get(version)).map(VersionWatch::view);
    }

    /** What passes through a version without labels. */
    public Optional<Stream> stream(String version) {
        return Optional.ofNullable(watches.get(version))
                .map(watch -> watch.drift().view())
                .map(view -> new Stream(
                        view.rows(),
                        view.accepted(),
                        view.recentCoverage(),
                        view.stability(),
                        view.drifted(),
                        view.blocks(),
                        view.certified()));
    }

    /**
     * What passes without labels.
     *
     * @param rows decided since the start
     * @param accepted of them
     * @param recentCoverage of the last blocks; NaN before the first
     * @param stability index of the scores; NaN before there are enough
     * @param drifted whether either has drifted
     * @param blocks coverage of the last blocks of 1,000 rows, oldest first
     * @param certified the interval of the coverage of the certification sample, if there is a certificate
     */
    public record Stream(
            long rows,
            long accepted,
            double recentCoverage,
            double stability,
            boolean drifted,
            List<Double> blocks,
            Optional<Interval> certified) {
        /** Copies the list. */
        public Stream {
            blocks = List.copyOf(blocks);
        }
    }

    /** The last rows that were not answered, latest first. */
    public List<Abstention> abstentions() {
        synchronized (abstentions) {
            return List.copyOf(abstentions);
        }
    }

    /** Labels that belong to no audited answer. */
    public long complaints() {
        return complaints.get();
    }

    /** Audited answers that could not be remembered. */
    public long lost() {
        return lost.get();
    }

    /** Writes what is waiting and closes the store. */
    @Override
    public void close() {
        store.close();
    }
}
