package io.demur.evaluation;

import io.demur.math.ByteSink;
import io.demur.math.ByteSource;

/** What is known of all rows besides their scores, counted in any order and in parts that are merged. */
final class RowTotals {
    private final DataDigest digest;
    private final RowFacts facts;
    private final ClassCounts.Tally byClass;
    private long total;
    private long ignored;
    private long skipped;

    private RowTotals(DataDigest digest, RowFacts facts, ClassCounts.Tally byClass) {
        this.digest = digest;
        this.facts = facts;
        this.byClass = byClass;
    }

    RowTotals(int classes) {
        this(new DataDigest(), new RowFacts(), new ClassCounts.Tally(classes));
    }

    /** The first {@code count} rows of the arrays, which take part. */
    void count(long[] keys, int[] labels, int[] predictions, int count) {
        total += count;
        digest.addAll(keys, count);
        byClass.addAll(labels, predictions, count);
    }

    void ignore() {
        total++;
        ignored++;
    }

    void skip() {
        total++;
        skipped++;
    }

    RowFacts facts() {
        return facts;
    }

    ClassCounts.Tally byClass() {
        return byClass;
    }

    DataDigest digest() {
        return digest;
    }

    long total() {
        return total;
    }

    long ignored() {
        return ignored;
    }

    long skipped() {
        return skipped;
    }

    void merge(RowTotals other) {
        digest.merge(other.digest);
        facts.merge(other.facts);
        byClass.merge(other.byClass);
        total += other.total;
        ignored += other.ignored;
        skipped += other.skipped;
    }

    byte[] toBytes() {
        ByteSink sink = new ByteSink();
        sink.count(total).count(ignored).count(skipped);
        digest.write(sink);
        facts.write(sink);
        byClass.write(sink);
        return sink.toBytes();
    }

    static RowTotals fromBytes(byte[] bytes) {
        ByteSource source = new ByteSource(bytes);
        long total = source.count();
        long ignored = source.count();
        long skipped = source.count();
        RowTotals read = new RowTotals(DataDigest.read(source), RowFacts.read(source), ClassCounts.Tally.read(source));
        source.requireEnd();
        read.total = total;
        read.ignored = ignored;
        read.skipped = skipped;
        return read;
    }
}
