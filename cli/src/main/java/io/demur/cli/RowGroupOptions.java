package io.demur.cli;

import io.demur.io.Groups;
import io.demur.logits.InputException;
import io.demur.select.Grouping;
import io.demur.select.Selector;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.LongToIntFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which group each row belongs to, for a selector with one rule per group. */
final class RowGroupOptions {
    @Option(
            names = "--groups",
            paramLabel = "FILE",
            description = "The group of every row, for a selector with one rule per group.")
    private @Nullable String groups;

    @Option(
            names = "--group",
            paramLabel = "COLUMN",
            description = "Column of the groups; without --groups, one of LOGITS.")
    private @Nullable String column;

    /** Columns of LOGITS that hold groups. */
    List<String> columnsOfLogits() {
        return groups == null && column != null ? List.of(column) : List.of();
    }

    /**
     * The position of a row's rule, negative where its group is not known to the selector; of every row the first where
     * rules do not follow a column.
     *
     * @param selector read from {@code file}
     * @param logits where the rows are
     * @param rows how many those are, asked only where groups are read
     * @throws InputException if groups are missing, or were given to a selector that has no use for them
     */
    LongToIntFunction rules(Selector selector, Path file, String logits, LongSupplier rows) {
        boolean given = groups != null || column != null;
        if (selector.grouping() != Grouping.COLUMN) {
            if (given) {
                throw new InputException(
                        file.toString(), "has no rules per group of a column", "leave --groups and --group out");
            }
            return row -> 0;
        }
        if (!given) {
            throw new InputException(
                    file.toString(), "has one rule per group", "give the group of every row with --groups");
        }
        Groups read = Groups.read(groups == null ? logits : groups, Optional.ofNullable(column), rows.getAsLong());
        int[] rule = read.names().stream().mapToInt(selector::group).toArray();
        return row -> rule[read.id((int) row)];
    }
}
