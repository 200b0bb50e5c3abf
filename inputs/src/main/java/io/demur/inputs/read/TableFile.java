package io.demur.inputs.read;

import io.demur.inputs.ColumnRole;
import io.demur.inputs.DataSet;
import io.demur.inputs.RawTable;
import io.demur.inputs.TableSchema;
import io.demur.io.csv.TextRows;
import io.demur.logits.InputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Reads a table of cells. */
final class TableFile {
    private final String file;
    private final TableSchema schema;
    private final TextRowPlaces places;
    private final List<List<String>> rows = new ArrayList<>();
    /** A cell's content comes again and again; one copy of each is enough. */
    private final Map<String, String> cells = new HashMap<>();

    private TableFile(Path path, TableSchema schema) {
        this.file = path.toString();
        this.schema = schema;
        this.places = new TextRowPlaces(file);
    }

    static DataSet read(Path path, TableSchema schema) {
        return new TableFile(path, schema).read(path);
    }

    private DataSet read(Path path) {
        ClassColumn classes = new ClassColumn(file, schema.classes());
        List<String> names;
        try (TextRows text = TextRows.open(path)) {
            int label = text.position(schema.label());
            int[] columns = columns(text);
            names = columns(text, columns);
            while (text.next()) {
                places.add(text.line());
                rows.add(cells(text.fields(), columns));
                classes.add(label(text.fields().get(label)));
            }
        }
        RawTable table = RawTable.of(names, rows, places);
        schema.check(table);
        return DataSet.of(table, classes.labels(places), classes.classes());
    }

    private int[] columns(TextRows text) {
        schema.columns().roles().keySet().forEach(text::position);
        List<String> names = text.names();
        int[] columns = IntStream.range(0, names.size())
                .filter(column -> !names.get(column).equals(schema.label()))
                .filter(column -> isRead(names.get(column)))
                .toArray();
        if (columns.length == 0) {
            throw new InputException(file, "has no column to learn from", "give columns a role in the schema");
        }
        return columns;
    }

    private boolean isRead(String column) {
        try {
            Optional<ColumnRole> role = schema.role(column);
            return role.isEmpty() || role.get() != ColumnRole.IGNORED;
        } catch (InputException e) {
            throw new InputException(file, String.valueOf(e.getMessage()), e);
        }
    }

    private static List<String> columns(TextRows text, int[] columns) {
        List<String> names = new ArrayList<>();
        for (int column : columns) {
            names.add(text.names().get(column));
        }
        return names;
    }

    private List<String> cells(List<String> fields, int[] columns) {
        List<String> row = new ArrayList<>(columns.length);
        for (int column : columns) {
            row.add(cells.computeIfAbsent(fields.get(column), cell -> cell));
        }
        return row;
    }

    private String label(String cell) {
        if (!schema.missing().contains(cell)) {
            return cell;
        }
        int row = rows.size() - 1;
        throw new InputException(
                places.apply(row) + ", column \"" + schema.label() + "\"", "the class is missing", "leave the row out");
    }
}
