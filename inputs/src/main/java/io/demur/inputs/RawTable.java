package io.demur.inputs;

import io.demur.io.csv.Decimal;
import io.demur.logits.InputException;
import io.demur.logits.Nearest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.IntFunction;

/** Rows of a table whose cells are text still, and whose columns have names. */
public final class RawTable implements RawRows {
    private final List<String> columns;
    private final List<List<String>> rows;
    private final IntFunction<String> places;

    private RawTable(List<String> columns, List<List<String>> rows, IntFunction<String> places) {
        this.columns = columns;
        this.rows = rows;
        this.places = places;
    }

    /**
     * Copies the lists.
     *
     * @param places where each row came from, for messages
     * @throws InputException for a row with more or fewer cells than there are columns
     */
    public static RawTable of(List<String> columns, List<List<String>> rows, IntFunction<String> places) {
        if (new HashSet<>(columns).size() < columns.size()) {
            throw new IllegalArgumentException("a name comes twice among the columns " + columns);
        }
        List<List<String>> copy = new ArrayList<>(rows.size());
        for (List<String> row : rows) {
            if (row.size() != columns.size()) {
                throw new InputException(
                        places.apply(copy.size()), "has " + row.size() + " cells for " + columns.size() + " columns");
            }
            copy.add(List.copyOf(row));
        }
        return new RawTable(List.copyOf(columns), copy, places);
    }

    /** Rows from nowhere in particular, such as a request, called by their number. */
    public static RawTable of(List<String> columns, List<List<String>> rows) {
        return of(columns, rows, row -> "row " + row);
    }

    @Override
    public int rows() {
        return rows.size();
    }

    /** The names of the columns. */
    public List<String> columns() {
        return columns;
    }

    /**
     * Where a column is.
     *
     * @throws InputException if there is none of that name, with the nearest that there is
     */
    public int position(String column) {
        int position = columns.indexOf(column);
        if (position < 0) {
            String remedy = columns.isEmpty()
                    ? "there are no columns"
                    : "did you mean \"" + Nearest.to(column, columns) + "\"?";
            throw new InputException(rows.isEmpty() ? "table" : place(0), "has no column \"" + column + "\"", remedy);
        }
        return position;
    }

    /** What a cell holds. */
    public String cell(int row, int column) {
        return rows.get(row).get(column);
    }

    /**
     * The number that a cell holds.
     *
     * @throws InputException if it holds none, or one that is not finite or beyond the range of a float
     */
    public double number(int row, int column) {
        String cell = cell(row, column);
        double number;
        try {
            number = Decimal.parse(cell);
        } catch (NumberFormatException e) {
            throw problem(
                    row,
                    column,
                    "\"" + shortened(cell) + "\" is not a number",
                    "correct it or give the column another role");
        }
        if (!(Math.abs(number) <= Float.MAX_VALUE)) {
            throw problem(row, column, shortened(cell) + " is beyond the range of a float", "correct it");
        }
        return number;
    }

    /** What is wrong with a cell, as one line that names it. */
    public InputException problem(int row, int column, String problem, String remedy) {
        return new InputException(place(row) + ", column \"" + columns.get(column) + "\"", problem, remedy);
    }

    private static String shortened(String cell) {
        return cell.length() > 40 ? cell.substring(0, 40) : cell;
    }

    @Override
    public RawTable select(int... chosen) {
        int[] origin = chosen.clone();
        List<List<String>> selected = new ArrayList<>(origin.length);
        for (int row : origin) {
            selected.add(rows.get(row));
        }
        return new RawTable(columns, selected, row -> places.apply(origin[row]));
    }

    @Override
    public String place(int row) {
        return places.apply(row);
    }
}
