package io.demur.tables;

import io.demur.io.csv.CsvOptions;
import io.demur.io.csv.Precision;
import io.demur.io.file.InputFile;
import io.demur.logits.InputException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where the logits of a row are: in one column of lists, or in a column of numbers for each class.
 *
 * @param columns with the type that they are read as
 */
record LogitColumns(List<Column> columns) {
    LogitColumns {
        columns = List.copyOf(columns);
    }

    /**
     * Finds them: the named ones; or the only one of lists; or all of numbers that are nothing else.
     *
     * @throws InputException if there are none, or which they are is not clear
     */
    static LogitColumns choose(Table table, CsvOptions options) {
        List<Column> chosen = options.logitColumns().isEmpty()
                ? unnamed(table, options)
                : options.logitColumns().stream().map(table::column).toList();
        for (Column column : chosen) {
            requireNumbers(table, column, chosen.size() > 1);
        }
        ColumnType type = type(table, chosen, options.precision());
        return new LogitColumns(chosen.stream()
                .map(column -> new Column(column.name(), column.type().list() ? type.listOf() : type))
                .toList());
    }

    private static List<Column> unnamed(Table table, CsvOptions options) {
        Set<String> others = Stream.concat(options.labelColumn().stream(), options.otherColumns().stream())
                .map(table::column)
                .map(Column::name)
                .collect(Collectors.toSet());
        List<Column> open =
                table.columns().stream().filter(c -> !others.contains(c.name())).toList();
        List<Column> lists = open.stream()
                .filter(column ->
                        column.type().list() && numbers(table, column.type().element()))
                .toList();
        if (lists.size() > 1) {
            throw new InputException(
                    table.name(),
                    "which of its columns " + InputFile.listing(names(lists)) + " holds the logits is not said",
                    "give --columns");
        }
        if (!lists.isEmpty()) {
            return lists;
        }
        List<Column> found = numbers(table, open);
        List<String> left =
                names(open.stream().filter(column -> !found.contains(column)).toList());
        if (table.kind().text() && !left.isEmpty()) {
            options.leftOut().tell(table.name(), left);
        }
        return found;
    }

    private static List<Column> numbers(Table table, List<Column> open) {
        List<Column> found =
                open.stream().filter(column -> numbers(table, column.type())).toList();
        if (found.isEmpty()) {
            throw new InputException(
                    table.name(),
                    "has no column of lists of floating point numbers, and none of such numbers",
                    "the columns are "
                            + InputFile.listing(table.columns().stream()
                                    .map(column -> column.name() + " " + column.type())
                                    .toList()));
        }
        for (Column column : found) {
            if (CsvOptions.isNoClassName(column.name())) {
                throw new InputException(
                        table.name(),
                        "column \"" + column.name() + "\" does not look like logits",
                        "say which column is the label, name the logit columns, or leave this one out");
            }
        }
        return found;
    }

    private static boolean numbers(Table table, ColumnType type) {
        return (type.floating() && !type.list()) || (table.kind().text() && type.numeric());
    }

    private static void requireNumbers(Table table, Column column, boolean oneOfMany) {
        ColumnType type = column.type().list() && !oneOfMany ? column.type().element() : column.type();
        if (!numbers(table, type)) {
            throw new InputException(
                    table.name(),
                    "column \"" + column.name() + "\" is " + column.type() + ", logits are floating point numbers"
                            + (oneOfMany ? "" : " or lists of them"),
                    "name other columns, or turn this one into DOUBLE by CAST in --sql");
        }
    }

    /** Single precision where nothing is lost by it. */
    private static ColumnType type(Table table, List<Column> chosen, Precision precision) {
        boolean single = table.kind().text()
                ? precision == Precision.FLOAT32
                : chosen.stream().map(Column::type).allMatch(type -> (type.list() ? type.element() : type)
                        .equals(ColumnType.FLOAT));
        return single ? ColumnType.FLOAT : ColumnType.DOUBLE;
    }

    private static List<String> names(List<Column> columns) {
        return columns.stream().map(Column::name).toList();
    }

    List<String> names() {
        return names(columns);
    }

    boolean list() {
        return columns.get(0).type().list();
    }

    boolean single() {
        return (list() ? columns.get(0).type().element() : columns.get(0).type()).equals(ColumnType.FLOAT);
    }

    /** The list, where there is one: the type is imposed once more, since files of columns hold others too. */
    String list(String function) {
        return function + "(" + typed(columns.get(0)) + ")";
    }

    /**
     * What is selected: a column for each class; or the numbers of all lists, one below the other, where a list of another
     * length is a single null. As lists DuckDB's driver would make an object of every number.
     */
    String expressions(int classes) {
        if (!list()) {
            return columns.stream().map(LogitColumns::typed).collect(Collectors.joining(", "));
        }
        return "unnest(CASE WHEN " + list("len") + " = " + classes + " THEN " + typed(columns.get(0))
                + " ELSE [NULL] END)";
    }

    private static String typed(Column column) {
        return "CAST(" + Sql.name(column.name()) + " AS " + column.type().text() + ")";
    }
}
