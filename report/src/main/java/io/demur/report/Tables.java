package io.demur.report;

import java.util.BitSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Tables: the first column names the row, all others hold numbers. */
final class Tables {
    private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9][0-9.,]*( %)?|-");

    private Tables() {}

    /** What follows a line feed, such as an interval, stands below in smaller print. */
    private static void cell(Html html, String text, String... attributes) {
        int feed = text.indexOf('\n');
        html.open("td", attributes).text(feed < 0 ? text : text.substring(0, feed));
        if (feed >= 0) {
            html.leaf("span", text.substring(feed + 1), "class", "range");
        }
        html.close();
    }

    /** Numbers stand to the right, so that digits of one value lie below each other. */
    private static boolean isNumeric(List<List<String>> rows, int column) {
        return column > 0
                && rows.stream().map(row -> row.get(column).split("\n", 2)[0]).allMatch(text -> NUMBER.matcher(text)
                        .matches());
    }

    private static String[] side(boolean numeric, String... others) {
        return numeric
                ? Stream.concat(Stream.of(others), Stream.of("class", "n")).toArray(String[]::new)
                : others;
    }

    static void write(Html html, List<String> heads, List<List<String>> rows) {
        html.open("div", "class", "wide", "tabindex", "0", "role", "group", "aria-label", String.join(", ", heads));
        html.open("table").open("thead").open("tr");
        BitSet numeric = new BitSet();
        for (int i = 0; i < heads.size(); i++) {
            numeric.set(i, isNumeric(rows, i));
            html.leaf("th", heads.get(i), side(numeric.get(i), "scope", "col"));
        }
        html.close().close().open("tbody");
        for (List<String> row : rows) {
            html.open("tr");
            for (int i = 0; i < row.size(); i++) {
                if (i == 0) {
                    html.leaf("th", row.get(i), "scope", "row");
                } else {
                    cell(html, row.get(i), side(numeric.get(i)));
                }
            }
            html.close();
        }
        html.close().close().close();
    }
}
