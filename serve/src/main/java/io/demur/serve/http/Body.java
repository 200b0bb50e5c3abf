package io.demur.serve.http;

import io.demur.serve.wire.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.eclipse.jetty.http.BadMessageException;
import org.eclipse.jetty.http.HttpStatus;

/** Reads bodies within a size and a time, whatever the sender does. */
final class Body {
    private static final int FIRST_SIZE = 1 << 13;

    private Body() {}

    /**
     * The whole body.
     *
     * @throws Refusal with status 413 if it is too large, 408 if it arrives too slowly, 400 if its end is missing
     */
    static byte[] read(HttpServletRequest request, Limits limits) {
        long announced = request.getContentLengthLong();
        if (announced > limits.bodyBytes()) {
            throw tooLarge(limits);
        }
        long deadline = System.nanoTime() + limits.patience().toNanos();
        try (InputStream in = request.getInputStream()) {
            return read(in, announced, limits, deadline);
        } catch (IOException e) {
            boolean slow =
                    System.nanoTime() - deadline >= 0 || String.valueOf(e).contains("imeout");
            throw slow ? tooSlow(limits) : new Refusal(400, "body: ends before its announced length");
        } catch (BadMessageException e) {
            // What Jetty itself does not put up with: too few bytes per second, or chunks that are none.
            throw e.getCode() == HttpStatus.REQUEST_TIMEOUT_408
                    ? tooSlow(limits)
                    : new Refusal(400, "body: is not what its headers announce");
        }
    }

    private static byte[] read(InputStream in, long announced, Limits limits, long deadline) throws IOException {
        byte[] bytes = new byte[announced >= 0 ? (int) announced : FIRST_SIZE];
        int size = 0;
        while (true) {
            if (size == bytes.length) {
                if (announced >= 0) {
                    return bytes;
                }
                bytes = Arrays.copyOf(bytes, (int) Math.min(2L * size, limits.bodyBytes() + 1L));
            }
            int got = in.read(bytes, size, bytes.length - size);
            if (got < 0) {
                return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
            }
            size += got;
            if (size > limits.bodyBytes()) {
                throw tooLarge(limits);
            }
            if (size < bytes.length && System.nanoTime() - deadline >= 0) {
                throw tooSlow(limits);
            }
        }
    }

    private static Refusal tooLarge(Limits limits) {
        return new Refusal(413, "body: larger than " + limits.bodyBytes() + " bytes; send fewer rows at a time");
    }

    private static Refusal tooSlow(Limits limits) {
        return new Refusal(
                408, "body: did not arrive within " + limits.patience().toMillis() + " ms");
    }
}
