package io.demur.serve.watch;

import io.demur.logits.InputException;
import io.demur.math.Hash64;
import io.demur.math.Interval;
import io.demur.serve.decide.Decided;
import io.demur.serve.decide.Served;
import io.demur.serve.wire.Refusal;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    private static final Path MEMORY = Path.of(":memory:");

    private final WatchSettings settings;
    private final PrintStream log;
    private final Alarms alarms;
    private final StoreThread store;
    private final long seed;
    private final Map<String, VersionWatch> watches = new ConcurrentHashMap<>();
    private final Abstentions abstentions = new Abstentions();
    private final AtomicLong complaints = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final Repeats repeats;

    /**
     * A row that was not answered.
     *
     * @param confidence its score; NaN where there is none
     */
    public record Abstention(String id, int row, String selector, String reason, double confidence) {}

    /**
     * Opens the store, or makes one.
     *
     * @throws InputException if the file cannot be used, or draws with another seed than is given
     */
    public Monitor(WatchSettings settings, PrintStream log) {
        this(settings, log, Store.open(settings.state().orElse(MEMORY)));
    }

    Monitor(WatchSettings settings, PrintStream log, Store opened) {
        this.settings = settings;
        this.log = log;
        alarms = new Alarms(log, settings.webhook());
        seed = seed(opened, settings);
        complaints.set(opened.complaints());
        repeats = new Repeats(log);
        store = new StoreThread(opened, () -> watches.values().forEach(watch -> watch.load(opened)));
    }

    private static long seed(Store opened, WatchSettings settings) {
        long seed = opened.setting("seed", settings.seed().orElseGet(() -> new SecureRandom().nextLong()));
        if (settings.seed().isPresent() && settings.seed().getAsLong() != seed) {
            opened.close();
            throw new InputException(
                    "--audit-seed",
                    "is not the seed with which " + settings.state().orElse(MEMORY) + " began",
                    "leave it out, or begin anew with another file");
        }
        return seed;
    }

    /**
     * From now on this version is watched, going on where its test had come to; does nothing if it claims nothing. An alarm
     * that was raised before and reached nobody is told.
     *
     * @throws StoreException if that cannot be remembered
     */
    public void watch(Served served) {
        Optional<Claim> claim = Claim.of(served.selector(), settings.maxRisk());
        if (claim.isEmpty() || watches.containsKey(served.version())) {
            return;
        }
        VersionWatch watch = store.call(
                        Store.Durability.NORMAL,
                        Optional.<VersionWatch>empty(),
                        memory -> Optional.of(new VersionWatch(served, claim.get(), settings.confidence(), memory)))
                .orElseThrow();
        if (watches.putIfAbsent(served.version(), watch) == null
                && watch.view().alarmedAt().isPresent()) {
            raise(watch);
        }
    }

    /** Takes note of decisions, before they go out. */
    public void decided(Served served, String id, Decided decided) {
        VersionWatch watch = watches.get(served.version());
        List<Audited> drawn = new ArrayList<>(0);
        int classes = served.selector().model().classes();
        long key = Hash64.join(seed, hash(id));
        repeats.add(key);
        for (int r = 0; r < decided.rows(); r++) {
            if (!decided.accepted(r)) {
                abstentions.add(served, id, decided, r);
            } else if (watch != null
                    && Hash64.unit(Hash64.join(key, r)) < settings.auditShare()
                    && Claim.covers(served.selector(), decided.rule(r))) {
                drawn.add(new Audited(served.version(), id, r, decided.prediction(r), classes));
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
            alarms.hint(new Alarms.Alarm(event.kind(), served.name(), served.version(), event.text()));
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

    /**
     * Takes labels; when this returns they are kept. The first label of a row wins.
     *
     * @param classes a label of no audited answer must be below; others below the number of their own selector
     * @return what became of each
     * @throws Refusal with status 507 if they cannot be kept, 400 if one is no class; then none is
     */
    public List<Truth.Fate> label(List<Truth> truths, int classes) {
        Taken taken;
        try {
            taken = store.call(Store.Durability.FULL, Taken.NOTHING, memory -> take(truths, classes, memory));
        } catch (StoreException e) {
            throw new Refusal(507, "labels: cannot be kept: " + e.getMessage());
        }
        if (taken.objection.isPresent()) {
            throw new Refusal(400, taken.objection.get());
        }
        // Not before the transaction is kept.
        complaints.addAndGet(
                taken.fates.stream().filter(Truth.Fate.COMPLAINT::equals).count());
        taken.alarmed.forEach(this::raise);
        return taken.fates;
    }

    /** What became of labels, inside a transaction: either an objection, and nothing was done, or the rest. */
    private record Taken(List<Truth.Fate> fates, List<VersionWatch> alarmed, Optional<String> objection) {
        static final Taken NOTHING = new Taken(List.of(), List.of(), Optional.empty());
    }

    private Taken take(List<Truth> truths, int classes, Store memory) {
        for (Truth truth : truths) {
            int most = memory.find(truth.id(), truth.row())
                    .map(Store.Entry::classes)
                    .orElse(classes);
            if (truth.label() >= most) {
                String line = "label: " + truth.label() + " of " + truth.id() + " is not below " + most;
                return new Taken(List.of(), List.of(), Optional.of(line));
            }
        }
        Set<VersionWatch> touched = new LinkedHashSet<>();
        List<Truth.Fate> fates =
                truths.stream().map(truth -> take(truth, touched, memory)).toList();
        List<VersionWatch> alarmed =
                touched.stream().filter(watch -> watch.keep(memory)).toList();
        return new Taken(fates, alarmed, Optional.empty());
    }

    private Truth.Fate take(Truth truth, Set<VersionWatch> touched, Store memory) {
        Optional<Store.Entry> entry = memory.find(truth.id(), truth.row());
        if (entry.isEmpty()) {
            return memory.complain(truth) ? Truth.Fate.COMPLAINT : Truth.Fate.KNOWN;
        }
        if (entry.get().label().isPresent()) {
            return Truth.Fate.KNOWN;
        }
        memory.label(entry.get().seq(), truth.label());
        VersionWatch watch = watches.get(entry.get().version());
        if (watch != null) {
            watch.count(entry.get(), truth.label());
            touched.add(watch);
        }
        return Truth.Fate.COUNTED;
    }

    private void raise(VersionWatch watch) {
        if (!watch.isToBeTold()) {
            return;
        }
        RiskView view = watch.view();
        String text = "the accepted risk is above " + view.maxRisk() + ": " + (long) view.wrong() + " of "
                + view.labels()
                + " audited answers were wrong, risk between " + view.interval().lower() + " and "
                + view.interval().upper();
        Served served = watch.served();
        alarms.raise(new Alarms.Alarm("risk", served.name(), served.version(), text), () -> told(watch));
    }

    private void told(VersionWatch watch) {
        try {
            store.call(Store.Durability.NORMAL, true, memory -> {
                memory.told(watch.test());
                return true;
            });
        } catch (StoreException e) {
            // Then the next server tells it once more.
        }
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
        return abstentions.list();
    }

    /** Labels that belong to no audited answer. */
    public long complaints() {
        return complaints.get();
    }

    /** Audited answers that could not be remembered. */
    public long lost() {
        return lost.get();
    }

    /** Requests that came with the identifier of a recent one. */
    public long repeats() {
        return repeats.count();
    }

    /** Writes what is waiting and closes the store. */
    @Override
    public void close() {
        alarms.close();
        store.close();
    }
}
