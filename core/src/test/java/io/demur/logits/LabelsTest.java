package io.demur.logits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelsTest {

    @ParameterizedTest(name = "label {0} of {1} classes")
    @CsvSource(
            delimiter = '|',
            value = {
                "80 | 77 | label 80 at row 17 is not below the number of classes 77",
                "77 | 77 | label 77 at row 17 is not below the number of classes 77",
                "-3 | 77 | label -3 at row 17 is negative",
                "4294967297 | 5 | label 4294967297 at row 17 is not below the number of classes 5"
            })
    void namesTheFirstBadLabel(long bad, int classes, String problem) {
        long[] column = new long[30];
        column[17] = bad;
        column[20] = -50;
        assertThatThrownBy(() -> Labels.checked("y.npy", column, classes))
                .isInstanceOf(InputException.class)
                .hasMessage("y.npy: " + problem + "; use --ignore-label " + bad + " if such rows are to be left out");
    }

    @Test
    void leavesOutWhatIsToBeIgnored() {
        Labels labels = Labels.checked("y", new long[] {2, 255, 0, -1, 1}, 3, 255, -1);
        int[] read = {9, 9, 9, 9, 9};
        labels.read(0, 5, read);
        assertThat(read).containsExactly(2, Labels.IGNORED, 0, Labels.IGNORED, 1);
        assertThat(labels.rows()).hasValue(5);
        assertThat(labels.name()).isEqualTo("y");
    }

    @Test
    void anIgnoredValueMayBeAClassToo() {
        Labels labels = Labels.checked("y", new long[] {2, 1, 0}, 3, 1);
        int[] read = new int[3];
        labels.read(0, 3, read);
        assertThat(read).containsExactly(2, Labels.IGNORED, 0);
    }

    @Test
    void readsParts() {
        int[] own = {5, 6, 7, 8};
        Labels labels = Labels.of(own);
        own[2] = 99;
        int[] read = new int[3];
        labels.read(2, 2, read);
        assertThat(read).containsExactly(7, 8, 0);
    }

    @Test
    void saysWhenThereAreTooFew() {
        assertThatThrownBy(() -> Labels.of(1, 2, 3).read(2, 2, new int[2]))
                .isInstanceOf(InputException.class)
                .hasMessage("labels: has 3 labels, but the logits have more rows");
    }
}
