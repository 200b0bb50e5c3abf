package io.demur.io.csv;

import io.demur.logits.InputException;
import io.demur.logits.InputKind;
import io.demur.logits.LogitTile;
import io.demur.logits.Logits;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** Logits in a CSV text, parsed as they are asked for; how many rows there are shows at the end. */
final class CsvLogits implements Logits {
    private final String name;
    private final Supplier<CsvTable> tables;
    private final InputKind kind;
    private final Precision precision;
    private final boolean onlyOnce;
    private final int width;
    private CsvTable table;
    private boolean fresh = true;

    private CsvLogits(String name, Supplier<CsvTable> tables, Form form, boolean onlyOnce) {
        this.name = name;
        this.precision = form.options().precision();
        this.tables = () -> tables.get().rounded(precision);
        this.kind = form.kind();
        this.onlyOnce = onlyOnce;
        this.table = this.tables.get();
        this.width = table.width();
    }

    /** What the numbers are, and where. */
    record Form(InputKind kind, CsvOptions options) {}

    /** From a text that can be opened again for every pass. */
    static CsvLogits reopened(CsvSource source, CsvOptions options, InputKind kind) {
        ColumnChoice choice = new LogitChoice(options);
        return new CsvLogits(source.name(), () -> source.table(choice), new Form(kind, options), false)
                .checked(options);
    }

    /** From a text that can be read once. */
    static CsvLogits once(String name, CsvTable table, Form form) {
        return new CsvLogits(name, () -> table, form, true).checked(form.options());
    }

    private CsvLogits checked(CsvOptions options) {
        List<String> leftOut = new LogitChoice(options).leftOut(table.head());
        if (!leftOut.isEmpty()) {
            options.leftOut().tell(name, leftOut);
        }
        if (singleLogit()) {
            kind.checkSingle(name);
        }
        return this;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int classes() {
        return Math.max(2, width);
    }

    @Override
    public String dtype() {
        return precision.toString();
    }

    @Override
    public OptionalLong rows() {
        return OptionalLong.empty();
    }

    @Override
    public boolean singleLogit() {
        return width == 1;
    }

    /** Starts reading; an earlier pass over the same file ends. */
    @Override
    public synchronized Pass pass() {
        if (!fresh) {
            if (onlyOnce) {
                throw new InputException(name, "is a stream and has been read", "write it to a file and name that");
            }
            table.close();
            table = tables.get();
        }
        fresh = false;
        return new TablePass(table);
    }

    @Override
    public synchronized void close() {
        table.close();
    }

    /** Threads take turns. */
    private final class TablePass implements Pass {
        private final CsvTable rows;
        private final double[] pair = new double[2];
        private long first;

        TablePass(CsvTable rows) {
            this.rows = rows;
        }

        @Override
        public synchronized boolean next(LogitTile tile) {
            int count = 0;
            tile.hold(first, 0);
            while (count < tile.capacity() && rows.next()) {
                tile.putRow(count++, both(rows.row()), 0);
            }
            tile.hold(first, count);
            first += count;
            return count > 0;
        }

        private double[] both(double[] row) {
            if (row.length > 1) {
                return row;
            }
            pair[0] = kind.firstOfTwo(row[0]);
            pair[1] = kind.secondOfTwo(row[0]);
            return pair;
        }
    }
}
