package io.demur.serve.wire;

import io.demur.inputs.RawTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Objects of named cells, all with the same names: rows of a table. Grows while it is read. */
final class CellRows {
    private final List<String> columns = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();

    /** Takes one object. */
    void take(JsonInput in) throws IOException {
        Map<String, String> cells = new LinkedHashMap<>();
        in.object(name -> cells.put(name, in.cell()));
        if (rows.isEmpty()) {
            columns.addAll(cells.keySet());
        }
        if (cells.size() != columns.size() || !cells.keySet().containsAll(columns)) {
            throw in.problem("row " + rows.size() + " has the columns " + cells.keySet() + ", row 0 has " + columns);
        }
        rows.add(columns.stream().map(column -> cells.getOrDefault(column, "")).toList());
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    RawTable table() {
        return RawTable.of(columns, rows);
    }
}
