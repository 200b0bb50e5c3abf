package io.demur.inputs.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.demur.logits.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordVectorsTest {
    private static final TokenPreparation TOKENS = TokenPreparation.of(List.of("the", ",", "cat"), 4);

    @TempDir
    private Path folder;

    private WordVectors read(String content) throws IOException {
        return WordVectors.read(Files.writeString(folder.resolve("v.txt"), content), TOKENS, 2);
    }

    @Test
    @DisplayName("rows stand at the identifiers of their tokens; unknown ones are zero")
    void readsRows() throws IOException {
        WordVectors vectors = read(", 0.5 -1e-3\nthe 1 2\nthe 8 9\n. . 3 4\ndog 5 6\n");
        assertThat(vectors.values()).containsExactly(0, 0, 0, 0, 1, 2, 0.5f, -1e-3f, 0, 0);
        assertThat(vectors.rows()).isEqualTo(5);
        assertThat(vectors.count()).isEqualTo(2);
        assertThat(vectors.isKnown(2)).isTrue();
        assertThat(vectors.isKnown(4)).isFalse();
    }

    @Test
    @DisplayName("the digest is of the vectors that are used, not of the file")
    void digest() throws IOException {
        String digest = read("the 1 2\ndog 5 6\n").digest();
        assertThat(digest).startsWith("sha256:").hasSize(71);
        assertThat(read("bird 0 0\nthe 1 2\nthe 3 3\n").digest()).isEqualTo(digest);
        assertThat(read("the 1 2.5\n").digest()).isNotEqualTo(digest);
        assertThat(read("cat 1 2\n").digest()).isNotEqualTo(digest);
        assertThat(read("the 1 2\ncat 0 0\n").digest()).isNotEqualTo(digest);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "the 1 2;cat 1|line 2: has 1 numbers behind its token where 2 are wanted",
                "400000;the 1 2|line 1: has 0 numbers",
                "dog 1 2;cat 1 x|line 2: \"x\" is not a number",
                "cat 1e39 1|line 1: 1e39 is not a finite float"
            })
    void refuses(String lines, String problem) {
        assertThatThrownBy(() -> read(lines.replace(';', '\n')))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("v.txt: " + problem);
    }

    @Test
    void refusesFiles() throws IOException {
        assertThatThrownBy(() -> WordVectors.read(folder.resolve("none"), TOKENS, 2))
                .hasMessageContaining("there is no such file");
        Path file = Files.write(folder.resolve("latin"), new byte[] {(byte) 0xe9, ' ', '1', ' ', '2'});
        assertThatThrownBy(() -> WordVectors.read(file, TOKENS, 2)).hasMessageContaining("is no text in UTF-8");
    }
}
