package io.demur.train.engine;

import io.demur.logits.InputException;
import io.demur.network.Architecture;
import io.demur.network.ParameterSpec;
import io.demur.network.Tensor;
import io.demur.network.Weights;
import java.util.LinkedHashMap;
import java.util.Map;

/** Embeddings that begin as given vectors instead of random ones; training changes them like any other. */
public final class PretrainedEmbeddings {
    private PretrainedEmbeddings() {}

    /**
     * The weights with some rows of the table of embeddings replaced.
     *
     * @param vectors by identifier; identifiers that are not named keep what they have
     * @throws InputException if the network has no embeddings, an identifier is not below the vocabulary, or a vector is
     *     not as long as an embedding
     */
    public static Weights into(Weights weights, Architecture architecture, Map<Integer, float[]> vectors) {
        ParameterSpec table = architecture.parameters().stream()
                .filter(parameter -> parameter.kind() == ParameterSpec.Kind.EMBEDDING)
                .findFirst()
                .orElseThrow(() -> new InputException(
                        "embeddings", "the network \"" + architecture.name() + "\" has none to begin with vectors"));
        float[] values = weights.tensor(table.name()).values().clone();
        int vocabulary = table.shape().get(0);
        int width = table.shape().get(1);
        vectors.forEach((id, vector) -> {
            if (id < 0 || id >= vocabulary) {
                throw problem(id, "not below the vocabulary of " + vocabulary);
            }
            if (vector.length != width) {
                throw problem(id, "of length " + vector.length + ", the network's embeddings have " + width);
            }
            System.arraycopy(vector, 0, values, id * width, width);
        });
        Map<String, Tensor> tensors = new LinkedHashMap<>(weights.tensors());
        tensors.put(table.name(), Tensor.of(table.shape(), values));
        return Weights.of(tensors);
    }

    private static InputException problem(int id, String found) {
        return new InputException("vector of identifier " + id, "it is " + found);
    }
}
