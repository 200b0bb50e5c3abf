package io.demur.network;

import io.demur.network.Composite.Chain;
import io.demur.network.Composite.Sum;
import io.demur.network.ImageLayer.BatchNorm;
import io.demur.network.ImageLayer.Conv2d;
import io.demur.network.ImageLayer.Flatten;
import io.demur.network.ImageLayer.GlobalAveragePool;
import io.demur.network.ImageLayer.MaxPool;
import java.util.ArrayList;
import java.util.List;

/** Residual networks, He et al. 2016, with projections (1x1 convolution and batch normalisation) where shapes change. */
public final class ResNet {
    static final int EXPANSION = 4;
    static final int STEM = 64;

    private static final int COLOURS = 3;
    private static final int IMAGENET_SIZE = 224;
    private static final int CIFAR_SIZE = 32;
    private static final int CIFAR_STEM = 16;

    private ResNet() {}

    /** ResNet-20 for 32 x 32 colour images: stages of 3 blocks with 16, 32 and 64 channels; 272,474 parameters for 10. */
    public static Architecture cifar20(int classes) {
        List<Layer> layers = new ArrayList<>(convolution(COLOURS, CIFAR_STEM, Window.same(3, 1), 0.1));
        layers.add(new Layer.Relu());
        int in = CIFAR_STEM;
        for (int stage = 0; stage < 3; stage++) {
            int out = CIFAR_STEM << stage;
            for (int block = 0; block < 3; block++) {
                layers.add(basic(in, out, stage > 0 && block == 0 ? 2 : 1));
                in = out;
            }
        }
        layers.addAll(head(in, classes));
        return new Architecture("resnet-20", new Shape.Image(COLOURS, CIFAR_SIZE, CIFAR_SIZE), layers);
    }

    /**
     * ResNet-50 v1.5 for 224 x 224 colour images: stages of 3, 4, 6 and 3 bottlenecks, their stride in the 3x3
     * convolution; 25,557,032 parameters for 1,000 classes.
     */
    public static Architecture imagenet50(int classes) {
        List<Layer> layers = new ArrayList<>(stem(0.1));
        int[] blocks = {3, 4, 6, 3};
        for (int stage = 0; stage < blocks.length; stage++) {
            layers.add(stage(stage, blocks[stage], Spread.STRIDE, 0.1));
        }
        layers.addAll(head(width(blocks.length - 1), classes));
        return new Architecture("resnet-50", new Shape.Image(COLOURS, IMAGENET_SIZE, IMAGENET_SIZE), layers);
    }

    /** How a stage sees farther than the one before. */
    enum Spread {
        /** By a smaller image. */
        STRIDE,
        /** By holes in its kernels; the image keeps its size. */
        DILATION
    }

    static List<Layer> stem(double momentum) {
        List<Layer> layers = new ArrayList<>(convolution(COLOURS, STEM, Window.same(7, 2), momentum));
        layers.add(new Layer.Relu());
        layers.add(new MaxPool(new Window(3, 2, 1, 1)));
        return layers;
    }

    /** Channels that leave a stage of bottlenecks, from 0. */
    static int width(int stage) {
        return (STEM << stage) * EXPANSION;
    }

    /** A stage of bottlenecks, from 0. With dilation its first block keeps dilation 1, as the stage before it. */
    static Chain stage(int stage, int blocks, Spread spread, double momentum) {
        int planes = STEM << stage;
        int in = stage == 0 ? STEM : width(stage - 1);
        boolean shrinks = stage > 0 && spread == Spread.STRIDE;
        List<Layer> layers = new ArrayList<>();
        for (int block = 0; block < blocks; block++) {
            int dilation = spread == Spread.DILATION && block > 0 ? 2 : 1;
            Window window = Window.same(3, shrinks && block == 0 ? 2 : 1, dilation);
            layers.add(bottleneck(block == 0 ? in : width(stage), planes, window, momentum));
        }
        return new Chain(layers);
    }

    private static Chain bottleneck(int in, int planes, Window window, double momentum) {
        int out = planes * EXPANSION;
        List<Layer> main = new ArrayList<>(convolution(in, planes, Window.valid(1, 1), momentum));
        main.add(new Layer.Relu());
        main.addAll(convolution(planes, planes, window, momentum));
        main.add(new Layer.Relu());
        main.addAll(convolution(planes, out, Window.valid(1, 1), momentum));
        Chain shortcut =
                in == out ? Chain.of() : new Chain(convolution(in, out, Window.valid(1, window.stride()), momentum));
        return Chain.of(Sum.of(new Chain(main), shortcut), new Layer.Relu());
    }

    /** Two 3x3 convolutions beside the input, or beside its projection. */
    static Chain basic(int in, int out, int stride) {
        List<Layer> main = new ArrayList<>(convolution(in, out, Window.same(3, stride), 0.1));
        main.add(new Layer.Relu());
        main.addAll(convolution(out, out, Window.same(3, 1), 0.1));
        Chain shortcut =
                in == out && stride == 1 ? Chain.of() : new Chain(convolution(in, out, Window.valid(1, stride), 0.1));
        return Chain.of(Sum.of(new Chain(main), shortcut), new Layer.Relu());
    }

    static List<Layer> convolution(int in, int out, Window window, double momentum) {
        return List.of(new Conv2d(in, out, window), new BatchNorm(out, momentum));
    }

    private static List<Layer> head(int width, int classes) {
        return List.of(new GlobalAveragePool(), new Flatten(), new Layer.Dense(width, classes));
    }
}
