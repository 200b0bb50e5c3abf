package io.demur.score;

import io.demur.logits.InputException;
import io.demur.math.ByteSink;
import io.demur.math.ByteSource;
import java.util.BitSet;

/** Which rows of a source took part: all but those without a label and those left out as not finite. */
public final class KeptRows {
    private final BitSet dropped = new BitSet();
    private long total;
    private long ignored;
    private long bad;

    @FunctionalInterface
    interface Run {
        void copy(int from, int to, int length);
    }

    KeptRows() {}

    synchronized void sawRows(long firstRow, int count) {
        total = Math.max(total, firstRow + count);
        if (total > Integer.MAX_VALUE - 8) {
            throw new InputException(
                    "row " + firstRow, "is beyond what exact mode holds in memory", "use --mode bounded");
        }
    }

    synchronized void ignore(long row) {
        dropped.set((int) row);
        ignored++;
    }

    synchronized void dropBad(long row) {
        dropped.set((int) row);
        bad++;
    }

    /** Takes the rows of another part as those that follow. */
    void append(KeptRows next) {
        int first = (int) total;
        sawRows(first, (int) next.total);
        next.dropped.stream().forEach(row -> dropped.set(first + row));
        ignored += next.ignored;
        bad += next.bad;
    }

    /** As many rows, none of them dropped. */
    KeptRows withoutGaps() {
        KeptRows all = new KeptRows();
        all.total = total;
        return all;
    }

    void write(ByteSink sink) {
        long[] words = dropped.toLongArray();
        sink.count(total).count(ignored).count(bad).count(words.length);
        for (long word : words) {
            sink.bits(word);
        }
    }

    static KeptRows read(ByteSource source) {
        KeptRows rows = new KeptRows();
        rows.total = source.count();
        rows.ignored = source.count();
        rows.bad = source.count();
        long[] words = new long[source.countBelow(1 + (int) ((rows.total + Long.SIZE - 1) / Long.SIZE))];
        for (int i = 0; i < words.length; i++) {
            words[i] = source.bits();
        }
        rows.dropped.or(BitSet.valueOf(words));
        return rows;
    }

    /** Rows that took part. */
    public int size() {
        return (int) (total - ignored - bad);
    }

    /** All rows of the source. */
    public long total() {
        return total;
    }

    /** Rows whose label is one to be ignored. */
    public long ignored() {
        return ignored;
    }

    /** Rows left out because a logit was NaN or infinite. */
    public long bad() {
        return bad;
    }

    /** The positions in the source of the kept rows, ascending. */
    public int[] sourceRows() {
        int[] rows = new int[size()];
        forEachRun((from, to, length) -> {
            for (int i = 0; i < length; i++) {
                rows[to + i] = from + i;
            }
        });
        return rows;
    }

    /** Calls back for every longest run of kept rows: its start in the source, in the kept rows, and its length. */
    void forEachRun(Run run) {
        int to = 0;
        int from = dropped.nextClearBit(0);
        while (from < total) {
            int next = dropped.nextSetBit(from);
            int end = next < 0 ? (int) total : next;
            run.copy(from, to, end - from);
            to += end - from;
            from = next < 0 ? (int) total : dropped.nextClearBit(end);
        }
    }
}
