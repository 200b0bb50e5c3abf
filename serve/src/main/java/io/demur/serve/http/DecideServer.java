package io.demur.serve.http;

import io.demur.logits.InputException;
import io.demur.serve.decide.Catalogue;
import io.demur.serve.decide.Network;
import io.demur.serve.watch.Monitor;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.server.ConnectionLimit;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Decisions over HTTP: {@code POST /decide}, and the Open Inference Protocol.
 *
 * <p>Every error is one line of JSON, {@code {"error": "..."}}. A body is read whole before anything is computed, so a slow
 * sender holds a thread for a limited time, and memory for what has come. Requests that compute are as many as there are
 * processors.
 */
public final class DecideServer implements AutoCloseable {
    private static final int FIRST_JAVA_WITH_VIRTUAL_THREADS = 21;
    private static final String CARRIERS = "jdk.virtualThreadScheduler.parallelism";
    private static final int THREADS = 256;
    private static final int IDLE_MILLIS = 60_000;
    private static final int LEAST_BYTES_PER_SECOND = 256;
    private static final int BACKLOG = 1024;
    /** The largest that Jetty keeps for the next request: a large body takes few calls to the system. */
    private static final int READ_BYTES = 1 << 16;

    private final Javalin app;
    private final Routes routes;
    private final Engine engine;
    private final Limits limits;

    private DecideServer(Javalin app, Routes routes, Engine engine, Limits limits) {
        this.app = app;
        this.routes = routes;
        this.engine = engine;
        this.limits = limits;
    }

    /**
     * Starts; from the return on requests are answered.
     *
     * @throws InputException if a selector or the model cannot be used, or the port is taken
     */
    public static DecideServer start(Settings settings) {
        Tokens tokens = Tokens.of(settings);
        Catalogue catalogue = new Catalogue(settings.files().selectors());
        Meters meters = new Meters();
        List<Path> shadows = settings.files().shadows();
        Optional<Shadow> shadow = shadows.isEmpty() ? Optional.empty() : Optional.of(new Shadow(shadows, meters));
        Optional<Network> network = settings.files()
                .model()
                .map(file -> new Network(file, settings.limits().computing()));
        Monitor monitor = new Monitor(settings.watch(), System.err);
        Gate gate = new Gate(Runtime.getRuntime().availableProcessors(), settings.limits());
        meters.gauge("demur.queue", gate::waiting);
        meters.gauge("demur.audit.lost", monitor::lost);
        meters.gauge("demur.complaints", monitor::complaints);
        meters.gauge("demur.requests.repeated", monitor::repeats);
        Engine engine = new Engine(new Engine.Parts(catalogue, network, shadow, monitor), gate, meters);
        engine.watchAll();
        Routes routes = new Routes(engine, meters, settings.limits(), tokens);
        Javalin app = Javalin.create(config -> configure(config, settings));
        routes.attach(app);
        DecideServer server = new DecideServer(app, routes, engine, settings.limits());
        try {
            app.start();
        } catch (RuntimeException e) {
            server.close();
            throw new InputException(settings.host() + ":" + settings.port(), "cannot be listened on: " + root(e), e);
        }
        return server;
    }

    private static String root(Throwable problem) {
        Throwable cause = problem.getCause();
        return cause == null ? String.valueOf(problem.getMessage()) : root(cause);
    }

    private static void configure(JavalinConfig config, Settings settings) {
        config.showJavalinBanner = false;
        config.startupWatcherEnabled = false;
        config.http.prefer405over404 = true;
        config.useVirtualThreads = Runtime.version().feature() >= FIRST_JAVA_WITH_VIRTUAL_THREADS;
        if (config.useVirtualThreads) {
            leaveCarriers();
        } else {
            config.jetty.threadPool = new QueuedThreadPool(THREADS, 8);
        }
        config.jetty.modifyHttpConfiguration(DecideServer::configure);
        config.jetty.addConnector((server, http) -> connector(server, http, settings));
        config.jetty.modifyServer(server -> {
            server.setErrorHandler(new ErrorPages());
            server.setStopTimeout(0);
        });
    }

    /** A model that computes holds the thread that carries its virtual one; as many again are left for everybody else. */
    private static void leaveCarriers() {
        if (System.getProperty(CARRIERS) == null) {
            System.setProperty(
                    CARRIERS, Integer.toString(2 * Runtime.getRuntime().availableProcessors()));
        }
    }

    private static void configure(HttpConfiguration http) {
        http.setSendServerVersion(false);
        http.setSendDateHeader(false);
        http.setMinRequestDataRate(LEAST_BYTES_PER_SECOND);
        http.setDelayDispatchUntilContent(true);
    }

    private static HttpConnectionFactory plain(HttpConfiguration http) {
        HttpConnectionFactory factory = new HttpConnectionFactory(http);
        factory.setInputBufferSize(READ_BYTES);
        return factory;
    }

    private static ServerConnector connector(Server server, HttpConfiguration http, Settings settings) {
        ServerConnector connector = settings.security()
                .tls()
                .map(tls -> {
                    http.addCustomizer(new SecureRequestCustomizer(false));
                    return new ServerConnector(
                            server, 1, 1, new SslConnectionFactory(TlsKeys.read(tls), "http/1.1"), plain(http));
                })
                .orElseGet(() -> new ServerConnector(server, 1, 1, plain(http)));
        connector.setHost(settings.host());
        connector.setPort(settings.port());
        connector.setAcceptQueueSize(BACKLOG);
        connector.setIdleTimeout(
                Math.min(IDLE_MILLIS, settings.limits().patience().toMillis()));
        server.addBean(new ConnectionLimit(settings.limits().connections(), connector));
        return connector;
    }

    /** Reads the selectors anew, as {@code POST /reload} does: all of them, or nothing changes. */
    public void reload() {
        engine.reload();
    }

    /** The port it listens on. */
    public int port() {
        return app.port();
    }

    /** Stops accepting, lets what has begun come to its end, and stops. */
    @Override
    public void close() {
        routes.drain(limits.drain());
        app.stop();
        engine.network().ifPresent(Network::close);
        engine.monitor().close();
    }
}
