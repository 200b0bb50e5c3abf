package io.demur.serve.http;

import io.demur.io.json.JsonText;
import io.demur.logits.InputException;
import io.demur.onnx.ModelTimeout;
import io.demur.serve.decide.ModelFailure;
import io.demur.serve.decide.Served;
import io.demur.serve.watch.StoreException;
import io.demur.serve.wire.DecideAnswer;
import io.demur.serve.wire.DecideBody;
import io.demur.serve.wire.InferAnswer;
import io.demur.serve.wire.InferBody;
import io.demur.serve.wire.LabelsBody;
import io.demur.serve.wire.Refusal;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.http.BadMessageException;

/** Which path leads where. */
final class Routes {
    private static final String BINARY_HEADER = "Inference-Header-Content-Length";

    /** When the body was whole: an attribute of the request. */
    private static final String ARRIVED = Routes.class.getName() + ".arrived";

    private static final int MOST_LISTED = 1_000;
    /** The other side closed the connection before the answer; no status of HTTP, but what servers count it as. */
    private static final int GONE = 499;

    private final Engine engine;
    private final Meters meters;
    private final Limits limits;
    private final Budget budget;
    private final Tokens tokens;
    private final AtomicInteger begun = new AtomicInteger();
    private volatile boolean draining;

    Routes(Engine engine, Meters meters, Limits limits, Tokens tokens) {
        this.engine = engine;
        this.meters = meters;
        this.limits = limits;
        this.budget = Budget.of(limits);
        this.tokens = tokens;
    }

    /** Carries one request out. */
    @FunctionalInterface
    interface Action {
        void run(Context context) throws IOException;
    }

    void attach(Javalin app) {
        app.get("/v2/health/live", context -> health(context, "live", !engine.isStuck()));
        app.get("/v2/health/ready", context -> health(context, "ready", !draining && !engine.isStuck()));
        app.get("/v2", context -> run("server", context, this::server));
        for (String path : new String[] {"/v2/models/{m}", "/v2/models/{m}/versions/{v}"}) {
            app.get(path, context -> run("model", context, this::model));
            app.get(path + "/ready", context -> run("model-ready", context, this::modelReady));
            app.post(path + "/infer", context -> run("infer", context, this::infer));
        }
        app.post("/decide", context -> run("decide", context, this::decide));
        app.post("/labels", context -> run("labels", context, this::labels));
        app.get("/audit", context -> run("audit", context, this::audit));
        app.post("/reload", context -> run("reload", context, this::reload));
        app.get("/status", context -> run("status", context, this::status));
        Page.attach(app);
        app.get("/metrics", context -> run("metrics", context, this::metrics));
        app.exception(HttpResponseException.class, (e, context) -> refuse(context, e.getStatus(), plain(e)));
        app.exception(BadMessageException.class, (e, context) -> refuse(context, e.getCode(), "request: is malformed"));
        app.exception(Exception.class, (e, context) -> refuse(context, 500, "internal error"));
        app.error(404, context -> {
            if (!context.res().isCommitted() && context.res().getContentType() == null) {
                refuse(context, 404, "there is nothing at this path; see /openapi.json");
            }
        });
    }

    private static void health(Context context, String what, boolean good) throws IOException {
        Reply.json(context.res(), good ? 200 : 503, "{\"" + what + "\":" + good + "}\n");
    }

    private static String plain(HttpResponseException problem) {
        return problem.getStatus() == 405 ? "this path takes another method" : "request: " + problem.getMessage();
    }

    private static void refuse(Context context, int status, String line) {
        try {
            Reply.error(context.res(), status, line);
        } catch (IOException e) {
            // The other side is gone.
        }
    }

