package io.demur.serve.watch;

import io.demur.guarantee.Confidence;
import io.demur.math.Interval;
import io.demur.monitor.ConfidenceSequence;
import io.demur.monitor.DelayedLabels;
import io.demur.monitor.RiskWealth;
import io.demur.serve.decide.Served;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The test of one claim about one version of one selector. A claim that is new begins with the answers from then on: who
 * chose it may have seen what came before. All but {@link #view}, {@link #drift} and {@link #isToBeTold} belongs to the
 * store's thread.
 */
final class VersionWatch {
    /** Some ten megabytes. */
    static final int MOST_WAITING = 100_000;

    private final Served served;
    private final Claim claim;
    private final Confidence confidence;
    private final Drift drift;
    private final RiskCourse course = new RiskCourse();
    private DelayedLabels ledger;
    private final Store.Test test;
    private long last;
    private final AtomicBoolean raised;
    private volatile RiskView view;

    VersionWatch(Served served, Claim claim, Confidence confidence, Store store) {
        this.served = served;
        this.claim = claim;
        this.confidence = confidence;
        this.drift = new Drift(claim.coverage(), store.scores(served.version()));
        this.test = new Store.Test(served.version(), claim.maxRisk().value(), confidence.value());
        this.ledger = empty();
        Optional<Store.Progress> known = store.progress(test);
        if (known.isEmpty()) {
            store.progress(test, store.last(served.version()), ledger.wealth().state());
        }
        this.raised = new AtomicBoolean(known.isPresent() && known.get().told());
        load(store);
        this.view = look(store);
    }

    private DelayedLabels empty() {
        return new DelayedLabels(new RiskWealth(claim.maxRisk(), confidence));
    }

    /** Takes the state over that the store has. */
    void load(Store store) {
        ledger = empty();
        Optional<Store.Progress> progress = store.progress(test);
        progress.ifPresent(known -> ledger.wealth().restore(known.state()));
        last = progress.map(Store.Progress::counted).orElse(0L);
        for (Store.Entry entry : store.after(served.version(), last)) {
            enroll(entry.seq());
            entry.label().ifPresent(label -> count(entry, label));
        }
        view = look(store);
    }

    /** Whether so many labels are missing that nothing more is drawn: depends on what came before alone, so it is fair. */
    boolean full() {
        return ledger.waiting() >= MOST_WAITING;
    }

    void enroll(long seq) {
        ledger.enroll(seq);
        last = seq;
    }

    void count(Store.Entry entry, int label) {
        ledger.label(entry.seq(), label == entry.prediction() ? 0 : 1);
    }

    /** Keeps how far the test has come; true if it has raised its alarm, now or before. */
    boolean keep(Store store) {
        long counted = ledger.waitsFor().orElse(last + 1) - 1;
        store.progress(test, counted, ledger.wealth().state());
        view = look(store);
        return ledger.wealth().alarmed();
    }

    /** True for one caller alone, who is to tell of the alarm; for none if it was told before. */
    boolean isToBeTold() {
        return raised.compareAndSet(false, true);
    }

    Store.Test test() {
        return test;
    }

    void refresh(Store store) {
        view = look(store);
    }

    private RiskView look(Store store) {
        RiskWealth wealth = ledger.wealth();
        String waitsFor = ledger.waitsFor().isPresent()
                ? store.name(ledger.waitsFor().getAsLong()).orElse("")
                : "";
        Interval interval = ConfidenceSequence.of(wealth.observations(), wealth.lossSum(), confidence.delta());
        course.add(new RiskView.Look(wealth.observations(), wealth.lossSum(), interval));
        return new RiskView(
                claim.maxRisk().value(),
                wealth.observations(),
                wealth.lossSum(),
                interval,
                wealth.wealth(),
                wealth.alarmedAt(),
                ledger.waiting(),
                ledger.held(),
                waitsFor,
                course.looks());
    }

    RiskView view() {
        return view;
    }

    Drift drift() {
        return drift;
    }

    Served served() {
        return served;
    }
}
