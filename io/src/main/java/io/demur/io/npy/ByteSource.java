package io.demur.io.npy;

import io.demur.logits.InputException;
import java.nio.ByteBuffer;
import java.util.OptionalLong;

/** Bytes that are read by position: a file, memory, or a stream that can only go forward. */
interface ByteSource extends AutoCloseable {
    /** What error messages call it. */
    String name();

    /** Number of bytes where it is known. */
    OptionalLong size();

    /** Whether positions must follow each other without a gap, so that only one thread may read at a time. */
    boolean sequential();

    /**
     * Fills the buffer from its position to its limit and flips nothing. Safe for several threads if not sequential.
     *
     * @throws InputException if the bytes end before the buffer is full
     */
    void read(ByteBuffer target, long position);

    /**
     * Says that the last wanted byte has been read.
     *
     * @throws InputException if more follow
     */
    default void expectEnd() {}

    @Override
    void close();
}
