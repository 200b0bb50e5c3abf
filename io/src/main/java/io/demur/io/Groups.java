package io.demur.io;

import io.demur.io.csv.Csv;
import io.demur.io.npy.Npy;
import io.demur.logits.InputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The group of every row, such as a hospital or a customer: numbers from 0, and the name of each.
 *
 * <p>Groups are numbered in the order of their names, integers by value, so that the order of the rows means nothing.
 */
public final class Groups {
    private final int[] ids;
    private final List<String> names;

    private Groups(int[] ids, List<String> names) {
        this.ids = ids;
        this.names = names;
    }

    /**
     * Reads one group per row, from a column of any text in CSV or another table, or an NPY column of integers.
     *
     * @param column the column of a CSV file; empty if it has one only
     * @param rows how many rows there are
     * @throws InputException for another number of rows
     */
    public static Groups read(String argument, Optional<String> column, long rows) {
        Optional<TableProvider> tables = TableProviders.of(argument);
        if (tables.isPresent()) {
            return ofTable(argument, tables.get(), column, rows);
        }
        Path path = Inputs.path(argument);
        return Inputs.known(argument) == Format.NPY
                ? ofNumbers(argument, Npy.readLongs(path), rows)
                : ofTexts(Csv.readTexts(path, column, rows));
    }

    private static Groups ofNumbers(String name, long[] values, long rows) {
        if (values.length != rows) {
            throw new InputException(name, "has " + values.length + " rows where " + rows + " are wanted");
        }
        long[] distinct = Arrays.stream(values).sorted().distinct().toArray();
        int[] ids = Arrays.stream(values)
                .mapToInt(value -> Arrays.binarySearch(distinct, value))
                .toArray();
        return new Groups(ids, Arrays.stream(distinct).mapToObj(Long::toString).toList());
    }

    private static Groups ofTable(String name, TableProvider tables, Optional<String> column, long rows) {
        String asked = column.orElseThrow(
                () -> new InputException("--group", "is missing", "say which column of " + name + " holds the groups"));
        List<String> texts = new ArrayList<>();
        Map<String, String> known = new HashMap<>();
        try (TextValues values = tables.texts(name, asked)) {
            while (values.next()) {
                String text = values.text()
                        .orElseThrow(() -> new InputException(
                                name,
                                "row " + texts.size() + ", column \"" + asked + "\": is null",
                                "every row needs a group"));
                texts.add(known.computeIfAbsent(text, same -> same));
            }
        }
        if (texts.size() != rows) {
            throw new InputException(name, "has " + texts.size() + " rows where " + rows + " are wanted");
        }
        return ofTexts(texts);
    }

    private static Groups ofTexts(List<String> values) {
        String[] distinct = values.stream().sorted().distinct().toArray(String[]::new);
        int[] ids = values.stream()
                .mapToInt(value -> Arrays.binarySearch(distinct, value))
                .toArray();
        return new Groups(ids, List.of(distinct));
    }

    /** Number of rows. */
    public int rows() {
        return ids.length;
    }

    /** The group of one row, an index into {@link #names()}. */
    public int id(int row) {
        return ids[row];
    }

    /** The names of the groups. */
    public List<String> names() {
        return names;
    }
}
