package io.demur.io.csv;

import io.demur.io.file.InputFile;
import io.demur.logits.InputException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The beginning of a CSV file: its column names if it has any, and its first row.
 *
 * @param names empty without a header
 */
record CsvHead(String file, List<String> names, List<String> firstRow) {
    /** A table saved without names for its columns gets their numbers as names; fewer than this could be data. */
    private static final int LEAST_NUMBERED = 3;

    /** Whether a first record is a header: something in it is no number, or it counts 0, 1, 2 and so on. */
    static boolean isHeader(List<String> record) {
        boolean counted = record.size() >= LEAST_NUMBERED
                && IntStream.range(0, record.size()).allMatch(i -> record.get(i).equals(Integer.toString(i)));
        return counted || !record.stream().allMatch(Decimal::isNumber);
    }

    int columns() {
        return firstRow.size();
    }

    boolean hasNames() {
        return !names.isEmpty();
    }

    /** The name of a column, or its number. */
    String name(int column) {
        return hasNames() ? names.get(column) : Integer.toString(column);
    }

    /** Whether a column is meant to hold numbers: an empty field may be one that was forgotten. */
    boolean numeric(int column) {
        String value = firstRow.get(column);
        return value.isBlank() || Decimal.isNumber(value);
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
        if (named < 0 && column.matches("\\d{1,9}") && Integer.parseInt(column) < columns()) {
            return Integer.parseInt(column);
        }
        String known =
                hasNames() ? "the columns are " + InputFile.listing(names) : "there are " + columns() + " columns";
        throw new InputException(file, "has no single column \"" + column + "\"", known);
    }
}
