package io.demur.tables;

import io.demur.io.csv.CsvOptions;
import io.demur.logits.InputException;
import io.demur.logits.InputKind;
import io.demur.logits.LogitTile;
import io.demur.logits.Logits;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Logits in a table: every pass is a query whose rows come as they are asked for. Closes the table with itself. */
final class TableLogits implements Logits {
    private final Table table;
    private final LogitColumns columns;
    private final InputKind kind;
    private final int width;
    private final long rows;
    private final Set<TablePass> passes = ConcurrentHashMap.newKeySet();

    TableLogits(Table table, CsvOptions options, InputKind kind) {
        this.table = table;
        this.columns = LogitColumns.choose(table, options);
        this.kind = kind;
        table.requireSame(columns.columns());
        this.rows = table.rows();
        if (rows == 0) {
            throw new InputException(table.name(), "has no rows", "check that the program which wrote it has finished");
        }
        this.width = columns.list() ? lengthOfFirst() : columns.columns().size();
        if (width == 1) {
            kind.checkSingle(table.name());
        }
    }

    private int lengthOfFirst() {
        try (Rows first = table.row(0, columns.list("len"), columns.columns())) {
            int length = first.next() ? (int) first.whole(1) : 0;
            if (length == 0) {
                boolean missing = first.wasNull();
                throw table.bad(
                        0,
                        columns.names().get(0),
                        (missing ? "is null" : "is an empty list") + "; every row needs its logits");
            }
            return length;
        }
    }

    /** The names of the columns, where there is one for each class. */
    Map<String, Integer> columnOfName() {
        Map<String, Integer> names = new ConcurrentHashMap<>();
        for (int k = 0; k < width && !columns.list(); k++) {
            names.put(columns.names().get(k), k);
        }
        return names;
    }

    @Override
    public String name() {
        return table.name();
    }

    @Override
    public int classes() {
        return Math.max(2, width);
    }

    @Override
    public String dtype() {
        return columns.single() ? "float32" : "float64";
    }

    @Override
    public OptionalLong rows() {
        return OptionalLong.of(rows);
    }

    @Override
    public boolean singleLogit() {
        return width == 1;
    }

    @Override
    public Pass pass() {
        TablePass pass = new TablePass(table.select(columns.expressions(width), columns.columns()));
        passes.add(pass);
        return pass;
    }

    @Override
    public void close() {
        passes.forEach(TablePass::end);
        table.close();
    }

    /** Threads take turns: DuckDB's own threads decode the files meanwhile. */
    private final class TablePass implements Pass {
        private final Rows source;
        private final LogitRow row = LogitRow.of(table, columns, width);
        private final double[] pair = new double[2];
        private long first;
        private boolean ended;

        TablePass(Rows source) {
            this.source = source;
        }

        @Override
        public synchronized boolean next(LogitTile tile) {
            tile.hold(first, 0);
            try {
                int count = fill(tile);
                tile.hold(first, count);
                first += count;
                return count > 0;
            } catch (RuntimeException e) {
                end(); // the threads that wait for their turn get no rows, instead of a problem of their own
                throw e;
            }
        }

        private int fill(LogitTile tile) {
            int count = 0;
            while (count < tile.capacity() && !ended) {
                if (source.next()) {
                    row.read(source, first + count);
                    tile.putRow(count++, both(row.values()), 0);
                } else {
                    end();
                    requireAll(first + count);
                }
            }
            return count;
        }

        private void requireAll(long count) {
            if (count != rows) {
                throw new InputException(
                        name(),
                        "gave " + count + " rows, and " + rows + " when it was opened",
                        "was it changed meanwhile?");
            }
        }

        private double[] both(double[] numbers) {
            if (numbers.length > 1) {
                return numbers;
            }
            pair[0] = kind.firstOfTwo(numbers[0]);
            pair[1] = kind.secondOfTwo(numbers[0]);
            return pair;
        }

        synchronized void end() {
            if (!ended) {
                ended = true;
                source.close();
                passes.remove(this);
            }
        }
    }
}
