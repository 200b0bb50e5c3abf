package io.demur.score;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * A column of primitive values that several threads fill at the same time and that need not know its length beforehand.
 * Kept in segments that never move.
 *
 * @param <A> the array type: {@code double[]}, {@code long[]} or {@code int[]}
 */
final class Column<A> {
    private static final int SEGMENT_BITS = 15;
    private static final int SEGMENT = 1 << SEGMENT_BITS;

    private final IntFunction<A> allocate;
    private final ColumnBytes<A> form;
    private final List<A> segments = new ArrayList<>();

    private Column(IntFunction<A> allocate, ColumnBytes<A> form) {
        this.allocate = allocate;
        this.form = form;
    }

    static Column<double[]> ofDoubles() {
        return new Column<>(double[]::new, ColumnBytes.DOUBLES);
    }

    static Column<long[]> ofLongs() {
        return new Column<>(long[]::new, ColumnBytes.LONGS);
    }

    static Column<int[]> ofInts() {
        return new Column<>(int[]::new, ColumnBytes.INTS);
    }

    /** The kept rows in order, as bytes. */
    byte[] toBytes(KeptRows kept) {
        return form.write(toArray(kept));
    }

    /** Puts rows that {@link #toBytes} wrote. */
    void put(long firstRow, ByteBuffer source, int count) {
        put(firstRow, form.read(source, count), count);
    }

    void put(long firstRow, A source, int count) {
        int done = 0;
        while (done < count) {
            long row = firstRow + done;
            int at = (int) row & (SEGMENT - 1);
            int length = Math.min(count - done, SEGMENT - at);
            copy(source, done, segment((int) (row >>> SEGMENT_BITS)), at, length);
            done += length;
        }
    }

    private synchronized A segment(int index) {
        while (segments.size() <= index) {
            segments.add(allocate.apply(SEGMENT));
        }
        return segments.get(index);
    }

    /** The kept rows in order, as one array. */
    A toArray(KeptRows kept) {
        A all = allocate.apply(kept.size());
        kept.forEachRun((from, to, length) -> {
            int done = 0;
            while (done < length) {
                int at = (from + done) & (SEGMENT - 1);
                int part = Math.min(length - done, SEGMENT - at);
                copy(segments.get((from + done) >>> SEGMENT_BITS), at, all, to + done, part);
                done += part;
            }
        });
        return all;
    }

    @SuppressWarnings("SuspiciousSystemArraycopy") // A is always an array type
    private static void copy(Object from, int fromIndex, Object to, int toIndex, int length) {
        System.arraycopy(from, fromIndex, to, toIndex, length);
    }
}
