package io.demur.tables;

/** Reads the numbers of one row after the other. Belongs to one pass. */
abstract class LogitRow {
    private final Table table;
    private final boolean single;
    private final double[] values;

    private LogitRow(Table table, LogitColumns columns, int width) {
        this.table = table;
        this.single = columns.single();
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

    /** Reads the numbers from a column on; the position of the first that is null, -1 if none is. */
    private int numbers(Rows rows, int first) {
        return single ? rows.singles(first, values) : rows.numbers(first, values);
    }

    /** The length of a list in the first column, its numbers in those behind it. */
    private static final class InList extends LogitRow {
        private final String name;

        InList(Table table, LogitColumns columns, int width) {
            super(table, columns, width);
            this.name = columns.names().get(0);
        }

        @Override
        void read(Rows rows, long row) {
            int width = values().length;
            long length = rows.whole(1);
            if (rows.wasNull()) {
                throw super.table.bad(row, name, "is null; every row needs its logits");
            }
            if (length != width) {
                throw super.table.bad(row, name, "holds " + length + " numbers, the list of row 0 holds " + width);
            }
            int missing = super.numbers(rows, 2);
            if (missing >= 0) {
                throw super.table.bad(row, name, "number " + missing + " of the list is null; every class needs one");
            }
        }
    }

    /** A number in each column. */
    private static final class InColumns extends LogitRow {
        private final LogitColumns columns;

        InColumns(Table table, LogitColumns columns, int width) {
            super(table, columns, width);
            this.columns = columns;
        }

        @Override
        void read(Rows rows, long row) {
            int missing = super.numbers(rows, 1);
            if (missing >= 0) {
                throw super.table.bad(row, columns.names().get(missing), "is null; every row needs every number");
            }
        }
    }
}
