package io.demur.serve.http;

import io.demur.io.file.InputFile;
import io.demur.logits.InputException;
import io.demur.serve.wire.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who may ask. Digests are compared, in a time that does not depend on where they differ. */
final class Tokens {
    private static final String SCHEME = "bearer ";
    private static final int SHORTEST = 16;
    private static final Set<String> LOCAL_NAMES = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    private final List<byte[]> digests;
    private final boolean localOnly;

    private Tokens(List<byte[]> digests, boolean localOnly) {
        this.digests = digests;
        this.localOnly = localOnly;
    }

    /**
     * Reads the tokens.
     *
     * @throws InputException if there are none in the file, or one is short; or if there is no file and others than this
     *     machine could ask
     */
    static Tokens of(Settings settings) {
        boolean loopback = LOCAL_NAMES.contains(settings.host());
        Optional<Path> file = settings.security().tokens();
        if (file.isEmpty()) {
            if (!loopback && settings.security().reach() == Security.Reach.LOOPBACK) {
                throw new InputException(
                        "--host",
                        settings.host() + " lets other machines ask without a token",
                        "give --token-file, or --anonymous if something in front keeps strangers out");
            }
            return new Tokens(List.of(), loopback);
        }
        return new Tokens(read(file.get()), false);
    }

    private static List<byte[]> read(Path file) {
        InputFile.check(file);
        try {
            List<String> lines = Files.readAllLines(file).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
            if (lines.isEmpty() || lines.stream().anyMatch(line -> line.length() < SHORTEST)) {
                throw new InputException(
                        file.toString(), "must hold tokens of at least " + SHORTEST + " characters, one per line");
            }
            return lines.stream().map(Tokens::digest).toList();
        } catch (IOException e) {
            throw InputFile.failure(file.toString(), "cannot be read", e);
        }
    }

    private static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * Lets a request pass.
     *
     * @throws Refusal with status 401 without a known token; with 403 if a page of another site asks by a name of its own
     */
    void check(HttpServletRequest request) {
        if (localOnly && !LOCAL_NAMES.contains(request.getServerName())) {
            throw new Refusal(403, "host: this server answers to localhost alone");
        }
        if (digests.isEmpty()) {
            return;
        }
        @Nullable String header = request.getHeader("Authorization");
        if (header == null || !header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            throw new Refusal(401, "authorization: a bearer token is needed");
        }
        byte[] given = digest(header.substring(SCHEME.length()).strip());
        boolean known = false;
        for (byte[] digest : digests) {
            known |= MessageDigest.isEqual(digest, given);
        }
        if (!known) {
            throw new Refusal(401, "authorization: this token is not known");
        }
    }
}
