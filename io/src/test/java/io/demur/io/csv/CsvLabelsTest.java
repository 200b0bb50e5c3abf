package io.demur.io.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.demur.logits.InputException;
import io.demur.logits.Labels;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What labels in a column of CSV may be. */
class CsvLabelsTest {
    private static final Map<String, Integer> ANIMALS = Map.of("cat", 0, "dog", 1, "emu, flightless", 2);

    @Test
    void namesOfClasses() {
        assertThat(read("y\ndog\n\"emu, flightless\"\n cat\n", ANIMALS)).containsExactly(1, 2, 0);
        String many = "y,a\n" + "dog,0.5\n".repeat(1500) + "cat,0.25\n";
        assertThat(read(many, ANIMALS)).hasSize(1501).startsWith(1).endsWith(0);
    }

    @Test
    void truthValues() {
        assertThat(read("y\ntrue\nfalse\nTrue\nFALSE\n", Map.of())).containsExactly(1, 0, 1, 0);
        assertThat(read("y\ntrue\nfalse\n", Map.of("a", 0, "b", 1))).containsExactly(1, 0);
        Map<String, Integer> turned = Map.of("true", 0, "false", 1);
        assertThat(read("y\ntrue\nfalse\n", turned)).containsExactly(0, 1);
        assertThat(read("y\nTrue\nFalse\n", turned)).containsExactly(0, 1);
    }

    @Test
    void numbersStayNumbersWhateverTheClassesAreCalled() {
        assertThat(read("y\n2\n 0\n1.0\n-1\n", ANIMALS)).containsExactly(2, 0, 1, Labels.IGNORED);
        assertThat(read("y\n0\n1\n", Map.of("1", 0, "0", 1))).containsExactly(0, 1);
        assertThat(read("y\n1\nten\n", Map.of("1", 0, "ten", 1))).containsExactly(0, 1);
        refused("y\n1.5\n", Map.of("1.5", 0, "2.5", 1), "label 1.5 at row 0 is not a whole number");
        refused("y\n0\n7\n", ANIMALS, "label 7 at row 1 is not below the number of classes 3");
    }

    @Test
    void whatIsNoLabelIsNamedWithRowLineAndColumn() {
        refused(
                "y\ncat\n\ndgo\n",
                ANIMALS,
                "row 1 (line 4), column \"y\": \"dgo\" is not a number and no name of a class");
        refused("y\ncat\ndgo\n", ANIMALS, "did you mean \"dog\"?");
        refused("y\n0\nx\n", Map.of(), "row 1 (line 3), column \"y\": \"x\" is not a number; if labels are names");
        refused("y,a\n0,1\n,1\n", Map.of(), "row 1 (line 3), column \"y\" is empty");
        refused("y,a\n0,1\n1\n", Map.of(), "row 1 (line 3) has 1 fields, the first row has 2");
        refused(
                "y\n0\ncat\n",
                ANIMALS,
                "row 0 (line 2), column \"y\": \"0\" is no name of a class, and \"cat\" in row 1 (line 3), column \"y\" is no number");
        refused("y\ntrue\n1\n", ANIMALS, "write all labels as numbers, or all as names");
    }

    @Test
    void aFirstLabelIsNotLostAsTheHeader() {
        refused("cat\ndog\n", ANIMALS, "the first line holds the label \"cat\"");
        refused("true\nfalse\n", Map.of(), "the first line holds the label \"true\"");
        LabelForm named = new LabelForm(Optional.of("cat"), ANIMALS, 3, List.of());
        assertThat(values(Csv.readLabels(source("cat\ndog\n"), named))).containsExactly(1);
    }

    @Test
    void columnsGiveNames() {
        assertThat(Csv.classOfColumn(source("y,b,a\n0,1,2\n"), CsvOptions.label("y")))
                .isEqualTo(Map.of("b", 0, "a", 1));
        assertThat(Csv.classOfColumn(source("0,1,2\n1,2,3\n"), CsvOptions.ALL_LOGITS))
                .isEqualTo(Map.of("0", 0, "1", 1, "2", 2));
        assertThat(Csv.classOfColumn(source("5,1,2\n"), CsvOptions.ALL_LOGITS)).isEmpty();
        assertThat(Csv.classOfColumn(source("a,a\n1,2\n"), CsvOptions.ALL_LOGITS))
                .isEmpty();
        assertThat(Csv.classOfColumn(source("z,y\n1,0\n"), CsvOptions.label("y")))
                .isEmpty();
    }

    private static void refused(String text, Map<String, Integer> names, String expected) {
        assertThatThrownBy(() -> read(text, names))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("y.csv: ")
                .hasMessageContaining(expected);
    }

    private static int[] read(String text, Map<String, Integer> names) {
        Optional<String> column = text.startsWith("y") ? Optional.of("y") : Optional.empty();
        return values(
                Csv.readLabels(source(text), new LabelForm(column, names, Math.max(2, names.size()), List.of(-1L))));
    }

    private static int[] values(Labels labels) {
        int[] values = new int[Math.toIntExact(labels.rows().orElseThrow())];
        labels.read(0, values.length, values);
        return values;
    }

    private static CsvSource source(String text) {
        return new CsvSource("y.csv", () -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
}
