package io.demur.tables;

import io.demur.io.csv.Decimal;
import io.demur.io.file.InputFile;
import io.demur.logits.InputException;
import io.demur.logits.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A table in one or more files: its columns, and queries over them. Rows have one order, that of the files. */
final class Table implements AutoCloseable {
    /** Records that say what a column of text is. */
    private static final int DECIDING_ROWS = 1000;

    private static final int PROCESSORS_PER_THREAD = 4;

    private final Database database;
    private final TableFiles files;
    private final Optional<TextForm> dialect;
    private final List<Column> columns;
    private final Runnable release;

    private Table(Database database, TableFiles files, Runnable release) {
        this.database = database;
        this.files = files;
        this.release = release;
        this.dialect = files.kind() == TableKind.CSV
                ? Optional.of(TextForm.of(files.names().get(0)))
                : Optional.empty();
        if (files.kind() == TableKind.PARQUET) {
            // Decoding is a small part of the work, and threads of DuckDB's that wait for each other take from the
            // others.
            database.useThreads(Math.max(1, Runtime.getRuntime().availableProcessors() / PROCESSORS_PER_THREAD));
        }
        this.columns = describe(files.names().get(0));
    }

    /**
     * Opens what an argument names.
     *
     * @throws InputException if it is no table that can be read
     */
    static Table open(String argument) {
        boolean query = argument.startsWith(QueryResult.PREFIX);
        Database database = Database.inMemory(query ? QueryResult.NAME : argument);
        try {
            if (query) {
                QueryResult result = QueryResult.of(database, argument.substring(QueryResult.PREFIX.length()));
                TableFiles file = new TableFiles(TableKind.PARQUET, List.of(result.file()));
                try {
                    return new Table(database, file, result::close);
                } catch (RuntimeException e) {
                    result.close();
                    throw e;
                }
            }
            return new Table(database, TableFiles.find(database, argument), () -> {});
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /** What messages call the table. */
    String name() {
        return database.name();
    }

    TableKind kind() {
        return files.kind();
    }

    List<Column> columns() {
        return columns;
    }

    /**
     * A column by name, or by position from 0 if no column is named so.
     *
     * @throws InputException suggesting the nearest name
     */
    Column column(String column) {
        List<String> names = columns.stream().map(Column::name).toList();
        int named = names.indexOf(column);
        if (named < 0 && column.matches("\\d{1,9}") && Integer.parseInt(column) < columns.size()) {
            named = Integer.parseInt(column);
        }
        if (named < 0) {
            throw new InputException(
                    name(),
                    "has no column \"" + column + "\"",
                    "did you mean \"" + Nearest.to(column, names) + "\"? The columns are " + InputFile.listing(names));
        }
        return columns.get(named);
    }

    /** How many rows there are. */
    long rows() {
        return count(files.names());
    }

    private long count(List<String> names) {
        try (Rows rows = database.query("SELECT count(*) FROM " + source(names, Map.of()))) {
            rows.next();
            return rows.whole(1);
        }
    }

    /**
     * Selects from all rows.
     *
     * @param expressions over the columns used
     * @param used columns with the types that they are read as where the files hold text
     */
    Rows select(String expressions, List<Column> used) {
        return database.query("SELECT " + expressions + " FROM " + source(files.names(), types(used)));
    }

    /** As {@link #select}, from one row only, counted from 0. */
    Rows row(long row, String expressions, List<Column> used) {
        return database.query(
                "SELECT " + expressions + " FROM " + source(files.names(), types(used)) + " LIMIT 1 OFFSET " + row);
    }

    private static Map<String, String> types(List<Column> used) {
        return used.stream()
                .collect(Collectors.toMap(
                        Column::name, column -> column.type().text(), (a, b) -> a, LinkedHashMap::new));
    }

    /** Names of files are given one by one, so that every query reads the same ones in the same order. */
    private String source(List<String> names, Map<String, String> types) {
        String options =
                switch (files.kind()) {
                    case PARQUET -> "";
                    case JSON -> types.isEmpty() ? "" : ", columns = " + Sql.struct(written(types));
                    case CSV ->
                        dialect.orElseThrow().options() + ", auto_detect = false, columns = " + Sql.struct(all(types));
                };
        return files.kind().function() + "(" + Sql.texts(names) + options + ")";
    }

    /** Without the columns that stand in names of folders only. */
    private Map<String, String> written(Map<String, String> types) {
        Map<String, String> written = new LinkedHashMap<>(types);
        written.keySet().removeAll(partitionKeys(files.names().get(0)));
        return written;
    }

    /** All columns that stand in the files, those that are not used as they are written. */
    private Map<String, String> all(Map<String, String> types) {
        Map<String, String> all = new LinkedHashMap<>();
        for (String name : dialect.orElseThrow().names()) {
            all.put(name, types.getOrDefault(name, ColumnType.VARCHAR.text()));
        }
        return all;
    }

    /** Columns that stand in the names of folders, such as {@code region=north}. */
    static Set<String> partitionKeys(String file) {
        return List.of(file.split("[/\\\\]")).stream()
                .filter(part -> part.matches("[^=]+=.*"))
                .map(part -> part.substring(0, part.indexOf('=')))
                .collect(Collectors.toSet());
    }

    private List<Column> describe(String file) {
        String source = files.kind() == TableKind.CSV
                ? "read_csv(" + Sql.texts(List.of(file)) + TextForm.of(file).options() + ")"
                : files.kind().function() + "(" + Sql.texts(List.of(file)) + ")";
        List<Column> found = new ArrayList<>();
        try (Rows rows = database.query("DESCRIBE SELECT * FROM " + source)) {
            while (rows.next()) {
                String name = rows.text(1).orElseThrow();
                found.add(new Column(
                        dialect.map(form -> form.nameOf(found.size(), name)).orElse(name),
                        new ColumnType(rows.text(2).orElseThrow())));
            }
        }
        return files.kind().text() ? asTheFirstRows(source, found) : found;
    }

    /**
     * What the first rows say of columns in which DuckDB finds no one type: one number makes all numbers, so that a text
     * is a mistake and not a reason to leave out a class. CSV has no lists: a text in brackets is one of numbers.
     */
    private List<Column> asTheFirstRows(String source, List<Column> found) {
        List<Column> columns = new ArrayList<>(found);
        try (Rows rows = database.query("SELECT * FROM " + source + " LIMIT " + DECIDING_ROWS)) {
            while (rows.next()) {
                for (int i = 0; i < columns.size(); i++) {
                    Column column = columns.get(i);
                    if (undecided(column.type())) {
                        String text = rows.text(i + 1).orElse("");
                        columns.set(i, new Column(column.name(), typeOf(text, column.type())));
                    }
                }
            }
        }
        return columns;
    }

    private boolean undecided(ColumnType type) {
        return files.kind() == TableKind.CSV ? type.words() : type.mixed();
    }

    private static ColumnType typeOf(String text, ColumnType otherwise) {
        if (text.startsWith("[")) {
            return ColumnType.DOUBLE.listOf();
        }
        return Decimal.isNumber(text) ? ColumnType.DOUBLE : otherwise;
    }

    /**
     * Refuses files that do not hold the same columns. In text only their being there counts, because types are guessed
     * from the first file and then imposed; in CSV they must also stand in the same order.
     */
    void requireSame(List<Column> used) {
        for (String file : files.names().subList(1, files.names().size())) {
            dialect.ifPresent(form -> form.requireSame(files.names().get(0), file));
            if (dialect.isEmpty()) {
                Map<String, ColumnType> types =
                        describe(file).stream().collect(Collectors.toMap(Column::name, Column::type, (a, b) -> a));
                used.forEach(column -> requireSame(file, column, Optional.ofNullable(types.get(column.name()))));
            }
        }
    }

    private void requireSame(String file, Column column, Optional<ColumnType> type) {
        String first = files.names().get(0);
        if (type.isEmpty()) {
            throw new InputException(
                    file,
                    "has no column \"" + column.name() + "\", which " + first + " has",
                    "files that are read as one table need the same columns");
        }
        ColumnType expected = column(column.name()).type();
        if (!files.kind().text() && !type.get().equals(expected)) {
            throw new InputException(
                    file,
                    "column \"" + column.name() + "\" is " + type.get() + ", in " + first + " it is " + expected,
                    "files that are read as one table need the same types");
        }
    }

    /** Where a row is, in words for a message: the file and the row in it. Reads the files again. */
    String place(long row) {
        long before = 0;
        for (String file : files.names()) {
            long rows = files.names().size() == 1 ? Long.MAX_VALUE : count(List.of(file));
            if (row - before < rows) {
                return (files.names().size() == 1 ? name() : file) + ": row " + (row - before);
            }
            before += rows;
        }
        return name() + ": row " + row;
    }

    /** A value that cannot be used. */
    InputException bad(long row, String column, String problem) {
        return new InputException(place(row) + ", column \"" + column + "\"", problem);
    }

    @Override
    public void close() {
        try {
            database.close();
        } finally {
            release.run();
        }
    }
}
