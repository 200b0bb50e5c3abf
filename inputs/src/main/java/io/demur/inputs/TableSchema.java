package io.demur.inputs;

import io.demur.logits.InputException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the columns of a table mean.
 *
 * @param label the column of the true class
 * @param classes the names of the classes in the order of the logits; empty for those found in the file, sorted by
 *     their UTF-16 codes
 * @param columns the role of each column
 * @param missing which cells are missing
 */
public record TableSchema(String label, List<String> classes, Columns columns, MissingValues missing) {
    /** Copies the list. */
    public TableSchema {
        classes = List.copyOf(classes);
        if (columns.roles().containsKey(label)) {
            throw new InputException("schema", "column \"" + label + "\" is the label and cannot have a role too");
        }
    }

    /** A schema that names its label only; every other column is an error until it has a role. */
    public static TableSchema label(String label) {
        return new TableSchema(label, List.of(), new Columns(Map.of(), OtherColumns.REFUSE), MissingValues.REFUSED);
    }

    /** The same with the classes in this order; two of them for a single logit of the second. */
    public TableSchema classes(String... names) {
        return new TableSchema(label, List.of(names), columns, missing);
    }

    /** The same with a role for these columns. */
    public TableSchema with(ColumnRole role, String... names) {
        return new TableSchema(label, classes, columns.with(role, names), missing);
    }

    /** The same for all columns without a role. */
    public TableSchema others(OtherColumns others) {
        return new TableSchema(label, classes, new Columns(columns.roles(), others), missing);
    }

    /** The same with other rules for missing cells. */
    public TableSchema missing(MissingValues values) {
        return new TableSchema(label, classes, columns, values);
    }

    /**
     * The role of a column other than the label; empty if it is to be inferred from training rows.
     *
     * @throws InputException if it has none and the schema refuses that
     */
    public Optional<ColumnRole> role(String column) {
        if (columns.roles().containsKey(column)) {
            return Optional.of(columns.roles().get(column));
        }
        return switch (columns.others()) {
            case INFER -> Optional.empty();
            case IGNORE -> Optional.of(ColumnRole.IGNORED);
            case REFUSE ->
                throw new InputException(
                        "column \"" + column + "\"",
                        "has no role in the schema",
                        "make it numeric, categorical, binary or ignored, or set others to infer or ignore");
        };
    }

    /**
     * Refuses what a preparation would refuse, in all rows at once: a number that is none, a missing value where none is
     * allowed, a column of the schema that is not there.
     */
    public void check(RawTable table) {
        columns.roles().forEach((name, role) -> {
            if (role == ColumnRole.IGNORED) {
                return;
            }
            int column = table.position(name);
            for (int row = 0; row < table.rows(); row++) {
                if (missing.read(table, row, column).isPresent() && role == ColumnRole.NUMERIC) {
                    table.number(row, column);
                }
            }
        });
    }

    /**
     * Roles by the name of the column.
     *
     * @param roles what is known
     * @param others for all other columns
     */
    public record Columns(Map<String, ColumnRole> roles, OtherColumns others) {
        /** Copies the map, its order too. */
        public Columns {
            roles = Collections.unmodifiableMap(new LinkedHashMap<>(roles));
        }

        Columns with(ColumnRole role, String... names) {
            Map<String, ColumnRole> more = new LinkedHashMap<>(roles);
            for (String name : names) {
                if (more.put(name, role) != null) {
                    throw new InputException("schema", "column \"" + name + "\" has two roles", "give it one");
                }
            }
            return new Columns(more, others);
        }

        /** The names of the columns with a role. */
        public List<String> named(ColumnRole role) {
            return roles.entrySet().stream()
                    .filter(entry -> entry.getValue() == role)
                    .map(Map.Entry::getKey)
                    .toList();
        }
    }
}
