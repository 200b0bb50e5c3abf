package io.demur.tables;

import io.demur.io.TextValues;
import java.util.List;
import java.util.Optional;

/** A column as text. Closes the table with itself. */
final class TableTexts implements TextValues {
    private final Table table;
    private final Column column;
    private final Rows rows;

    private TableTexts(Table table, Column column) {
        this.table = table;
        this.column = column;
        this.rows = table.select("CAST(" + Sql.name(column.name()) + " AS VARCHAR)", List.of(column));
    }

    static TableTexts open(Table table, String name) {
        Column column = table.column(name);
        table.requireSame(List.of(column));
        return new TableTexts(table, column);
    }

    @Override
    public boolean next() {
        return rows.next();
    }

    @Override
    public Optional<String> text() {
        return rows.text(1);
    }

    @Override
    public String type() {
        return column.type().text();
    }

    @Override
    public void close() {
        rows.close();
        table.close();
    }
}
