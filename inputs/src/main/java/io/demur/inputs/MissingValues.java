package io.demur.inputs;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Which cells count as missing, and what becomes of them.
 *
 * @param markers what a missing cell holds, exactly so; sorted
 * @param policy what is done
 */
public record MissingValues(List<String> markers, Policy policy) {
    /** Empty cells, {@code ?} and {@code NA} are missing, and an error. */
    public static final MissingValues REFUSED = new MissingValues(List.of("", "?", "NA"), Policy.REFUSE);

    /** The same cells are missing, and filled in. */
    public static final MissingValues IMPUTED = new MissingValues(REFUSED.markers, Policy.IMPUTE);

    /** Sorts the markers and drops repetitions. */
    public MissingValues {
        markers = List.copyOf(new TreeSet<>(markers));
    }

    /** Whether a cell is missing. */
    public boolean contains(String cell) {
        return markers.contains(cell);
    }

    /**
     * What a cell holds; empty if it is missing and may be.
     *
     * @throws io.demur.logits.InputException for a missing cell that the policy refuses
     */
    public Optional<String> read(RawTable table, int row, int column) {
        String cell = table.cell(row, column);
        if (!contains(cell)) {
            return Optional.of(cell);
        }
        if (policy == Policy.REFUSE) {
            throw table.problem(row, column, "the value is missing", "fill it in, or let the schema impute");
        }
        return Optional.empty();
    }

    /** What is done about a missing cell. */
    public enum Policy {
        /** It is an error. */
        REFUSE,
        /**
         * A number becomes the mean of the training rows, with a further feature that says so if training rows missed it
         * too; a missing category is a category of its own; a missing one of two values lies half way.
         */
        IMPUTE
    }
}
