package io.demur.train.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.demur.network.Architecture;
import io.demur.network.Layer;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingOptionsTest {
    private static TrainingOptions batches(int rows) {
        return new TrainingOptions(1, rows, 0, Processor.CPU, 2);
    }

    @Test
    void aSmallNetworkOfDenseLayersIsOneThreadsWork() {
        Architecture small = new Architecture("small", List.of(new Layer.Dense(28, 112), new Layer.Dense(112, 1)));
        Architecture large = new Architecture("large", List.of(new Layer.Dense(784, 512), new Layer.Dense(512, 10)));

        assertThat(batches(128).threadsFor(small)).isEqualTo(1);
        assertThat(batches(100_000).threadsFor(small)).as("many rows").isEqualTo(2);
        assertThat(batches(128).threadsFor(large)).isEqualTo(2);
    }

    @Test
    void whatIsRepeatedInARowCountsMoreThanItsParameters() {
        Architecture text =
                new Architecture("text", List.of(new Layer.TokenEmbedding(10, 4), new Layer.LastLstm(4, 2)));

        assertThat(batches(1).threadsFor(text)).isEqualTo(2);
    }
}
