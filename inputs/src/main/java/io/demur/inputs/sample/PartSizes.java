package io.demur.inputs.sample;

import io.demur.logits.InputException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * How many rows each part gets: a count, a share, or what the others leave. A part that is not named gets none.
 *
 * @param rest the part that gets what the others leave
 * @param counts rows of other parts
 * @param shares of all rows, for other parts still; rounded to the nearest count, halves up
 */
public record PartSizes(Part rest, Map<Part, Integer> counts, Map<Part, Double> shares) {
    /** Copies the maps. */
    public PartSizes {
        counts = copy(counts);
        shares = copy(shares);
        if (counts.containsKey(rest)
                || shares.containsKey(rest)
                || !Collections.disjoint(counts.keySet(), shares.keySet())) {
            throw new IllegalArgumentException("a part has two sizes");
        }
        if (counts.values().stream().anyMatch(count -> count < 1)) {
            throw new IllegalArgumentException("a part has at least one row, not " + counts);
        }
        if (!shares.values().stream().allMatch(share -> share > 0 && share < 1)) {
            throw new IllegalArgumentException("a share lies between 0 and 1, not " + shares);
        }
    }

    private static <V> Map<Part, V> copy(Map<Part, V> map) {
        Map<Part, V> copy = new EnumMap<>(Part.class);
        copy.putAll(map);
        return Collections.unmodifiableMap(copy);
    }

    /** All rows to one part, until others are named. */
    public static PartSizes restTo(Part part) {
        return new PartSizes(part, Map.of(), Map.of());
    }

    /** The same with so many rows for another part. */
    public PartSizes count(Part part, int rows) {
        Map<Part, Integer> more = new EnumMap<>(Part.class);
        more.putAll(counts);
        more.put(part, rows);
        return new PartSizes(rest, more, shares);
    }

    /** The same with this share of all rows for another part. */
    public PartSizes share(Part part, double share) {
        Map<Part, Double> more = new EnumMap<>(Part.class);
        more.putAll(shares);
        more.put(part, share);
        return new PartSizes(rest, counts, more);
    }

    /**
     * How many rows each named part gets.
     *
     * @throws InputException if a part would get none
     */
    Map<Part, Integer> of(int rows) {
        Map<Part, Integer> sizes = new EnumMap<>(Part.class);
        sizes.putAll(counts);
        shares.forEach((part, share) -> sizes.put(part, (int) Math.round(share * rows)));
        long taken = sizes.values().stream().mapToLong(Integer::longValue).sum();
        sizes.put(rest, (int) Math.max(0, rows - taken));
        sizes.forEach((part, size) -> {
            if (size < 1) {
                throw new InputException(
                        "split",
                        rows + " rows leave none for " + part.name().toLowerCase(Locale.ROOT),
                        "make the other parts smaller, or give more rows");
            }
        });
        return sizes;
    }
}
