package io.demur.io.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.demur.io.Numbers;
import io.demur.logits.InputException;
import io.demur.logits.InputKind;
import io.demur.logits.Labels;
import io.demur.logits.Logits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1,2.5,-3\n4,5,6",
                "1;2.5;-3\n4;5;6\n",
                "1\t2.5\t-3\r\n4\t5\t6\r\n",
                "cat,dog,emu\n1,2.5,-3\n4,5,6\n",
                "\"c,a;t\";dog;emu\n1;\"2.5\";-3\n\n4;5;6\n",
                "0,1,2\n1,2.5,-3\n4,5,6\n",
                "\ufeffa,b,c\n1, 2.5 ,-3\n4,5,6",
                "name,a,b,c\nx,1,2.5,-3\n\"y\ny\",4,5,6\n",
                "\ufeff1,25e-1,-3\n4,5,6"
            })
    void readsTheUsualDialects(String text) throws IOException {
        assertThat(read(text, CsvOptions.ALL_LOGITS)).isDeepEqualTo(new double[][] {{1, 2.5, -3}, {4, 5, 6}});
    }

    @Test
    void oneFileGivesLogitsAndLabels() throws IOException {
        String text = "a,b,truth\n1,2,1\n3,4,0\n";
        for (String label : List.of("truth", "2")) {
            assertThat(read(text, CsvOptions.label(label))).isDeepEqualTo(new double[][] {{1, 2}, {3, 4}});
            Labels labels = Csv.readLabels(file(text), Optional.of(label), 2);
            int[] target = new int[2];
            labels.read(0, 2, target);
            assertThat(target).containsExactly(1, 0);
        }
    }

    @Test
    void namedColumnsAreReadInTheOrderOfTheClasses() throws IOException {
        CsvOptions options = new CsvOptions(Optional.empty(), List.of("c", "0"));
        assertThat(read("a,b,c\n1,x,3\n4,y,6\n", options)).isDeepEqualTo(new double[][] {{3, 1}, {6, 4}});
    }

    @Test
    void namesRowLineAndColumnOfWhatIsNoNumber() {
        refused("a,b\n1,2\n\n3,x\n", "row 1 (line 4), column \"b\": \"x\" is not a number");
        refused("1,2\n3,\n", "row 1 (line 2), column 1 is empty");
        refused("a,b\n1,\n", "row 0 (line 2), column \"b\" is empty");
        refused("1;2\n3;4,5\n", "\"4,5\" is not a number; write a point");
        refused("1,2\n3,0x1p3\n", "\"0x1p3\" is not a number");
        refused("1,2\n3,1f\n", "\"1f\" is not a number");
    }

    @Test
    void oneCellDoesNotMakeAColumnText() {
        refused(
                "a,b\nN/A,1\n2,3\n",
                "row 0 (line 2), column \"a\": \"N/A\" is not a number; every row needs every number");
        refused("a,b\nN/A,1\nN/A,2\n3,4\n", "name those that are by --columns");
        refused("a,b\n" + "?,1\n".repeat(998) + "2,3\n", "row 0 (line 2), column \"a\": \"?\" is not a number");
        refused("a,b\n1,1\n" + "?,1\n".repeat(2000), "row 1 (line 3), column \"a\"");
    }

    @Test
    void columnsOfTextAreLeftOutAndTold() throws IOException {
        String text = "id,a,b,site,truth\nx,1,2,,0\ny,3,4,rome,1\nz,5,6,nan,1\n";
        List<String> told = new ArrayList<>();
        CsvOptions options = CsvOptions.label("truth")
                .telling((file, columns) -> told.add(Path.of(file).getFileName() + " " + columns));
        try (Logits logits = Csv.readLogits(file(text), options, InputKind.LOGITS)) {
            assertThat(Numbers.read(logits, 1)).isDeepEqualTo(new double[][] {{1, 2}, {3, 4}, {5, 6}});
            assertThat(Numbers.read(logits, 1)).hasDimensions(3, 2);
        }
        assertThat(told).containsExactly("table.csv [id, site]");
        read(text, options.withOthers(List.of("id", "site")));
        read(text, new CsvOptions(Optional.empty(), List.of("a", "b")).telling(options.leftOut()));
        assertThat(told).hasSize(1);
    }

    @Test
    void rowsBeyondThoseThatDecideAreReadTheSame() throws IOException {
        String text = "site,a,b\n" + "x,1,2\n".repeat(1500) + "7,3,4\n";
        double[][] rows = read(text, CsvOptions.ALL_LOGITS);
        assertThat(rows).hasDimensions(1501, 2);
        assertThat(rows[1500]).containsExactly(3, 4);
        refused("site,a,b\n" + "x,1,2\n".repeat(1500) + "y,?,4\n", "row 1500 (line 1502), column \"a\"");
    }

    @Test
    void namesTheRowOfAnotherLength() {
        refused("1,2\n3,4\n5\n", "row 2 (line 3) has 1 fields, the first row has 2");
        refused("1,2\n3,4,5\n", "row 1 (line 2) has 3 fields, the first row has 2");
        refused("a,b\n1,2,3\n", "row 0 (line 2) has 3 fields, the header 2");
    }

    @Test
    void refusesColumnsThatAreHardlyLogits() {
        refused(",a,b\n0,1,2\n", "column 0, \"\", does not look like logits");
        refused("a,b,Label\n1,2,0\n", "column 2, \"Label\", does not look like logits");
        refused("a,b\nx,y\n", "has no column of numbers");
        refused("1 2\n3 4\n", "has no column of numbers; known separators are comma, semicolon and tab");
        refused("a,b\n", "has no rows, only the header a, b");
        refused("\n\n", "has no rows");
        refused("\"a,b\n1,2", "has no rows, only the header a,b 1,2"); // a quote that is never closed
    }

    @Test
    void refusesColumnsThatDoNotExist() {
        assertThatThrownBy(() -> read("a,b\n1,2\n", CsvOptions.label("c")))
                .hasMessageContaining("has no single column \"c\"; the columns are a, b");
        assertThatThrownBy(() -> read("1,2\n", CsvOptions.label("7"))).hasMessageContaining("there are 2 columns");
        assertThatThrownBy(() -> read("a,a\n1,2\n", CsvOptions.label("a"))).hasMessageContaining("no single column");
    }

    @Test
    void labelsAreWholeNumbers() throws IOException {
        Labels labels = Csv.readLabels(file("label\n3\n0.0\n-1\n"), Optional.empty(), 4, -1);
        int[] target = new int[3];
        labels.read(0, 3, target);
        assertThat(target).containsExactly(3, 0, Labels.IGNORED);
        for (String bad : List.of("1.5", "nan", "inf", "1e300")) {
            Path file = file("1\n" + bad + "\n");
            assertThatThrownBy(() -> Csv.readLabels(file, Optional.empty(), 4))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("row 1 is not a whole number");
        }
        Path two = file("1,2\n");
        assertThatThrownBy(() -> Csv.readLabels(two, Optional.empty(), 4)).hasMessageContaining("has 2 columns");
    }

    @Test
    void aStreamIsReadOnce() {
        ByteArrayInputStream stream = new ByteArrayInputStream("a,b\n1,2\n".getBytes(StandardCharsets.UTF_8));
        try (Logits logits = Csv.readLogits(stream, "the stream", CsvOptions.ALL_LOGITS, InputKind.LOGITS)) {
            assertThat(logits.rows()).isEmpty();
            assertThat(Numbers.read(logits, 8)).isDeepEqualTo(new double[][] {{1, 2}});
            assertThatThrownBy(logits::pass).hasMessageContaining("the stream: is a stream and has been read");
        }
    }

    @Test
    void readsMoreColumnsThanUsual() throws IOException {
        String row = "0.5,".repeat(30_000) + "1";
        assertThat(read(row + "\n" + row, CsvOptions.ALL_LOGITS)).hasDimensions(2, 30_001);
    }

    @Test
    void countsRowsToFindTheHeaderOfAColumnOfTexts() throws IOException {
        Path file = file("site\nrome\noslo\n");
        assertThat(Csv.readTexts(file, Optional.empty(), 2)).containsExactly("rome", "oslo");
        assertThat(Csv.readTexts(file, Optional.empty(), 3)).containsExactly("site", "rome", "oslo");
        assertThatThrownBy(() -> Csv.readTexts(file, Optional.empty(), 4)).hasMessageContaining("has 3 rows where 4");
        Path wide = file("id,site\n1,rome\n2,oslo\n");
        assertThat(Csv.readTexts(wide, Optional.of("site"), 2)).containsExactly("rome", "oslo");
    }

    private void refused(String text, String expected) {
        assertThatThrownBy(() -> read(text, CsvOptions.ALL_LOGITS))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(folder.toString())
                .hasMessageContaining(expected);
    }

    private double[][] read(String text, CsvOptions options) throws IOException {
        try (Logits logits = Csv.readLogits(file(text), options, InputKind.LOGITS)) {
            return Numbers.read(logits, 1);
        }
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("table.csv"), text);
    }
}
