package io.demur.serve.http;

import io.demur.logits.InputException;
import io.demur.serve.decide.Catalogue;
import io.demur.serve.decide.Decided;
import io.demur.serve.decide.Given;
import io.demur.serve.decide.Network;
import io.demur.serve.decide.Rows;
import io.demur.serve.decide.Served;
import io.demur.serve.watch.Monitor;
import io.demur.serve.watch.Truth;
import io.demur.serve.wire.DecideBody;
import io.demur.serve.wire.InferAnswer;
import io.demur.serve.wire.InferBody;
import io.demur.serve.wire.LabelsBody;
import io.demur.serve.wire.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** What happens between a request that is understood and its answer. */
final class Engine {
    private static final String LOGITS = "logits";
    private static final Duration WARM_UP = Duration.ofMillis(300);

    private final Catalogue catalogue;
    private final Optional<Network> network;
    private final Gate gate;
    private final Meters meters;
    private final Monitor monitor;
    private final Optional<Shadow> shadow;
    private final String prefix = Long.toString(new java.security.SecureRandom().nextLong() >>> 1, 36);
    private final AtomicLong requests = new AtomicLong();
    /** Scores that were got ready. */
    private final Set<String> warm = ConcurrentHashMap.newKeySet();

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

    /** A request for one selector. */
    private record Request(Optional<String> id, Served served, Given given, List<String> groups) {}

    /**
     * Reads and decides a request when there is room for it: what takes a processor waits its turn, as few threads at a
     * time as there are processors, so that none of them is set aside halfway for the others.
     */
    Outcome decide(Supplier<DecideBody> reading) {
        return noted(gate.pass(() -> {
            DecideBody body = reading.get();
            Served served = served(body.selector(), body.version());
            return decide(new Request(body.id(), served, body.given(), body.groups()));
        }));
    }

    /** The same for a request of the Open Inference Protocol, with the answer to it. */
    InferAnswer infer(Served served, Supplier<InferBody> reading) {
        Inferred inferred = gate.pass(() -> {
            InferBody body = reading.get();
            return new Inferred(body, decide(new Request(body.id(), served, given(body), body.groups())));
        });
        Outcome outcome = noted(inferred.outcome);
        return InferAnswer.write(outcome.id(), served, outcome.decided(), inferred.body.outputs());
    }

    private record Inferred(InferBody body, Outcome outcome) {}

    private Given given(InferBody body) {
        return body.rows(LOGITS)
                .<Given>map(Given.Logits::new)
                .or(() -> network.flatMap(model -> ModelInputs.of(model, body)))
                .orElseThrow(() -> new Refusal(
                        400,
                        "inputs: there are " + body.inputs() + ", not " + LOGITS
                                + network.map(model -> " or " + ModelInputs.names(model))
                                        .orElse("")));
    }

    private Outcome decide(Request request) {
        Served served = request.served();
        Rows logits = logits(served, request.given());
        Decided decided = served.workbench().decide(logits, request.groups());
        shadow.ifPresent(other -> other.follow(served, logits, request.groups(), decided));
        return new Outcome(request.id().orElseGet(this::nextId), served, decided);
    }

    /** Not inside the gate: the monitor may wait for the disk. */
    private Outcome noted(Outcome outcome) {
        meters.decided(outcome.served, outcome.decided);
        monitor.decided(outcome.served, outcome.id, outcome.decided);
        return outcome;
    }

    private Rows logits(Served served, Given given) {
        if (given instanceof Given.Logits logits) {
            return logits.rows();
        }
        Network model = network.orElseThrow(() ->
                new Refusal(400, "features: there is no model here; send logits, or start the server with --model"));
        model.objection(served.selector().model()).ifPresent(objection -> {
            throw new Refusal(400, "features: " + objection);
        });
        return given instanceof Given.Numbers numbers ? model.logits(numbers.rows()) : model.logits((Given.Raw) given);
    }

    /** What a selector's classes are called: by itself, or else by the model. */
    List<String> classNames(Served served) {
        List<String> own = served.selector().classNames();
        int classes = served.selector().model().classes();
        return own.isEmpty()
                ? network.map(Network::classNames)
                        .filter(names -> names.size() == classes)
                        .orElse(own)
                : own;
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
            truths.add(new Truth(label.id(), label.row(), label.label()));
        }
        return monitor.label(truths, most);
    }

    /**
     * Reads the selectors and the shadows anew; what is new is watched. Either all of it takes effect or nothing.
     *
     * @throws InputException if a file is bad, or a new selector is not for the model although the one before was
     */
    synchronized List<Served> reload() {
        try {
            Catalogue.Draft fresh = catalogue.draft();
            Optional<Catalogue.Draft> freshShadows =
                    shadow.map(Shadow::catalogue).map(Catalogue::draft);
            fresh.added().forEach(this::requireModel);
            fresh.added().forEach(this::watch);
            catalogue.accept(fresh);
            freshShadows.ifPresent(draft -> shadow.orElseThrow().catalogue().accept(draft));
            meters.count("demur.reloads", "result", "done");
            warmUp(fresh.added());
            List<Served> added = new ArrayList<>(fresh.added());
            freshShadows.ifPresent(draft -> added.addAll(draft.added()));
            return added;
        } catch (RuntimeException e) {
            meters.count("demur.reloads", "result", "refused");
            throw e;
        }
    }

    /** A selector that is there already and does not fit the model was meant for logits alone, so its successor may be. */
    private void requireModel(Served fresh) {
        Optional<String> objection =
                network.flatMap(model -> model.objection(fresh.selector().model()));
        boolean before = catalogue
                .find(Optional.of(fresh.name()), Optional.empty())
                .flatMap(old ->
                        network.flatMap(model -> model.objection(old.selector().model())))
                .isPresent();
        if (objection.isPresent() && !before) {
            throw new InputException(fresh.file().toString(), objection.get());
        }
    }

    /** Gets scores ready that have not been used yet, beside the requests. */
    private void warmUp(List<Served> fresh) {
        List<Served> cold = fresh.stream()
                .filter(served -> warm.add(served.selector().score().toString()))
                .toList();
        Thread thread =
                new Thread(() -> cold.forEach(served -> served.workbench().warmUp(WARM_UP)), "demur-warm-up");
        thread.setDaemon(true);
        thread.start();
    }

    /** Every version is watched and shown. */
    void watchAll() {
        catalogue.all().forEach(this::watch);
        warmUp(catalogue.all());
    }

    private void watch(Served served) {
        monitor.watch(served);
        meters.watched(served, monitor);
    }

    /** Whether nothing can be computed any more. */
    boolean isStuck() {
        return gate.isStuck();
    }

    Optional<Network> network() {
        return network;
    }
}
