package io.demur.io.csv;

import io.demur.io.file.InputFile;
import io.demur.logits.InputException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What the beginning of a CSV file says of its columns.
 *
 * @param names empty without a header
 * @param texts the columns that hold text
 */
record CsvHead(String file, List<String> names, int columns, Set<Integer> texts) {
    /**
     * From the first rows.
     *
     * @param rows at least one, which says how many columns there are
     */
    static CsvHead of(String file, List<String> names, List<CsvRecord> rows) {
        int columns = rows.get(0).fields().size();
        Set<Integer> texts = IntStream.range(0, columns)
                .filter(column -> isText(rows, column))
                .boxed()
                .collect(Collectors.toUnmodifiableSet());
        return new CsvHead(file, names, columns, texts);
    }

    /**
     * Whether something in a column is no number, and nothing is one. A column of both is one of numbers with a mistake
     * in it, which must not shift the classes. Neither an empty field nor NaN says anything: any column may lack values.
     */
    private static boolean isText(List<CsvRecord> rows, int column) {
        boolean text = false;
        for (CsvRecord row : rows) {
            String field = column < row.fields().size() ? row.fields().get(column) : "";
            boolean number = Decimal.isNumber(field);
            if (number && !Double.isNaN(Decimal.parse(field))) {
                return false;
            }
            text |= !number && !field.isBlank();
        }
        return text;
    }

    boolean hasNames() {
        return !names.isEmpty();
    }

    /** The name of a column, or its number. */
    String name(int column) {
        return hasNames() ? names.get(column) : Integer.toString(column);
    }

    /** The column as messages call it. */
    String title(int column) {
        return "column " + (hasNames() ? "\"" + names.get(column) + "\"" : column);
    }

    /** Whether a column is meant to hold numbers: an empty field may be one that was forgotten. */
    boolean numeric(int column) {
        return !texts.contains(column);
    }

    /**
     * Where a column is.
     *
     * @param column its name, or its number from 0 if no column is named so
     */
    int position(String column) {
        int named = names.indexOf(column);
        if (named >= 0 && named == names.lastIndexOf(column)) {
            return named;
        }
        if (named < 0 && column.matches("\\d{1,9}") && Integer.parseInt(column) < columns) {
            return Integer.parseInt(column);
        }
        String known = hasNames() ? "the columns are " + InputFile.listing(names) : "there are " + columns + " columns";
        throw new InputException(file, "has no single column \"" + column + "\"", known);
    }
}
