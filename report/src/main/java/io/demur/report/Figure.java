package io.demur.report;

import java.util.List;

/**
 * A plot with what it says in words and numbers.
 *
 * @param id short and plain, also the name of its file
 * @param section under which heading it stands
 * @param title what it shows
 * @param alternative the same as a sentence, for those who do not see it
 * @param plot the picture
 * @param table the numbers behind it
 */
record Figure(String id, String section, String title, String alternative, Plot plot, Table table) {

    /** Numbers as texts. */
    record Table(List<String> heads, List<List<String>> rows) {
        Table {
            heads = List.copyOf(heads);
            rows = List.copyOf(rows);
        }
    }
}
