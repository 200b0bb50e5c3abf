package io.demur.tables;

/** Reads the numbers of one row after the other. Belongs to one pass. */
abstract class LogitRow {
    private final Table table;
    private final LogitColumns columns;
    private final boolean single;
    private final double[] values;

    private LogitRow(Table table, LogitColumns columns, int width) {
        this.table = table;
        this.columns = columns;
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

    /** Lists, whose numbers stand below one another. */
    private static final class InList extends LogitRow {
        InList(Table table, LogitColumns columns, int width) {
            super(table, columns, width);
        }

        @Override
        void read(Rows rows, long row) {
            int missing = rows.numbersBelow(1, super.single, values());
            if (missing >= 0) {
                throw super.table.bad(row, super.columns.names().get(0), problem(row, missing));
            }
        }

        private String problem(long row, int missing) {
            try (Rows list = super.table.row(row, super.columns.list("len"), super.columns.columns())) {
                long length = list.next() ? list.whole(1) : 0;
                if (list.wasNull()) {
                    return "is null; every row needs its logits";
                }
                return length == values().length
                        ? "number " + missing + " of the list is null; every class needs one"
                        : "holds " + length + " numbers, the list of row 0 holds " + values().length;
            }
        }
    }

    /** A number in each column. */
    private static final class InColumns extends LogitRow {
        InColumns(Table table, LogitColumns columns, int width) {
            super(table, columns, width);
        }

        @Override
        void read(Rows rows, long row) {
            int missing = rows.numbersBeside(1, super.single, values());
            if (missing >= 0) {
                throw super.table.bad(row, super.columns.names().get(missing), "is null; every row needs every number");
            }
        }
    }
}
