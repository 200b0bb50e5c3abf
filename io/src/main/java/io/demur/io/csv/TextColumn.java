package io.demur.io.csv;

import io.demur.logits.InputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One column of a CSV file as text, where only the number of rows can tell a header from a value. */
final class TextColumn {
    private TextColumn() {}

    static List<String> read(Path path, Optional<String> column, long rows) {
        List<List<String>> records = records(path);
        List<String> first = records.get(0);
        boolean named = column.filter(first::contains).isPresent();
        List<String> names = named || records.size() == rows + 1 ? first : List.of();
        int position = position(new CsvHead(path.toString(), names, first.size(), Set.of()), column);
        List<List<String>> values = names.isEmpty() ? records : records.subList(1, records.size());
        if (values.size() != rows) {
            throw new InputException(path.toString(), "has " + values.size() + " rows where " + rows + " are wanted");
        }
        return values.stream().map(record -> record.get(position)).toList();
    }

    private static int position(CsvHead head, Optional<String> column) {
        return ColumnChoice.one(column).choose(head).get(0);
    }

    private static List<List<String>> records(Path path) {
        String file = path.toString();
        List<List<String>> records = new ArrayList<>();
        try (CsvTable table = CsvTable.openText(file, CsvSource.file(path).stream())) {
            while (table.next()) {
                List<String> record = table.text();
                if (!records.isEmpty() && record.size() != records.get(0).size()) {
                    throw new InputException(
                            file,
                            "record " + records.size() + " has " + record.size() + " fields, the first has "
                                    + records.get(0).size());
                }
                records.add(record);
            }
        }
        if (records.isEmpty()) {
            throw new InputException(file, "has no rows");
        }
        return records;
    }
}
