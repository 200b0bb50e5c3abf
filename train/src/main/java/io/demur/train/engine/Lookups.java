package io.demur.train.engine;

import java.util.Arrays;

/**
 * Which rows of a table a batch reads, in the order of their first coming, and for each of them where it is read.
 *
 * <p>The gradient of a row is the sum over those places, in their order, whoever sums: the number of threads changes no
 * bit.
 */
final class Lookups {
    private final int[] rows;
    private final int[] starts;
    private final int[] places;

    private Lookups(int[] rows, int[] starts, int[] places) {
        this.rows = rows;
        this.starts = starts;
        this.places = places;
    }

    /** The rows, each once. */
    int[] rows() {
        return rows;
    }

    /**
     * Sums what lies at the places of one row.
     *
     * @param index the row's in {@link #rows}
     * @param values of {@code sum.length} numbers per place
     * @param scratch as long as the sum
     */
    void sum(int index, float[] values, float[] sum, float[] scratch) {
        Arrays.fill(sum, 0);
        for (int i = starts[index]; i < starts[index + 1]; i++) {
            add(values, places[i] * sum.length, sum, scratch);
        }
    }

    /** Adds through a copy: loops are vectorised only where all arrays run over the same indices. */
    static void add(float[] values, int start, float[] sum, float[] scratch) {
        System.arraycopy(values, start, scratch, 0, sum.length);
        for (int i = 0; i < sum.length; i++) {
            sum[i] += scratch[i];
        }
    }

    /** Collects the lookups of one batch; may be used again after {@link #finish}. */
    static final class Collector {
        private final int[] slotOf;
        private int[] ids = new int[1024];
        private int[] places = new int[1024];
        private int count;

        /** For identifiers below {@code vocabulary}. */
        Collector(int vocabulary) {
            slotOf = new int[vocabulary];
            Arrays.fill(slotOf, -1);
        }

        /** One row of the table, read at one place. */
        void add(int id, int place) {
            if (count == ids.length) {
                ids = Arrays.copyOf(ids, 2 * count);
                places = Arrays.copyOf(places, 2 * count);
            }
            ids[count] = id;
            places[count++] = place;
        }

        Lookups finish() {
            int[] rows = new int[count];
            int[] starts = new int[count + 1];
            int found = 0;
            for (int i = 0; i < count; i++) {
                if (slotOf[ids[i]] < 0) {
                    slotOf[ids[i]] = found;
                    rows[found++] = ids[i];
                }
                starts[slotOf[ids[i]] + 1]++;
            }
            Lookups lookups = sorted(Arrays.copyOf(rows, found), Arrays.copyOf(starts, found + 1));
            for (int row : lookups.rows) {
                slotOf[row] = -1;
            }
            count = 0;
            return lookups;
        }

        private Lookups sorted(int[] rows, int[] starts) {
            for (int i = 0; i < rows.length; i++) {
                starts[i + 1] += starts[i];
            }
            int[] next = starts.clone();
            int[] sorted = new int[count];
            for (int i = 0; i < count; i++) {
                sorted[next[slotOf[ids[i]]]++] = places[i];
            }
            return new Lookups(rows, starts, sorted);
        }
    }
}
