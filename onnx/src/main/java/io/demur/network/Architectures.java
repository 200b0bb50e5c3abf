package io.demur.network;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The networks of the study that take rows of numbers and texts. */
public final class Architectures {
    private Architectures() {}

    /**
     * Dense layers with ReLU between them.
     *
     * @param sizes features, hidden sizes, outputs; at least two
     */
    public static Architecture mlp(int... sizes) {
        if (sizes.length < 2) {
            throw new IllegalArgumentException("a network has features and outputs, not " + sizes.length + " sizes");
        }
        String name = IntStream.of(sizes).mapToObj(Integer::toString).collect(Collectors.joining("-", "mlp-", ""));
        return new Architecture(name, dense(sizes));
    }

    /** The network for tables: {@code F - 4F - 2F - 1}, one logit. */
    public static Architecture tabular(int features) {
        return mlp(features, Math.multiplyExact(4, features), Math.multiplyExact(2, features), 1);
    }

    private static List<Layer> dense(int... sizes) {
        List<Layer> layers = new ArrayList<>();
        for (int i = 1; i < sizes.length; i++) {
            layers.add(new Layer.Dense(sizes[i - 1], sizes[i]));
            if (i < sizes.length - 1) {
                layers.add(new Layer.Relu());
            }
        }
        return layers;
    }

    /**
     * The network for short texts: the mean embedding of hashed n-grams, ReLU, dropout, one hidden layer as wide as the
     * embedding.
     *
     * @param vocabulary number of hash values
     * @param width of embedding and hidden layer
     * @param dropout rate after the first ReLU
     * @param outputs number of logits
     */
    public static Architecture bagOfNgrams(int vocabulary, int width, double dropout, int outputs) {
        List<Layer> layers = new ArrayList<>(
                List.of(new Layer.BagEmbedding(vocabulary, width), new Layer.Relu(), new Layer.Dropout(dropout)));
        layers.addAll(dense(width, width, outputs));
        return new Architecture("bag-of-ngrams", layers);
    }

    /**
     * The network for long texts: embeddings of 300, an LSTM of 256 read at the last real token, two hidden layers, one
     * logit. Its parameters without the embeddings are 670,209.
     *
     * @param vocabulary number of words, the padding included
     */
    public static Architecture lstm(int vocabulary) {
        double rate = 0.2;
        return new Architecture(
                "lstm",
                List.of(
                        new Layer.TokenEmbedding(vocabulary, 300),
                        new Layer.LastLstm(300, 256),
                        new Layer.Dropout(rate),
                        new Layer.Dense(256, 256),
                        new Layer.Relu(),
                        new Layer.Dropout(rate),
                        new Layer.Dense(256, 128),
                        new Layer.Relu(),
                        new Layer.Dense(128, 1)));
    }
}
