package io.demur.io.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.demur.logits.InputException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A first row with a number missing is not lost as a header, and headers of numbers stay headers. */
class CsvHeaderTest {
    private static final String ROWS = "\n0.5,1,2,-3,4\n1.5,2,3,-1,0\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.5,NA,3,4,5",
                "1.5,-,3,4,5",
                "7,n/a,3,4,5",
                "3,,2,4,5",
                ",2.5,3,4,5",
                "0.5,2,3,4,cat",
                "NA,NA,NA,NA,NA",
                "1,1,2,2,rome",
                "NA,NA,1.5,2,3"
            })
    void aRowWithSomethingThatIsNoNumberIsRefused(String first) {
        assertThatThrownBy(() -> header(first + ROWS))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("rows.csv: row 0 (line 1), column ")
                .hasMessageContaining("write the number if this is a row");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a,b,c,d,e",
                "0,1,2,3,4",
                ",0,1,2,3",
                "0,1,2,3,truth",
                "none,1,2,3,4",
                "2019,2020,2021,2022,truth",
                ",2019,2020,2021,2022",
                "NA,b,c,d,e",
                "a,b,c,d,0.5",
                "-,a,b,c,d"
            })
    void namesMayBeNumbers(String first) {
        assertThat(header(first + ROWS)).isTrue();
    }

    @Test
    void aSingleColumn() {
        assertThat(header("label\n1\n0\n")).isTrue();
        assertThat(header("1\n0\n")).isFalse();
        assertThat(header("cat\ndog\n")).isTrue();
        assertThat(header(",0\n0,3\n1,2\n")).isTrue(); // as pandas writes a series
        assertThatThrownBy(() -> header("\n-\n1\n0\n"))
                .hasMessageContaining("row 0 (line 2), column 0: \"-\" is not a number, where most below are numbers");
    }

    @Test
    void labelsAndNumbersAskTheSame() {
        String text = "1.5,NA,3" + "\n0.5,1,2";
        assertThatThrownBy(() -> Csv.readLabels(source(text), Optional.of("2"), 4))
                .hasMessageContaining("\"NA\"");
        assertThatThrownBy(() -> Csv.readDoubles(source(text), Optional.of("2")))
                .hasMessageContaining("\"NA\"");
    }

    private static boolean header(String text) {
        return !CsvDialect.of(source(text)).names().isEmpty();
    }

    private static CsvSource source(String text) {
        return new CsvSource("rows.csv", () -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
}
