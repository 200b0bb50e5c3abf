package io.demur.serve.http;

import io.demur.serve.decide.Catalogue;
import io.demur.serve.decide.Decided;
import io.demur.serve.decide.Network;
import io.demur.serve.decide.Rows;
import io.demur.serve.decide.Served;
import io.demur.serve.watch.Monitor;
import io.demur.serve.watch.Truth;
import io.demur.serve.wire.DecideBody;
import io.demur.serve.wire.InferBody;
import io.demur.serve.wire.LabelsBody;
import io.demur.serve.wire.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** What happens between a request that is understood and its answer. */
final class Engine {
    private static final String LOGITS = "logits";

    private final Catalogue catalogue;
    private final Optional<Network> network;
    private final Gate gate;
    private final Meters meters;
    private final Monitor monitor;
    private final Optional<Shadow> shadow;
    private final String prefix = Long.toString(new java.security.SecureRandom().nextLong() >>> 1, 36);
    private final AtomicLong requests = new AtomicLong();

    /** What a request is decided with. */
    record Parts(Catalogue catalogue, Optional<Network> network, Optional<Shadow> shadow, Monitor monitor) {}

    Engine(Parts parts, Gate gate, Meters meters) {
        this.catalogue = parts.catalogue();
        this.network = parts.network();
        this.shadow = parts.shadow();
        this.monitor = parts.monitor();
        this.gate = gate;
        this.meters = meters;
    }

    /** Decisions with what they are to be called by. */
    record Outcome(String id, Served served, Decided decided) {}

    Outcome decide(DecideBody body) {
        Served served = served(body.selector(), body.version());
        return decide(body.id(), served, body.kind(), body.rows(), body.groups());
    }

    Outcome infer(Served served, InferBody body) {
        Optional<Rows> logits = body.rows(LOGITS);
        if (logits.isPresent()) {
            return decide(body.id(), served, DecideBody.Kind.LOGITS, logits.get(), body.groups());
        }
        Optional<Rows> features = network.flatMap(model -> body.rows(model.input()));
        Rows rows = features.orElseThrow(() -> new Refusal(
                400,
                "inputs: there are " + body.inputs() + ", not " + LOGITS
                        + network.map(model -> " or " + model.input()).orElse("")));
        return decide(body.id(), served, DecideBody.Kind.FEATURES, rows, body.groups());
    }

    private Outcome decide(Optional<String> id, Served served, DecideBody.Kind kind, Rows rows, List<String> groups) {
        Decided decided = gate.pass(() -> {
            Rows logits = logits(served, kind, rows);
            Decided answer = served.workbench().decide(logits, groups);
            shadow.ifPresent(other -> other.follow(served, logits, groups, answer));
            return answer;
        });
        meters.decided(served, decided);
        String name = id.orElseGet(this::nextId);
        monitor.decided(served, name, decided);
        return new Outcome(name, served, decided);
    }

    private Rows logits(Served served, DecideBody.Kind kind, Rows rows) {
        if (kind == DecideBody.Kind.LOGITS) {
            return rows;
        }
        Network model = network.orElseThrow(
                () -> new Refusal(400, "features: there is no model here; send logits, or start with --model"));
        if (model.classes() != served.selector().model().classes()) {
            throw new Refusal(
                    400,
                    "features: the model tells " + model.classes() + " classes apart, the selector "
                            + served.selector().model().classes());
        }
        return model.logits(rows);
    }

    Served served(Optional<String> name, Optional<String> version) {
        return catalogue
                .find(name, version)
                .orElseThrow(() -> name.isPresent()
                        ? new Refusal(
                                404,
                                "selector: there is no " + name.get()
                                        + version.map(asked -> " of version " + asked)
                                                .orElse("") + " here; there are "
                                        + catalogue.names())
                        : new Refusal(400, "selector: name one of " + catalogue.names()));
    }

    private String nextId() {
        return prefix + '-' + Long.toString(requests.incrementAndGet(), 36);
    }

    Catalogue catalogue() {
        return catalogue;
    }

    Monitor monitor() {
        return monitor;
    }

    List<Truth.Fate> label(List<LabelsBody.Label> labels) {
        int most = catalogue.all().stream()
                .mapToInt(served -> served.selector().model().classes())
                .max()
                .orElse(0);
        List<Truth> truths = new ArrayList<>();
        for (LabelsBody.Label label : labels) {
            if (label.label() >= most) {
                throw new Refusal(400, "label: " + label.label() + " of " + label.id() + " is not below " + most);
            }
            truths.add(new Truth(label.id(), label.row(), label.label()));
        }
        return monitor.label(truths);
    }

    /** Reads the selectors anew; what is new is watched. */
    List<Served> reload() {
        try {
            List<Served> fresh = catalogue.reload();
            watchAll();
            meters.count("demur.reloads", "result", "done");
            return fresh;
        } catch (RuntimeException e) {
            meters.count("demur.reloads", "result", "refused");
            throw e;
        }
    }

    /** Every version is watched and shown. */
    void watchAll() {
        for (Served served : catalogue.all()) {
            monitor.watch(served);
            meters.watched(served, monitor);
        }
    }

    Optional<Network> network() {
        return network;
    }
}
