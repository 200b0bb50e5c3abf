package io.demur.spark;

import io.demur.logits.InputException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;

/**
 * What a task hands back: a part of the result, or what is wrong with its rows. Bad rows are a result and no exception, so
 * that Spark does not try them again, and the message is that of the first bad partition, whichever task was quicker.
 */
final class Piece implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final int FAILURE = -1;

    private final int partition;
    private final int section;
    private final byte[] bytes;

    private Piece(int partition, int section, byte[] bytes) {
        this.partition = partition;
        this.section = section;
        this.bytes = bytes;
    }

    /** A part; takes the bytes over. */
    static Piece of(int partition, int section, byte[] bytes) {
        return new Piece(partition, section, bytes);
    }

    /** Rows that cannot be used. */
    static Piece failure(int partition, InputException problem) {
        return new Piece(
                partition, FAILURE, String.valueOf(problem.getMessage()).getBytes(StandardCharsets.UTF_8));
    }

    /** Which part of the result it belongs to. */
    int section() {
        return section;
    }

    byte[] bytes() {
        return bytes;
    }

    boolean failed() {
        return section == FAILURE;
    }

    /** Refuses what the first bad partition found. */
    static void requireAllGood(List<Piece> pieces) {
        pieces.stream()
                .filter(Piece::failed)
                .min(Comparator.comparingInt(piece -> piece.partition))
                .ifPresent(piece -> {
                    throw Refusal.of(new String(piece.bytes, StandardCharsets.UTF_8));
                });
    }
}
