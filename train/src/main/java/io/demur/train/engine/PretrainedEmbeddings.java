package io.demur.train.engine;

import io.demur.inputs.prepare.WordVectors;
import io.demur.logits.InputException;
import io.demur.network.Architecture;
import io.demur.network.ParameterSpec;
import io.demur.network.Tensor;
import io.demur.network.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Embeddings that begin as given vectors instead of random ones; training changes them like any other. */
public final class PretrainedEmbeddings {
    private PretrainedEmbeddings() {}

    /**
     * The weights with the embeddings of known words replaced; the others keep what they have.
     *
     * @throws InputException if the network has no embeddings, or others than the vectors' number and width
     */
    public static Weights into(Weights weights, Architecture architecture, WordVectors vectors) {
        ParameterSpec table = architecture.parameters().stream()
                .filter(parameter -> parameter.kind() == ParameterSpec.Kind.EMBEDDING)
                .findFirst()
                .orElseThrow(() -> new InputException(
                        "embeddings", "the network \"" + architecture.name() + "\" has none to begin with vectors"));
        List<Integer> wanted = List.of(vectors.rows(), vectors.width());
        if (!table.shape().equals(wanted)) {
            throw new InputException(
                    "embeddings", "the network has " + table.shape() + " numbers, the vectors are " + wanted);
        }
        float[] values = weights.tensor(table.name()).values().clone();
        int width = vectors.width();
        for (int id = 0; id < vectors.rows(); id++) {
            if (vectors.isKnown(id)) {
                System.arraycopy(vectors.values(), id * width, values, id * width, width);
            }
        }
        Map<String, Tensor> tensors = new LinkedHashMap<>(weights.tensors());
        tensors.put(table.name(), Tensor.of(table.shape(), values));
        return Weights.of(tensors);
    }
}
