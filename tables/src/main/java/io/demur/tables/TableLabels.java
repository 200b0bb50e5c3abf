package io.demur.tables;

import io.demur.io.LabelClasses;
import io.demur.io.LabelOptions;
import io.demur.io.file.InputFile;
import io.demur.io.file.TemporaryFile;
import io.demur.logits.InputException;
import io.demur.logits.LabelCheck;
import io.demur.logits.Labels;
import io.demur.logits.Nearest;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.OptionalLong;

/**
 * Labels of a column, kept in a temporary file of four bytes a row: they are asked for by position, which a table cannot
 * answer, and one per row is too much for memory. The file is gone when this object is.
 */
final class TableLabels implements Labels {
    private static final int BLOCK = 1 << 15;

    private final String name;
    private final FileChannel file;
    private final long rows;

    private TableLabels(String name, FileChannel file, long rows) {
        this.name = name;
        this.file = file;
        this.rows = rows;
    }

    /**
     * Reads a column to its end.
     *
     * @throws InputException for a label that is no class
     */
    static TableLabels read(Table table, LabelOptions options, LabelClasses classes) {
        Column column = column(table, options);
        table.requireSame(List.of(column));
        Reader reader = reader(table, column, options, classes);
        try {
            FileChannel file = TemporaryFile.open();
            try (Rows rows = table.select(reader.expression(), List.of(reader.column()))) {
                return new TableLabels(table.name(), file, write(rows, reader, file));
            } catch (IOException | RuntimeException e) {
                file.close();
                throw e;
            }
        } catch (IOException e) {
            throw InputFile.failure(table.name(), "its labels cannot be kept in a temporary file", e);
        }
    }

    private static Column column(Table table, LabelOptions options) {
        if (options.column().isEmpty() && table.columns().size() > 1) {
            throw new InputException(
                    table.name(),
                    "has " + table.columns().size() + " columns where one is wanted",
                    "name the column of the labels with --label");
        }
        return options.column().map(table::column).orElse(table.columns().get(0));
    }

    private static long write(Rows rows, Reader reader, FileChannel file) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(BLOCK * Integer.BYTES);
        long row = 0;
        while (rows.next()) {
            block.putInt(reader.label(rows, row++));
            if (!block.hasRemaining()) {
                empty(block, file);
            }
        }
        empty(block, file);
        return row;
    }

    private static void empty(ByteBuffer block, FileChannel file) throws IOException {
        block.flip();
        while (block.hasRemaining()) {
            file.write(block);
        }
        block.clear();
    }

    /** How a column of some type is read. */
    private abstract static class Reader {
        private final Column column;

        Reader(Column column) {
            this.column = column;
        }

        Column column() {
            return column;
        }

        String expression() {
            return "CAST(" + Sql.name(column.name()) + " AS " + column.type().text() + ")";
        }

        abstract int label(Rows rows, long row);
    }

    private static Reader reader(Table table, Column column, LabelOptions options, LabelClasses classes) {
        if (column.type().words()) {
            return new Named(table, column, classes);
        }
        if (!column.type().integer() && !column.type().truth() && !column.type().numeric()) {
            throw new InputException(
                    table.name(),
                    "column \"" + column.name() + "\" is " + column.type()
                            + ", labels are whole numbers or names of classes",
                    "name another column with --label");
        }
        long[] ignored = options.ignored().stream().mapToLong(Long::longValue).toArray();
        return new Numbered(table, column, new LabelCheck(table.name(), classes.count(), ignored));
    }

    /** Whole numbers, of whatever type; a truth value is 0 or 1. */
    private static final class Numbered extends Reader {
        private static final double LARGEST = 0x1p53;

        private final Table table;
        private final LabelCheck check;

        Numbered(Table table, Column column, LabelCheck check) {
            super(new Column(column.name(), column.type().floating() ? ColumnType.DOUBLE : column.type()));
            this.table = table;
            this.check = check;
        }

        @Override
        String expression() {
            boolean floating = column().type().floating();
            return "CAST(" + Sql.name(column().name()) + " AS " + (floating ? "DOUBLE" : "BIGINT") + ")";
        }

        @Override
        int label(Rows rows, long row) {
            double number = column().type().floating() ? rows.number(1) : 0;
            long whole = column().type().floating() ? (long) number : rows.whole(1);
            if (rows.wasNull()) {
                throw table.bad(row, column().name(), "is null; leave such rows out by WHERE in --sql");
            }
            if (column().type().floating() && (number != whole || Math.abs(number) > LARGEST)) {
                throw table.bad(row, column().name(), "label " + number + " is not a whole number");
            }
            return check.label(whole, row);
        }
    }

    /** Names of classes. */
    private static final class Named extends Reader {
        private final Table table;
        private final LabelClasses classes;

        Named(Table table, Column column, LabelClasses classes) {
            super(new Column(column.name(), ColumnType.VARCHAR));
            this.table = table;
            this.classes = classes;
            if (classes.names().isEmpty()) {
                throw new InputException(
                        table.name(),
                        "column \"" + column.name() + "\" holds text",
                        "give the names of the classes, in the order of the logits, with --classes");
            }
        }

        @Override
        int label(Rows rows, long row) {
            String text = rows.text(1)
                    .orElseThrow(
                            () -> table.bad(row, column().name(), "is null; leave such rows out by WHERE in --sql"));
            Integer label = classes.names().get(text);
            if (label == null) {
                throw table.bad(
                        row,
                        column().name(),
                        "\"" + text + "\" is no name of a class; did you mean \""
                                + Nearest.to(text, classes.names().keySet()) + "\"?");
            }
            return label;
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public OptionalLong rows() {
        return OptionalLong.of(rows);
    }

    @Override
    public void read(long firstRow, int count, int[] target) {
        if (firstRow + count > rows) {
            throw new InputException(name, "has " + rows + " labels, but the logits have more rows");
        }
        ByteBuffer bytes = ByteBuffer.allocate(count * Integer.BYTES);
        try {
            while (bytes.hasRemaining()) {
                if (file.read(bytes, firstRow * Integer.BYTES + bytes.position()) < 0) {
                    throw new EOFException("the temporary file of the labels was cut off");
                }
            }
        } catch (IOException e) {
            throw InputFile.failure(name, "its labels cannot be read again", e);
        }
        bytes.flip();
        bytes.asIntBuffer().get(target, 0, count);
    }
}
