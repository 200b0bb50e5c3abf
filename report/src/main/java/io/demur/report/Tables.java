package io.demur.report;

import java.util.List;

/** Tables: the first column names the row, all others hold numbers. */
final class Tables {
    private Tables() {}

    /** What follows a line feed, such as an interval, stands below in smaller print. */
    private static void cell(Html html, String text) {
        int feed = text.indexOf('\n');
        html.open("td").text(feed < 0 ? text : text.substring(0, feed));
        if (feed >= 0) {
            html.leaf("span", text.substring(feed + 1), "class", "range");
        }
        html.close();
    }

    static void write(Html html, List<String> heads, List<List<String>> rows) {
        html.open("div", "class", "wide", "tabindex", "0", "role", "group", "aria-label", String.join(", ", heads));
        html.open("table").open("thead").open("tr");
        heads.forEach(head -> html.leaf("th", head, "scope", "col"));
        html.close().close().open("tbody");
        for (List<String> row : rows) {
            html.open("tr");
            for (int i = 0; i < row.size(); i++) {
                if (i == 0) {
                    html.leaf("th", row.get(i), "scope", "row");
                } else {
                    cell(html, row.get(i));
                }
            }
            html.close();
        }
        html.close().close().close();
    }
}
