package io.demur.tables;

import java.util.Optional;

/** Reads the numbers of one row after the other. Belongs to one pass. */
abstract class LogitRow {
    private final Table table;
    private final double[] values;

    private LogitRow(Table table, int width) {
        this.table = table;
        this.values = new double[width];
    }

    static LogitRow of(Table table, LogitColumns columns, int width) {
        return columns.list() ? new InList(table, columns, width) : new InColumns(table, columns, width);
    }

    /** The numbers of the row last read; overwritten by the next. */
    final double[] values() {
        return values;
    }

    /**
     * Reads the row at which the rows stand.
     *
     * @throws io.demur.logits.InputException for one that lacks a number, or has one too many
     */
    abstract void read(Rows rows, long row);

    /** A list in the first column. */
    private static final class InList extends LogitRow {
        private final String name;

        InList(Table table, LogitColumns columns, int width) {
            super(table, width);
            this.name = columns.names().get(0);
        }

        @Override
        void read(Rows rows, long row) {
            Optional<Object[]> list = rows.list(1);
            if (list.isEmpty()) {
                throw super.table.bad(row, name, "is null; every row needs its logits");
            }
            Object[] numbers = list.get();
            double[] target = values();
            if (numbers.length != target.length) {
                throw super.table.bad(
                        row, name, "holds " + numbers.length + " numbers, the list of row 0 holds " + target.length);
            }
            for (int k = 0; k < target.length; k++) {
                if (!(numbers[k] instanceof Number number)) {
                    throw super.table.bad(row, name, "number " + k + " of the list is null; every class needs one");
                }
                target[k] = number.doubleValue();
            }
        }
    }

    /** A number in each column. */
    private static final class InColumns extends LogitRow {
        private final LogitColumns columns;
        private final boolean single;

        InColumns(Table table, LogitColumns columns, int width) {
            super(table, width);
            this.columns = columns;
            this.single = columns.single();
        }

        @Override
        void read(Rows rows, long row) {
            double[] target = values();
            for (int k = 0; k < target.length; k++) {
                target[k] = single ? rows.single(k + 1) : rows.number(k + 1);
                if (rows.wasNull()) {
                    throw super.table.bad(row, columns.names().get(k), "is null; every row needs every number");
                }
            }
        }
    }
}