    /**
     * Every failure becomes one line; nothing of the program's inside goes out. The status is what was meant to be sent: a
     * connection that the other side has closed may say anything.
     */
    private void run(String route, Context context, Action action) {
        long start = System.nanoTime();
        begun.incrementAndGet();
        int status = 200;
        try {
            if (draining) {
                context.res().setHeader("Connection", "close");
            }
            tokens.check(context.req());
            action.run(context);
        } catch (Refusal e) {
            status = e.status();
            refuse(context, e);
        } catch (ModelFailure e) {
            status = 500;
            say("the model failed: " + e.getMessage());
            refuse(context, status, "the model could not compute these rows");
        } catch (ModelTimeout e) {
            status = 504;
            say("the model was stopped: " + e.getMessage());
            refuse(context, status, "the model took longer than it may; send fewer rows");
        } catch (InputException e) {
            status = 400;
            refuse(context, status, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            status = GONE;
        } catch (RuntimeException | OutOfMemoryError e) {
            status = e instanceof OutOfMemoryError ? 503 : 500;
            say(route + " failed: " + e);
            refuse(context, status, "internal error");
        } finally {
            begun.decrementAndGet();
            long from = context.req().getAttribute(ARRIVED) instanceof Long arrived ? arrived : start;
            meters.request(route, status, System.nanoTime() - from);
        }
    }

    private static void refuse(Context context, Refusal refusal) {
        switch (refusal.status()) {
            case 408, 413 -> context.res().setHeader("Connection", "close");
            case 401 -> context.res().setHeader("WWW-Authenticate", "Bearer");
            default -> {}
        }
        refuse(context, refusal.status(), refusal.line());
    }

    private static void say(String what) {
        System.err.println("demur serve: " + what.lines().findFirst().orElse(""));
    }

    /** From here on the time is the server's own. */
    private Body body(Context context) {
        Body body = Body.read(context.req(), limits, budget);
        context.req().setAttribute(ARRIVED, System.nanoTime());
        return body;
    }

    private void decide(Context context) throws IOException {
        Engine.Outcome outcome;
        try (Body body = body(context)) {
            outcome = engine.decide(() -> DecideBody.read(body.bytes()));
        }
        byte[] answer = DecideAnswer.write(
                outcome.id(), outcome.served(), outcome.decided(), engine.classNames(outcome.served()));
        Reply.send(context.res(), 200, Reply.JSON, answer);
    }

    private void infer(Context context) throws IOException {
        Served served = asked(context);
        InferAnswer answer;
        try (Body body = body(context)) {
            int header = header(context, body.bytes().length);
            answer = engine.infer(served, () -> InferBody.read(body.bytes(), header));
        }
        if (answer.binary()) {
            context.res().setHeader(BINARY_HEADER, Integer.toString(answer.header()));
        }
        Reply.send(context.res(), 200, answer.binary() ? "application/octet-stream" : Reply.JSON, answer.bytes());
    }

    private void labels(Context context) throws IOException {
        List<LabelsBody.Label> labels;
        try (Body body = jsonBody(context)) {
            labels = LabelsBody.read(body.bytes());
        }
        StringBuilder text = new StringBuilder("{\"labels\":[");
        engine.label(labels).forEach(fate -> text.append(text.length() > 11 ? "," : "")
                .append('"')
                .append(fate)
                .append('"'));
        Reply.json(context.res(), 200, text.append("]}\n").toString());
    }

    /** What is to be labelled, oldest first; without the predictions, so that they do not sway who labels. */
    private void audit(Context context) throws IOException {
        StringBuilder text = new StringBuilder("{\"waiting\":[");
        engine.monitor().unlabelled(MOST_LISTED).forEach(one -> text.append(text.length() > 12 ? "," : "")
                .append("{\"id\":")
                .append(JsonText.quoted(one.id()))
                .append(",\"row\":")
                .append(one.row())
                .append(",\"version\":\"")
                .append(one.version())
                .append("\"}"));
        Reply.json(context.res(), 200, text.append("]}\n").toString());
    }

    /** A form of another site cannot send this type without being asked by the browser first. */
    private Body jsonBody(Context context) {
        String type = String.valueOf(context.req().getContentType());
        if (!type.startsWith(Reply.JSON)) {
            throw new Refusal(415, "header Content-Type: is not " + Reply.JSON);
        }
        return body(context);
    }

    private void reload(Context context) throws IOException {
        jsonBody(context).close();
        try {
            Reply.json(context.res(), 200, "{\"new\":" + engine.reload().size() + "}\n");
        } catch (InputException e) {
            throw new Refusal(409, "nothing was changed: " + e.getMessage());
        } catch (StoreException e) {
            throw new Refusal(507, "nothing was changed: a new version cannot be watched: " + e.getMessage());
        }
    }

    private void status(Context context) throws IOException {
        Reply.json(context.res(), 200, Status.of(engine));
    }

    private static int header(Context context, int length) {
        String given = context.req().getHeader(BINARY_HEADER);
        if (given == null) {
            return length;
        }
        try {
            return Integer.parseInt(given);
        } catch (NumberFormatException e) {
            throw new Refusal(400, "header " + BINARY_HEADER + ": is no number");
        }
    }

    private Served asked(Context context) {
        return engine.served(
                Optional.of(context.pathParam("m")),
                Optional.ofNullable(context.pathParamMap().get("v")));
    }

    private void model(Context context) throws IOException {
        Served served = asked(context);
        Reply.json(
                context.res(),
                200,
                Descriptions.model(served, engine.catalogue().versions(served.name()), engine.network()));
    }

    private void modelReady(Context context) throws IOException {
        Served served = asked(context);
        Reply.json(context.res(), 200, "{\"name\":" + JsonText.quoted(served.name()) + ",\"ready\":true}\n");
    }

    private void server(Context context) throws IOException {
        String version = Routes.class.getPackage().getImplementationVersion();
        Reply.json(context.res(), 200, Descriptions.server(version == null ? "unpackaged" : version));
    }

    private void metrics(Context context) throws IOException {
        byte[] text = meters.text().getBytes(java.nio.charset.StandardCharsets.UTF_8);
        Reply.send(context.res(), 200, "text/plain; version=0.0.4; charset=utf-8", text);
    }

    /** From now on nothing new is promised; waits for what has begun. */
    void drain(Duration most) {
        draining = true;
        long end = System.nanoTime() + most.toNanos();
        try {
            while (begun.get() > 0 && System.nanoTime() - end < 0) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
