package io.demur.serve.http;

import io.demur.serve.watch.WatchSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How a server is set up.
 *
 * @param files what it decides with
 * @param host the address it listens on
 * @param port 0 for any that is free
 * @param limits what it takes on
 * @param security who may ask
 * @param watch how it watches itself
 */
public record Settings(Files files, String host, int port, Limits limits, Security security, WatchSettings watch) {
    /** The address that only this machine reaches. */
    public static final String LOOPBACK = "127.0.0.1";

    /**
     * What a server decides with.
     *
     * @param selectors at least one; of two versions of one name the later answers
     * @param model in ONNX, for requests that bring features
     * @param shadows selectors that decide along and do not answer
     */
    public record Files(List<Path> selectors, Optional<Path> model, List<Path> shadows) {
        /** Copies the lists. */
        public Files {
            selectors = List.copyOf(selectors);
            shadows = List.copyOf(shadows);
        }
    }

    /** These selectors on any free port of this machine. */
    public static Settings local(Path... selectors) {
        Files files = new Files(List.of(selectors), Optional.empty(), List.of());
        return new Settings(files, LOOPBACK, 0, Limits.USUAL, Security.LOCAL, WatchSettings.USUAL);
    }

    /** The same with other files. */
    public Settings with(Files other) {
        return new Settings(other, host, port, limits, security, watch);
    }

    /** The same within other limits. */
    public Settings with(Limits other) {
        return new Settings(files, host, port, other, security, watch);
    }

    /** The same with other security. */
    public Settings with(Security other) {
        return new Settings(files, host, port, limits, other, watch);
    }

    /** The same, watched otherwise. */
    public Settings with(WatchSettings other) {
        return new Settings(files, host, port, limits, security, other);
    }
}
