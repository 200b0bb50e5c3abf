package io.demur.train.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.demur.network.Weights;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PretrainedEmbeddingsTest {
    private final Weights drawn = Weights.initial(Samples.lstm(), 1);

    @Test
    void replacesTheNamedRowsOnly() {
        Weights weights = PretrainedEmbeddings.into(drawn, Samples.lstm(), Map.of(3, new float[] {1, 2, 3, 4, 5}));
        float[] before = drawn.tensor("0.tokens.weight").values();
        float[] after = weights.tensor("0.tokens.weight").values();
        assertThat(Arrays.copyOfRange(after, 15, 20)).containsExactly(1, 2, 3, 4, 5);
        assertThat(Arrays.copyOfRange(after, 0, 15)).containsExactly(Arrays.copyOfRange(before, 0, 15));
        assertThat(Arrays.copyOfRange(after, 20, 300)).containsExactly(Arrays.copyOfRange(before, 20, 300));
        assertThat(weights.tensor("1.lstm.weight_ih")).isEqualTo(drawn.tensor("1.lstm.weight_ih"));
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThatThrownBy(() -> PretrainedEmbeddings.into(drawn, Samples.lstm(), Map.of(60, new float[5])))
                .hasMessage("vector of identifier 60: it is not below the vocabulary of 60");
        assertThatThrownBy(() -> PretrainedEmbeddings.into(drawn, Samples.lstm(), Map.of(1, new float[4])))
                .hasMessageContaining("of length 4, the network's embeddings have 5");
        assertThatThrownBy(() -> PretrainedEmbeddings.into(
                        Weights.initial(Samples.mlp(), 1), Samples.mlp(), Map.of(1, new float[4])))
                .hasMessageContaining("has none");
    }
}
