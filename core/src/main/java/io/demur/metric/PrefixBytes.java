package io.demur.metric;

import io.demur.math.ByteSink;
import io.demur.math.ByteSource;

/**
 * Counts per prefix as bytes. Column by column, because numbers of one kind lie close together and are squeezed well: the
 * gaps between prefixes that occur, samples, wrong ones, the confidence where there is only one, other losses. Where a
 * prefix is mixed this is three small numbers, however many samples it has.
 */
final class PrefixBytes {
    private PrefixBytes() {}

    static void write(PrefixCounts counts, ByteSink sink) {
        int[] prefixes = counts.occupied();
        sink.count(prefixes.length);
        int before = 0;
        for (int prefix : prefixes) {
            sink.count(prefix - before);
            before = prefix;
        }
        for (int prefix : prefixes) {
            sink.count(counts.count(prefix) << 1 | (counts.mixed(prefix) ? 1 : 0));
        }
        for (int prefix : prefixes) {
            sink.count(counts.wrong(prefix));
        }
        for (int prefix : prefixes) {
            if (!counts.mixed(prefix)) {
                sink.count(counts.tail(prefix) & PrefixGrid.openBits(prefix));
            }
        }
        sink.count(counts.fractional() ? 1 : 0);
        for (int i = 0; counts.fractional() && i < prefixes.length; i++) {
            sink.count(counts.fractionHigh(prefixes[i])).count(counts.fractionLow(prefixes[i]));
        }
    }

    static PrefixCounts read(ByteSource source) {
        int[] prefixes = new int[source.countBelow(PrefixGrid.size() + 1)];
        int before = 0;
        for (int i = 0; i < prefixes.length; i++) {
            before += source.countBelow(PrefixGrid.size() - before);
            prefixes[i] = before;
        }
        long[] numbers = numbers(source, prefixes.length);
        long[] wrong = numbers(source, prefixes.length);
        PrefixCounts counts = new PrefixCounts();
        for (int i = 0; i < prefixes.length; i++) {
            if ((numbers[i] & 1) == 1) {
                counts.putMixed(prefixes[i], numbers[i] >>> 1, wrong[i]);
            } else {
                long key = PrefixGrid.key(prefixes[i], source.count());
                counts.put(prefixes[i], numbers[i] >>> 1, wrong[i], key);
            }
        }
        boolean fractional = source.countBelow(2) == 1;
        for (int i = 0; fractional && i < prefixes.length; i++) {
            counts.putFraction(prefixes[i], source.count(), source.count());
        }
        return counts;
    }

    private static long[] numbers(ByteSource source, int count) {
        long[] numbers = new long[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = source.count();
        }
        return numbers;
    }
}
