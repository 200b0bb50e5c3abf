package io.demur.train.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.demur.inputs.prepare.TokenPreparation;
import io.demur.inputs.prepare.WordVectors;
import io.demur.network.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PretrainedEmbeddingsTest {
    private final Weights drawn = Weights.initial(Samples.lstm(), 1);

    @TempDir
    private Path folder;

    /** Vectors of the words {@code w2}, {@code w3} and so on, which have these identifiers. */
    private WordVectors vectors(int identifiers, int width, String content) throws IOException {
        List<String> words =
                IntStream.range(2, identifiers).mapToObj(id -> "w" + id).toList();
        Path file = Files.writeString(folder.resolve("v.txt"), content);
        return WordVectors.read(file, TokenPreparation.of(words, 4), width);
    }

    @Test
    void replacesKnownWordsOnly() throws IOException {
        WordVectors vectors = vectors(60, 5, "w3 1 2 3 4 5\n");
        Weights weights = PretrainedEmbeddings.into(drawn, Samples.lstm(), vectors);
        float[] before = drawn.tensor("0.tokens.weight").values();
        float[] after = weights.tensor("0.tokens.weight").values();
        assertThat(Arrays.copyOfRange(after, 15, 20)).containsExactly(1, 2, 3, 4, 5);
        assertThat(Arrays.copyOfRange(after, 0, 15)).containsExactly(Arrays.copyOfRange(before, 0, 15));
        assertThat(Arrays.copyOfRange(after, 20, 300)).containsExactly(Arrays.copyOfRange(before, 20, 300));
        assertThat(weights.tensor("1.lstm.weight_ih")).isEqualTo(drawn.tensor("1.lstm.weight_ih"));
    }

    @Test
    void refusesWhatDoesNotFit() throws IOException {
        WordVectors fewer = vectors(50, 5, "w3 1 2 3 4 5\n");
        assertThatThrownBy(() -> PretrainedEmbeddings.into(drawn, Samples.lstm(), fewer))
                .hasMessage("embeddings: the network has [60, 5] numbers, the vectors are [50, 5]");
        WordVectors narrower = vectors(60, 4, "w3 1 2 3 4\n");
        assertThatThrownBy(() -> PretrainedEmbeddings.into(drawn, Samples.lstm(), narrower))
                .hasMessageContaining("the vectors are [60, 4]");
        assertThatThrownBy(() -> PretrainedEmbeddings.into(Weights.initial(Samples.mlp(), 1), Samples.mlp(), narrower))
                .hasMessageContaining("has none");
    }
}
