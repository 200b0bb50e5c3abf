package io.demur.serve.http;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Who may ask, and whether others may listen.
 *
 * @param tokens a file of bearer tokens, one per line; none: everybody may ask
 * @param tls certificate and key; none: plain HTTP
 * @param reach who may reach a server that asks for no token
 */
public record Security(Optional<Path> tokens, Optional<Tls> tls, Reach reach) {
    /** Everybody on this machine, and nobody else. */
    public static final Security LOCAL = new Security(Optional.empty(), Optional.empty(), Reach.LOOPBACK);

    /** Who may reach a server without tokens. */
    public enum Reach {
        /** This machine alone: other addresses are refused. */
        LOOPBACK,
        /** Anybody: something in front of the server is trusted to keep strangers out. */
        ANYBODY
    }

    /**
     * Files in PEM.
     *
     * @param certificate the chain, own one first
     * @param key PKCS #8, not encrypted
     */
    public record Tls(Path certificate, Path key) {}
}
