package io.demur.network;

import io.demur.network.Composite.Chain;
import io.demur.network.Composite.Concat;
import io.demur.network.ImageLayer.AvgPool;
import io.demur.network.ImageLayer.BatchNorm;
import io.demur.network.ImageLayer.Conv2d;
import io.demur.network.ImageLayer.Flatten;
import io.demur.network.ImageLayer.GlobalAveragePool;
import java.util.ArrayList;
import java.util.List;

/** Densely connected networks with bottlenecks and compression 1/2, Huang et al. 2017, for 32 x 32 colour images. */
public final class DenseNet {
    private static final int COLOURS = 3;
    private static final int SIZE = 32;
    private static final int BLOCKS = 3;

    private DenseNet() {}

    /** DenseNet-BC with L = 100 and k = 12: 3 blocks of 16 layers; 800,032 parameters for 100 classes. */
    public static Architecture bc100(int classes) {
        return bc(16, 12, classes);
    }

    /**
     * A DenseNet-BC.
     *
     * @param depth layers of each of the three blocks
     * @param growth channels that a layer adds
     * @param classes number of logits
     */
    public static Architecture bc(int depth, int growth, int classes) {
        int channels = 2 * growth;
        List<Layer> layers = new ArrayList<>(List.of(new Conv2d(COLOURS, channels, Window.same(3, 1))));
        for (int block = 0; block < BLOCKS; block++) {
            for (int i = 0; i < depth; i++) {
                layers.add(Concat.of(Chain.of(), grown(channels, growth)));
                channels += growth;
            }
            if (block < BLOCKS - 1) {
                layers.add(transition(channels));
                channels /= 2;
            }
        }
        layers.addAll(List.of(new BatchNorm(channels), new Layer.Relu(), new GlobalAveragePool(), new Flatten()));
        layers.add(new Layer.Dense(channels, classes));
        return new Architecture("densenet-bc", new Shape.Image(COLOURS, SIZE, SIZE), layers);
    }

    private static Chain grown(int channels, int growth) {
        int inner = 4 * growth;
        return Chain.of(
                new BatchNorm(channels),
                new Layer.Relu(),
                new Conv2d(channels, inner, Window.valid(1, 1)),
                new BatchNorm(inner),
                new Layer.Relu(),
                new Conv2d(inner, growth, Window.same(3, 1)));
    }

    private static Chain transition(int channels) {
        return Chain.of(
                new BatchNorm(channels),
                new Layer.Relu(),
                new Conv2d(channels, channels / 2, Window.valid(1, 1)),
                new AvgPool(Window.valid(2, 2)));
    }
}
