package io.demur.metric;

import io.demur.math.ByteSink;
import io.demur.math.ByteSource;
import java.util.Arrays;
import java.util.Objects;

/**
 * Counts per prefix as bytes. Column by column, because numbers of one kind lie close together and are squeezed well: the
 * gaps between prefixes that occur, samples, wrong ones, the confidence where there is only one, other losses. Where a
 * prefix is mixed this is three small numbers, however many samples it has.
 */
final class PrefixBytes {
    private static final int IN_LEAF = PrefixLeaf.SIZE - 1;

    private final PrefixLeaf[] leaves;

    /** Of the leaves at their positions, null where there is none. */
    PrefixBytes(PrefixLeaf... leaves) {
        this.leaves = leaves;
    }

    void write(ByteSink sink) {
        int[] prefixes = occupied();
        sink.count(prefixes.length);
        int before = 0;
        for (int prefix : prefixes) {
            sink.count(prefix - before);
            before = prefix;
        }
        for (int prefix : prefixes) {
            PrefixLeaf leaf = leaves[prefix >>> PrefixLeaf.BITS];
            int at = prefix & IN_LEAF;
            sink.count(leaf.count(at) << 1 | (leaf.mixed(at) ? 1 : 0));
        }
        for (int prefix : prefixes) {
            sink.count(leaves[prefix >>> PrefixLeaf.BITS].wrong(prefix & IN_LEAF));
        }
        for (int prefix : prefixes) {
            PrefixLeaf leaf = leaves[prefix >>> PrefixLeaf.BITS];
            if (!leaf.mixed(prefix & IN_LEAF)) {
                sink.count(leaf.tail(prefix & IN_LEAF) & PrefixGrid.openBits(prefix));
            }
        }
        writeFractions(sink, prefixes);
    }

    private void writeFractions(ByteSink sink, int... prefixes) {
        boolean fractional = Arrays.stream(leaves).filter(Objects::nonNull).anyMatch(PrefixLeaf::fractional);
        sink.count(fractional ? 1 : 0);
        for (int i = 0; fractional && i < prefixes.length; i++) {
            PrefixLeaf leaf = leaves[prefixes[i] >>> PrefixLeaf.BITS];
            sink.count(leaf.fractionHigh(prefixes[i] & IN_LEAF)).count(leaf.fractionLow(prefixes[i] & IN_LEAF));
        }
    }

    private int[] occupied() {
        int[] prefixes = new int
                [Arrays.stream(leaves)
                        .filter(Objects::nonNull)
                        .mapToInt(PrefixLeaf::occupied)
                        .sum()];
        int found = 0;
        for (int l = 0; l < leaves.length; l++) {
            for (int i = 0; leaves[l] != null && i < PrefixLeaf.SIZE; i++) {
                if (leaves[l].count(i) > 0) {
                    prefixes[found++] = (l << PrefixLeaf.BITS) + i;
                }
            }
        }
        return prefixes;
    }

    /** Fills the leaves, all of which are null. */
    void read(ByteSource source) {
        int[] prefixes = new int[source.countBelow(PrefixGrid.size() + 1)];
        int before = 0;
        for (int i = 0; i < prefixes.length; i++) {
            before += source.countBelow(PrefixGrid.size() - before);
            prefixes[i] = before;
        }
        long[] counts = new long[prefixes.length];
        for (int i = 0; i < prefixes.length; i++) {
            counts[i] = source.count();
        }
        for (int i = 0; i < prefixes.length; i++) {
            leaf(prefixes[i]).put(prefixes[i] & IN_LEAF, counts[i] >>> 1, source.count());
        }
        for (int i = 0; i < prefixes.length; i++) {
            PrefixLeaf leaf = leaves[prefixes[i] >>> PrefixLeaf.BITS];
            if ((counts[i] & 1) == 1) {
                leaf.putSeveral(prefixes[i] & IN_LEAF);
            } else {
                leaf.putOnly(prefixes[i] & IN_LEAF, PrefixGrid.key(prefixes[i], source.count()));
            }
        }
        readFractions(source, prefixes);
    }

    private void readFractions(ByteSource source, int... prefixes) {
        boolean fractional = source.countBelow(2) == 1;
        for (int i = 0; fractional && i < prefixes.length; i++) {
            PrefixLeaf leaf = leaves[prefixes[i] >>> PrefixLeaf.BITS];
            leaf.addFraction(prefixes[i] & IN_LEAF, source.count(), source.count());
        }
    }

    private PrefixLeaf leaf(int prefix) {
        int index = prefix >>> PrefixLeaf.BITS;
        if (leaves[index] == null) {
            leaves[index] = new PrefixLeaf();
        }
        return leaves[index];
    }
}
