package io.demur.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * A table of text that never grows wider than 100 characters: columns that do not fit follow below, with the first column
 * again.
 */
final class TextTable {
    static final int WIDTH = 100;
    private static final String GAP = "  ";

    private final List<String> heads;
    private final List<List<String>> rows = new ArrayList<>();

    TextTable(List<String> heads) {
        this.heads = List.copyOf(heads);
    }

    /** Adds a row; cells that are missing at its end stay empty. */
    void row(List<String> cells) {
        rows.add(List.copyOf(cells));
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        int from = 1;
        while (from < heads.size() || from == 1) {
            int to = from;
            int width = width(0);
            while (to < heads.size() && (to == from || width + GAP.length() + width(to) <= WIDTH)) {
                width += GAP.length() + width(to++);
            }
            text.append(from == 1 ? "" : "\n");
            block(text, from, to);
            from = Math.max(to, from + 1);
        }
        return text.toString();
    }

    private void block(StringBuilder text, int from, int to) {
        line(text, heads, from, to);
        rows.forEach(row -> line(text, row, from, to));
    }

    private void line(StringBuilder text, List<String> cells, int from, int to) {
        StringBuilder line = new StringBuilder();
        append(line, cells, 0);
        for (int column = from; column < to; column++) {
            line.append(GAP);
            append(line, cells, column);
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }

    private void append(StringBuilder line, List<String> cells, int column) {
        String cell = cell(cells, column);
        line.append(cell).append(" ".repeat(Math.max(0, width(column) - length(cell))));
    }

    /** The first column and lines that hold nothing else may say more than a column is wide. */
    private int width(int column) {
        int width = length(heads.get(column));
        for (List<String> row : rows) {
            width = row.size() > 1 ? Math.max(width, length(cell(row, column))) : width;
        }
        return width;
    }

    private static int length(String cell) {
        return cell.codePointCount(0, cell.length());
    }

    private static String cell(List<String> cells, int column) {
        return column < cells.size() ? cells.get(column) : "";
    }
}
