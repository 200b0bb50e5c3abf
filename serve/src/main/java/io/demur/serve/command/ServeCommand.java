package io.demur.serve.command;

import io.demur.serve.http.DecideServer;
import io.demur.serve.http.Limits;
import io.demur.serve.http.Settings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Answers requests until it is stopped. */
@Command(
        name = "serve",
        description = "Decide over HTTP, and watch the risk of what is accepted.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        footer = {
            "",
            "Ctrl-C or SIGTERM: what has begun is answered, then it ends.",
            "",
            "Examples:",
            "  demur serve selector.json",
            "  curl -d '{\"logits\": [2.5, -1, 0.3]}' http://127.0.0.1:8080/decide"
        })
final class ServeCommand implements Callable<Integer> {
    private static final int MIB = 1 << 20;

    @Parameters(arity = "1..*", paramLabel = "SELECTOR", description = "Files that fit has written.")
    private List<Path> selectors = new ArrayList<>();

    @Option(names = "--model", paramLabel = "FILE", description = "A model in ONNX, for requests with features.")
    private @Nullable Path model;

    @Option(names = "--host", paramLabel = "ADDRESS", description = "Listen there; 127.0.0.1 if not given.")
    private String host = Settings.LOOPBACK;

    @Option(names = "--port", paramLabel = "PORT", description = "8080 if not given; 0 takes a free one.")
    private int port = 8080;

    @Option(names = "--max-body", paramLabel = "MIB", description = "Largest body; 64 if not given.")
    private int maxBody = Limits.USUAL.bodyBytes() / MIB;

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "How long a body may take; 10 if not given.")
    private int timeout = (int) Limits.USUAL.patience().toSeconds();

    @Option(names = "--max-waiting", paramLabel = "N", description = "Requests that may wait; 128 if not given.")
    private int waiting = Limits.USUAL.waiting();

    @Option(names = "--max-connections", paramLabel = "N", description = "10000 if not given.")
    private int connections = Limits.USUAL.connections();

    @Option(names = "--quiet", description = "Say nothing on standard error but errors.")
    private boolean quiet;

    @Option(names = "--stacktrace", description = "Show where in the program an error came from.")
    @SuppressWarnings("UnusedVariable")
    private boolean stacktrace;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
        DecideServer server = DecideServer.start(settings());
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            server.close();
                            ended.countDown();
                        },
                        "demur-stop"));
        if (!quiet) {
            err.println("serving on http://" + host + ":" + server.port());
            err.flush();
        }
        ended.await();
        return 0;
    }

    private Settings settings() {
        Limits limits =
                new Limits(maxBody * MIB, Duration.ofSeconds(timeout), waiting, connections, Limits.USUAL.drain());
        return new Settings(selectors, Optional.ofNullable(model), host, port, limits);
    }
}
