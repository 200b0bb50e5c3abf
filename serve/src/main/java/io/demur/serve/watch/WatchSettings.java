package io.demur.serve.watch;

import io.demur.guarantee.Confidence;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * How a server watches itself.
 *
 * @param state the file that remembers; none: nothing outlives the process
 * @param auditShare share of the accepted answers that are drawn, in (0,1]
 * @param seed of the draw; otherwise made once and remembered
 * @param maxRisk tested instead of what is certified
 * @param confidence one minus the chance that the test ever raises a false alarm
 * @param webhook is sent every alarm
 */
public record WatchSettings(
        Optional<Path> state,
        double auditShare,
        OptionalLong seed,
        OptionalDouble maxRisk,
        Confidence confidence,
        Optional<URI> webhook) {
    /** In memory, 5 % of the accepted answers, at 95 %. */
    public static final WatchSettings USUAL = new WatchSettings(
            Optional.empty(),
            0.05,
            OptionalLong.empty(),
            OptionalDouble.empty(),
            Confidence.of(0.95),
            Optional.empty());

    /** Checks the share. */
    public WatchSettings {
        if (!(auditShare > 0 && auditShare <= 1)) {
            throw new io.demur.logits.InputException(
                    "audit share", auditShare + " is not above 0 and at most 1", "0.05 stands for 5 %");
        }
    }

    /** The same with a file that remembers. */
    public WatchSettings with(Path file) {
        return new WatchSettings(Optional.of(file), auditShare, seed, maxRisk, confidence, webhook);
    }

    /** The same with another share and a given seed. */
    public WatchSettings with(double share, long givenSeed) {
        return new WatchSettings(state, share, OptionalLong.of(givenSeed), maxRisk, confidence, webhook);
    }

    /** The same with somebody who is sent alarms. */
    public WatchSettings with(URI target) {
        return new WatchSettings(state, auditShare, seed, maxRisk, confidence, Optional.of(target));
    }
}
