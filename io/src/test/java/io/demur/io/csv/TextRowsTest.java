package io.demur.io.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.demur.logits.InputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextRowsTest {
    @TempDir
    private Path folder;

    private TextRows open(String content) throws IOException {
        return TextRows.open(Files.writeString(folder.resolve("t.csv"), content));
    }

    @Test
    @DisplayName("the first record is the header, even one of numbers, and a byte order mark is skipped")
    void readsText() throws IOException {
        try (TextRows rows = open("\ufeff1;2\r\n\r\n\"a;\nb\";\r\nc;d\r\n")) {
            assertThat(rows.names()).containsExactly("1", "2");
            assertThat(rows.next()).isTrue();
            assertThat(rows.fields()).containsExactly("a;\nb", "");
            assertThat(rows.line()).isEqualTo(3);
            assertThat(rows.next()).isTrue();
            assertThat(rows.line()).isEqualTo(5);
            assertThat(rows.fields().get(rows.position("2"))).isEqualTo("d");
            assertThat(rows.next()).isFalse();
        }
    }

    @Test
    void refuses() throws IOException {
        try (TextRows rows = open("ab,cd\n1,2\n3\n")) {
            assertThatThrownBy(() -> rows.position("ad")).hasMessageContaining("did you mean \"ab\"?");
            rows.next();
            assertThatThrownBy(rows::next)
                    .isInstanceOf(InputException.class)
                    .hasMessageEndingWith("t.csv: row 1 (line 3): has 1 fields, the header has 2");
        }
        assertThatThrownBy(() -> open("a,a\n")).hasMessageContaining("has two columns \"a\"");
        assertThatThrownBy(() -> open("\n\n")).hasMessageEndingWith("has no rows");
    }

    @Test
    @DisplayName("bytes that are not UTF-8 are refused in the header and far behind it")
    void notUtf8() throws IOException {
        Path file = folder.resolve("latin.csv");
        Files.write(file, "caf\u00e9,b\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> TextRows.open(file)).hasMessageEndingWith("latin.csv: is no text in UTF-8");
        String late = "a,b\n" + "1,2\n".repeat(100_000) + "caf\u00e9,2\n";
        Files.write(file, late.getBytes(StandardCharsets.ISO_8859_1));
        try (TextRows rows = TextRows.open(file)) {
            assertThatThrownBy(() -> {
                        while (rows.next()) {}
                    })
                    .isInstanceOf(InputException.class)
                    .hasMessageEndingWith("latin.csv: is no text in UTF-8");
        }
    }
}
