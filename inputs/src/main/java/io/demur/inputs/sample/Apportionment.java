package io.demur.inputs.sample;

import java.util.Arrays;

/**
 * Gives places to parts one after the other so that, at every time, each part has its proportional number within less
 * than one, and at the end exactly its size.
 *
 * <p>The chairman assignment of R. Tijdeman, Discrete Mathematics 32 (1980) 323-330. With shares {@code s_j / n} and
 * {@code k} parts, place {@code t} goes to the part {@code j} for which
 * {@code (1 - 1 / (2k-2) - (t s_j / n - given_j)) / (s_j / n)} is least, among those with
 * {@code t s_j / n - given_j >= 1 / (2k-2)}; {@code t} counts from 1, and all is computed in whole numbers.
 */
final class Apportionment {
    private final int[] sizes;
    private final int[] given;
    private final long total;
    private int places;

    /** Parts of at least one row each. */
    Apportionment(int... sizes) {
        this.sizes = sizes.clone();
        this.given = new int[sizes.length];
        this.total = Arrays.stream(sizes).asLongStream().sum();
    }

    /** How many of the next places go to each part. */
    int[] next(int count) {
        int[] before = given.clone();
        for (int i = 0; i < count; i++) {
            places++;
            given[chosen()]++;
        }
        int[] more = new int[given.length];
        Arrays.setAll(more, part -> given[part] - before[part]);
        return more;
    }

    private int chosen() {
        long parts = Math.max(1, 2L * sizes.length - 2);
        int best = -1;
        double earliest = Double.POSITIVE_INFINITY;
        for (int part = 0; part < sizes.length; part++) {
            long due = Math.multiplyExact(parts, places * (long) sizes[part] - given[part] * total);
            double deadline = ((parts - 1) * (double) total - due) / sizes[part];
            if ((due >= total || sizes.length == 1) && deadline < earliest) {
                earliest = deadline;
                best = part;
            }
        }
        return best;
    }
}
