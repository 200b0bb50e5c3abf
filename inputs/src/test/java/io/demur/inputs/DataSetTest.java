package io.demur.inputs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.demur.logits.InputException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataSetTest {
    private static final DataSet TWO = texts(new int[] {0, 1}, "b", "a");

    private static DataSet texts(int[] labels, String... texts) {
        return DataSet.of(RawTexts.of(texts), labels, List.of("x", "y"));
    }

    private static DataSet table(String... cells) {
        RawTable table = RawTable.of(List.of("c", "d"), List.of(List.of(cells[0], cells[1]), List.of("e", "f")));
        return DataSet.of(table, new int[] {0, 1}, List.of("x", "y"));
    }

    @Test
    @DisplayName("the digest is the SHA-256 that Python's hashlib gives for the same bytes")
    void goldenDigest() {
        // def t(s): return struct.pack('>i', len(s)) + s.encode()
        // rows = sorted(sha256(t(a) + t(c)).digest() for a, c in [("b", "x"), ("a", "y")])
        // sha256(pack('>i', 0) + pack('>i', 2) + t("x") + t("y") + pack('>i', 2) + b''.join(rows)).hexdigest()
        assertThat(TWO.digest()).isEqualTo("sha256:7b573f153edbab221dfd689494e85c762c9e0c01e0ec0e08111edf79d0a9cfd3");
    }

    @Test
    @DisplayName("the digest does not see the order of rows, and sees every other change")
    void digestSeesContent() {
        assertThat(TWO.select(1, 0).digest()).isEqualTo(TWO.digest());
        assertThat(texts(new int[] {1, 0}, "b", "a").digest()).isNotEqualTo(TWO.digest());
        assertThat(texts(new int[] {0, 1}, "b", "c").digest()).isNotEqualTo(TWO.digest());
        assertThat(TWO.select(0, 1, 1).digest()).isNotEqualTo(TWO.digest());
        assertThat(table("ab", "c").digest()).isNotEqualTo(table("a", "bc").digest());
    }

    @Test
    @DisplayName("copies of a row share their key, whatever their class; other rows do not")
    void keysAreOfContent() {
        long[] keys = texts(new int[] {0, 1, 0}, "a", "a", "b").contentKeys();
        assertThat(keys[0]).isEqualTo(keys[1]).isNotEqualTo(keys[2]);
    }

    @Test
    @DisplayName("selected rows keep labels and places, and may come twice")
    void select() {
        DataSet chosen = TWO.select(1, 1, 0);
        assertThat(chosen.labels()).containsExactly(1, 1, 0);
        assertThat(((RawTexts) chosen.raw()).texts()).containsExactly("a", "a", "b");
        assertThat(chosen.select(2).raw().place(0)).isEqualTo("text 0");
        assertThat(chosen.classCounts()).containsExactly(1, 2);
        assertThatThrownBy(() -> TWO.select(2)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    @DisplayName("labels handed over or out are copies")
    void labelsAreCopies() {
        int[] labels = {0, 1};
        DataSet data = texts(labels, "b", "a");
        labels[0] = 1;
        data.labels()[1] = 0;
        assertThat(data.labels()).containsExactly(0, 1);
    }

    @Test
    @DisplayName("labels must be there and below the number of classes, and classes different")
    void refuses() {
        assertThatIllegalArgumentException().isThrownBy(() -> texts(new int[] {0}, "a", "b"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> texts(new int[] {0, 2}, "a", "b"))
                .withMessage("label 2 at row 1 is not below the number of classes 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DataSet.of(RawTexts.of("a"), new int[] {0}, List.of("x", "x")));
    }

    @ParameterizedTest(name = "[{0}]")
    @CsvSource(
            delimiter = '|',
            value = {"1.5|1.5", "-2e3|-2000", "3.4028234e38|3.4028234e38", "007|7"})
    void readsNumbers(String cell, double number) {
        assertThat(cell(cell).number(0, 0)).isEqualTo(number);
    }

    @ParameterizedTest(name = "[{0}]")
    @CsvSource(
            delimiter = '|',
            value = {
                "1,5|\"1,5\" is not a number",
                "0x1p3|\"0x1p3\" is not a number",
                "1e39|1e39 is beyond the range of a float",
                "nan|nan is beyond",
                "-inf|-inf is beyond"
            })
    void refusesNumbers(String cell, String problem) {
        assertThatThrownBy(() -> cell(cell).number(0, 0))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("row 0, column \"age\": " + problem);
    }

    private static RawTable cell(String cell) {
        return RawTable.of(List.of("age"), List.of(List.of(cell)));
    }

    @Test
    @DisplayName("a row with too few cells and a column that is not there are named")
    void refusesShapes() {
        assertThatThrownBy(() -> RawTable.of(List.of("a", "b"), List.of(List.of("1", "2"), List.of("1"))))
                .hasMessage("row 1: has 1 cells for 2 columns");
        assertThatThrownBy(() -> cell("1").position("aeg"))
                .hasMessage("row 0: has no column \"aeg\"; did you mean \"age\"?");
    }
}
