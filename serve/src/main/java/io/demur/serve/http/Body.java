package io.demur.serve.http;

import io.demur.serve.wire.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.eclipse.jetty.http.BadMessageException;
import org.eclipse.jetty.http.HttpStatus;

/**
 * A body, read within a size, a time and a budget, whatever the sender does. It takes from the budget as it grows, so what
 * is announced and does not come costs little, and gives back when it is closed.
 */
final class Body implements AutoCloseable {
    private static final int GROWTH = 4;

    private final Budget budget;
    private byte[] bytes = new byte[0];
    private long taken;

    private Body(Budget budget) {
        this.budget = budget;
    }

    /**
     * Reads the whole body.
     *
     * @throws Refusal with status 413 if it is too large, 408 if it arrives too slowly, 400 if its end is missing, 503 if
     *     there is no room for it
     */
    static Body read(HttpServletRequest request, Limits limits, Budget budget) {
        long announced = request.getContentLengthLong();
        if (announced > limits.bodyBytes()) {
            throw tooLarge(limits);
        }
        long deadline = System.nanoTime() + limits.patience().toNanos();
        Body body = new Body(budget);
        boolean whole = false;
        try (InputStream in = request.getInputStream()) {
            body.read(in, announced, limits, deadline);
            whole = true;
            return body;
        } catch (IOException e) {
            boolean slow =
                    System.nanoTime() - deadline >= 0 || String.valueOf(e).contains("imeout");
            throw slow ? tooSlow(limits) : new Refusal(400, "body: ends before its announced length");
        } catch (BadMessageException e) {
            // What Jetty itself does not put up with: too few bytes per second, or chunks that are none.
            throw e.getCode() == HttpStatus.REQUEST_TIMEOUT_408
                    ? tooSlow(limits)
                    : new Refusal(400, "body: is not what its headers announce");
        } finally {
            if (!whole) {
                body.close();
            }
        }
    }

    private void read(InputStream in, long announced, Limits limits, long deadline) throws IOException {
        long most = announced >= 0 ? announced : limits.bodyBytes() + 1L;
        resize((int) Math.min(Budget.SMALL, most));
        int size = 0;
        while (size < most) {
            if (size == bytes.length) {
                resize((int) Math.min((long) GROWTH * size, most));
            }
            int got = in.read(bytes, size, bytes.length - size);
            if (got < 0) {
                break;
            }
            size += got;
            if (size > limits.bodyBytes()) {
                throw tooLarge(limits);
            }
            if (size < most && System.nanoTime() - deadline >= 0) {
                throw tooSlow(limits);
            }
        }
        if (size < bytes.length) {
            resize(size);
        }
    }

    private void resize(int length) {
        if (length > taken) {
            budget.grow(taken, length);
            taken = length;
        }
        bytes = Arrays.copyOf(bytes, length);
    }

    /** The bytes themselves. */
    byte[] bytes() {
        return bytes;
    }

    /** Gives its memory back; the bytes are not to be used afterwards. */
    @Override
    public void close() {
        budget.give(taken);
        taken = 0;
        bytes = new byte[0];
    }

    private static Refusal tooLarge(Limits limits) {
        return new Refusal(413, "body: larger than " + limits.bodyBytes() + " bytes; send fewer rows at a time");
    }

    private static Refusal tooSlow(Limits limits) {
        return new Refusal(
                408, "body: did not arrive within " + limits.patience().toMillis() + " ms");
    }
}
