package io.demur.serve.command;

import io.demur.guarantee.Confidence;
import io.demur.logits.InputException;
import io.demur.serve.http.DecideServer;
import io.demur.serve.http.Limits;
import io.demur.serve.http.Security;
import io.demur.serve.http.Settings;
import io.demur.serve.watch.WatchSettings;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
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
    private static final int MOST_MIB = 1024;

    @Parameters(arity = "1..*", paramLabel = "SELECTOR", description = "Files that fit has written.")
    private List<Path> selectors = new ArrayList<>();

    @Option(names = "--model", paramLabel = "FILE", description = "A model in ONNX, for requests with features.")
    private @Nullable Path model;

    @Option(names = "--shadow", paramLabel = "FILE", description = "A selector that decides along and does not answer.")
    private List<Path> shadows = new ArrayList<>();

    @Option(
            names = "--state",
            paramLabel = "FILE",
            description = "The monitor's memory, an SQLite file; without it labels and tests end with the process.")
    private @Nullable Path state;

    @Option(
            names = "--audit-share",
            paramLabel = "SHARE",
            description = "Share of the accepted answers that are drawn for labelling; 0.05 if not given.")
    private double auditShare = WatchSettings.USUAL.auditShare();

    @Option(names = "--audit-seed", paramLabel = "SEED", description = "Seed of the draw; otherwise made once.")
    private @Nullable Long auditSeed;

    @Option(names = "--watch-risk", paramLabel = "R", description = "Test this risk instead of the certified one.")
    private @Nullable Double watchRisk;

    @Option(
            names = "--watch-confidence",
            paramLabel = "C",
            description = "One minus the chance of ever a false alarm; 0.95 if not given.")
    private double watchConfidence = WatchSettings.USUAL.confidence().value();

    @Option(names = "--webhook", paramLabel = "URL", description = "Send alarms there, as JSON.")
    private @Nullable URI webhook;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "Bearer tokens, one per line; requests without one are refused.")
    private @Nullable Path tokenFile;

    @Option(names = "--anonymous", description = "Let other machines ask without a token.")
    private boolean anonymous;

    @Option(names = "--tls-cert", paramLabel = "FILE", description = "Certificate chain in PEM; needs --tls-key.")
    private @Nullable Path tlsCertificate;

    @Option(names = "--tls-key", paramLabel = "FILE", description = "Private key in PEM, PKCS #8.")
    private @Nullable Path tlsKey;

    @Option(names = "--host", paramLabel = "ADDRESS", description = "Listen there; 127.0.0.1 if not given.")
    private String host = Settings.LOOPBACK;

    @Option(names = "--port", paramLabel = "PORT", description = "8080 if not given; 0 takes a free one.")
    private int port = 8080;

    @Option(names = "--max-body", paramLabel = "MIB", description = "Largest body; 64 if not given.")
    private int maxBody = Limits.USUAL.bodyBytes() / MIB;

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "How long a body may take; 10 if not given.")
    private int timeout = (int) Limits.USUAL.patience().toSeconds();

    @Option(
            names = "--max-computing",
            paramLabel = "SECONDS",
            description = "How long a run of the model may take, of at most 1,024 rows; 30 if not given.")
    private int computing = (int) Limits.USUAL.computing().toSeconds();

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
            err.println("serving on " + (tlsKey == null ? "http://" : "https://") + host + ":" + server.port());
            err.flush();
        }
        ended.await();
        return 0;
    }

    private Settings settings() {
        Settings.Files files = new Settings.Files(selectors, Optional.ofNullable(model), shadows);
        return new Settings(files, host, port, limits(), security(), watch());
    }

    private Limits limits() {
        if (maxBody < 1 || maxBody > MOST_MIB || timeout < 1 || computing < 1 || waiting < 1 || connections < 1) {
            throw new InputException(
                    "limits", "must be at least 1, and --max-body at most " + MOST_MIB, "leave them out");
        }
        return new Limits(
                maxBody * MIB,
                Duration.ofSeconds(timeout),
                waiting,
                connections,
                Limits.USUAL.drain(),
                Duration.ofSeconds(computing));
    }

    private Security security() {
        if ((tlsCertificate == null) != (tlsKey == null)) {
            throw new InputException("--tls-cert and --tls-key", "belong together", "give both or neither");
        }
        Optional<Security.Tls> tls = tlsCertificate == null || tlsKey == null
                ? Optional.empty()
                : Optional.of(new Security.Tls(tlsCertificate, tlsKey));
        return new Security(
                Optional.ofNullable(tokenFile), tls, anonymous ? Security.Reach.ANYBODY : Security.Reach.LOOPBACK);
    }

    private WatchSettings watch() {
        if (webhook != null
                && (webhook.getScheme() == null || !webhook.getScheme().startsWith("http"))) {
            throw new InputException("--webhook", webhook + " is no address of HTTP");
        }
        return new WatchSettings(
                Optional.ofNullable(state),
                auditShare,
                auditSeed == null ? OptionalLong.empty() : OptionalLong.of(auditSeed),
                watchRisk == null ? OptionalDouble.empty() : OptionalDouble.of(watchRisk),
                Confidence.of(watchConfidence),
                Optional.ofNullable(webhook));
    }
}
