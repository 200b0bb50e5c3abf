package io.demur.serve.http;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How a server is set up.
 *
 * @param selectors files, at least one; of two versions of one name the later answers
 * @param model in ONNX, for requests that bring features
 * @param host the address it listens on
 * @param port 0 for any that is free
 * @param limits what it takes on
 */
public record Settings(List<Path> selectors, Optional<Path> model, String host, int port, Limits limits) {
    /** The address that only this machine reaches. */
    public static final String LOOPBACK = "127.0.0.1";

    /** Copies the list. */
    public Settings {
        selectors = List.copyOf(selectors);
    }

    /** These selectors on any free port of this machine. */
    public static Settings local(Path... selectors) {
        return new Settings(List.of(selectors), Optional.empty(), LOOPBACK, 0, Limits.USUAL);
    }

    /** The same with a model. */
    public Settings withModel(Path file) {
        return new Settings(selectors, Optional.of(file), host, port, limits);
    }

    /** The same within other limits. */
    public Settings with(Limits other) {
        return new Settings(selectors, model, host, port, other);
    }
}
