package io.demur.inputs.prepare;

import io.demur.inputs.MissingValues;
import io.demur.inputs.RawTable;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;

/** Fills the features that come from one column of a table. */
final class TableColumn {
    private final RawTable table;
    private final int column;
    private final float[] values;
    private final Place place;

    TableColumn(RawTable table, int column, float[] values, Place place) {
        this.table = table;
        this.column = column;
        this.values = values;
        this.place = place;
    }

    void fill(ColumnEncoding encoding, MissingValues missing) {
        if (encoding instanceof ColumnEncoding.Numeric numeric) {
            fillNumbers(numeric, missing);
        } else if (encoding instanceof ColumnEncoding.Categorical categorical) {
            fillCategories(categorical, missing);
        } else if (encoding instanceof ColumnEncoding.Binary binary) {
            fillBinary(binary, missing);
        }
    }

    private void fillNumbers(ColumnEncoding.Numeric numeric, MissingValues missing) {
        for (int row = 0; row < table.rows(); row++) {
            OptionalDouble number = TablePreparation.number(missing, table, row, column);
            values[place.of(row)] = number.isPresent() ? standardised(numeric, number.getAsDouble(), row) : 0;
            if (number.isEmpty() && numeric.indicator() == ColumnEncoding.Indicator.MISSING) {
                values[place.of(row) + 1] = 1;
            }
        }
    }

    private float standardised(ColumnEncoding.Numeric numeric, double number, int row) {
        if (numeric.deviation() == 0) {
            return 0;
        }
        float value = (float) ((number - numeric.mean()) / numeric.deviation());
        if (!Float.isFinite(value)) {
            throw table.problem(row, column, number + " is too far from the training rows for a float", "correct it");
        }
        return value;
    }

    private void fillCategories(ColumnEncoding.Categorical categorical, MissingValues missing) {
        Map<String, Integer> positions = new HashMap<>();
        categorical.categories().forEach(category -> positions.put(category, positions.size()));
        for (int row = 0; row < table.rows(); row++) {
            String category = missing.read(table, row, column).orElse(TablePreparation.GAP);
            Integer position = positions.get(category);
            if (position != null) {
                values[place.of(row) + position] = 1;
            }
        }
    }

    private void fillBinary(ColumnEncoding.Binary binary, MissingValues missing) {
        for (int row = 0; row < table.rows(); row++) {
            String value = missing.read(table, row, column).orElse("");
            float half = value.equals(binary.zero()) ? 0 : 0.5f;
            values[place.of(row)] = value.equals(binary.one()) ? 1 : half;
        }
    }

    /**
     * Where a column's first feature lies.
     *
     * @param feature from 0
     * @param width features per row
     */
    record Place(int feature, int width) {
        int of(int row) {
            return row * width + feature;
        }
    }
}
