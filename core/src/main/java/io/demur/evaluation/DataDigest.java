package io.demur.evaluation;

import io.demur.math.ByteSink;
import io.demur.math.ByteSource;
import io.demur.math.Hash64;
import io.demur.math.SortKeys;
import java.util.HexFormat;

/**
 * What a data set is known by: its number of rows and 128 bits from the hashes of the rows' contents, which do not
 * depend on their order, on how they were divided, on the file format or on the number type.
 *
 * <p>Tells data sets apart; not made against forgery.
 */
final class DataDigest {
    private long rows;
    private long sum;
    private long mixed;

    /** The digest of rows given by their keys, see {@code ScoredRows.keys()}. */
    static String of(long[] keys) {
        DataDigest digest = new DataDigest();
        digest.addAll(keys, keys.length);
        return digest.toString();
    }

    /** The first {@code count} keys. */
    void addAll(long[] keys, int count) {
        long sumOfKeys = 0;
        for (int i = 0; i < count; i++) {
            sumOfKeys += keys[i];
        }
        long sumOfMixed = 0;
        for (int i = 0; i < count; i++) {
            sumOfMixed += Hash64.mix(keys[i] ^ Hash64.START);
        }
        rows += count;
        sum += sumOfKeys;
        mixed += sumOfMixed;
    }

    void merge(DataDigest other) {
        rows += other.rows;
        sum += other.sum;
        mixed += other.mixed;
    }

    void write(ByteSink sink) {
        sink.count(rows).bits(sum).bits(mixed);
    }

    static DataDigest read(ByteSource source) {
        DataDigest digest = new DataDigest();
        digest.rows = source.count();
        digest.sum = source.bits();
        digest.mixed = source.bits();
        return digest;
    }

    long rows() {
        return rows;
    }

    @Override
    public String toString() {
        HexFormat hex = HexFormat.of();
        return "rows:" + rows + ":" + hex.toHexDigits(sum) + hex.toHexDigits(mixed);
    }

    /** How many rows have the same content as another one before them. */
    static int duplicates(long[] keys) {
        int[] order = SortKeys.order(keys);
        int duplicates = 0;
        for (int i = 1; i < order.length; i++) {
            duplicates += keys[order[i]] == keys[order[i - 1]] ? 1 : 0;
        }
        return duplicates;
    }
}
