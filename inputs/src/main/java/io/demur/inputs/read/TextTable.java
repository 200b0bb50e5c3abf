package io.demur.inputs.read;

import io.demur.inputs.DataSet;
import io.demur.io.csv.TextRows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads a table with a column of texts. */
final class TextTable {
    private TextTable() {}

    static DataSet read(Path path, TextSchema schema) {
        String file = path.toString();
        TextRowPlaces places = new TextRowPlaces(file);
        ClassColumn classes = new ClassColumn(file, schema.classes());
        List<String> texts = new ArrayList<>();
        try (TextRows rows = TextRows.open(path)) {
            int text = rows.position(schema.text());
            int label = rows.position(schema.label());
            while (rows.next()) {
                places.add(rows.line());
                texts.add(rows.fields().get(text));
                classes.add(rows.fields().get(label));
            }
        }
        return DataSet.of(TextCheck.checked(texts, places, schema.empty()), classes.labels(places), classes.classes());
    }
}
