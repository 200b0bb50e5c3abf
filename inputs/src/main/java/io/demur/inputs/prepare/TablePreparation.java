package io.demur.inputs.prepare;

import io.demur.inputs.DenseFeatures;
import io.demur.inputs.MissingValues;
import io.demur.inputs.RawRows;
import io.demur.inputs.RawTable;
import io.demur.inputs.TableSchema;
import io.demur.logits.InputException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A table as numbers: standardised numbers, one-hot categories, two values as 0 and 1.
 *
 * <p>Means, deviations and categories are those of the training rows; computed in double, rounded to float at the end.
 * Columns are found by their names; others may be there. A category that no training row had has all its features 0, and
 * {@link #unseen} counts such rows.
 *
 * @param columns the encodings, in the order of the features
 * @param missing which cells are missing, and whether that is an error
 */
public record TablePreparation(List<ColumnEncoding> columns, MissingValues missing) implements Preparation {
    /** What stands for a missing category. */
    static final String GAP = "";

    /** Copies the list. */
    public TablePreparation {
        columns = List.copyOf(columns);
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("there must be a column");
        }
        if (columns.stream().map(ColumnEncoding::column).distinct().count() < columns.size()) {
            throw new IllegalArgumentException("a column comes twice");
        }
    }

    /**
     * Learns from training rows.
     *
     * @throws InputException for what the schema does not allow, a numeric column without a number, a binary column
     *     without exactly two values, no rows
     */
    public static TablePreparation fit(TableSchema schema, RawRows training) {
        return TableFit.fit(schema, RowKinds.table(training));
    }

    /** The names of the features: {@code age}, {@code age missing}, {@code job=admin.}. */
    public List<String> featureNames() {
        return columns.stream().flatMap(column -> column.features().stream()).toList();
    }

    @Override
    public DenseFeatures prepare(RawRows rows) {
        RawTable table = RowKinds.table(rows);
        int width = featureNames().size();
        float[] values = new float[Math.multiplyExact(table.rows(), width)];
        int at = 0;
        for (ColumnEncoding encoding : columns) {
            int column = table.position(encoding.column());
            TableColumn target = new TableColumn(table, column, values, new TableColumn.Place(at, width));
            target.fill(encoding, missing);
            at += encoding.features().size();
        }
        return DenseFeatures.of(width, values);
    }

    /** Per column of categories or of two values, in how many rows it holds a value that no training row had. */
    public Map<String, Integer> unseen(RawRows rows) {
        RawTable table = RowKinds.table(rows);
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (ColumnEncoding encoding : columns) {
            List<String> known = known(encoding);
            if (known.isEmpty()) {
                continue;
            }
            int column = table.position(encoding.column());
            int count = 0;
            for (int row = 0; row < table.rows(); row++) {
                count += known.contains(missing.read(table, row, column).orElse(GAP)) ? 0 : 1;
            }
            counts.put(encoding.column(), count);
        }
        return counts;
    }

    private static List<String> known(ColumnEncoding encoding) {
        if (encoding instanceof ColumnEncoding.Categorical categorical) {
            return categorical.categories();
        }
        return encoding instanceof ColumnEncoding.Binary binary ? List.of(binary.zero(), binary.one()) : List.of();
    }

    static OptionalDouble number(MissingValues missing, RawTable table, int row, int column) {
        return missing.read(table, row, column).isPresent()
                ? OptionalDouble.of(table.number(row, column))
                : OptionalDouble.empty();
    }
}
