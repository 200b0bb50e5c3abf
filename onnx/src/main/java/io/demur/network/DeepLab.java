package io.demur.network;

import io.demur.network.Composite.Chain;
import io.demur.network.Composite.Concat;
import io.demur.network.Composite.Resized;
import io.demur.network.ImageLayer.Conv2d;
import io.demur.network.ImageLayer.GlobalAveragePool;
import io.demur.network.ResNet.Spread;
import java.util.ArrayList;
import java.util.List;

/**
 * DeepLabV3+, Chen et al. 2018, at output stride 16: logits at every pixel.
 *
 * <p>The network does not depend on the size of its images: {@link Architecture#withInput} gives it another. Batch
 * normalisation after the pooling of whole images needs at least two images per batch in training.
 */
public final class DeepLab {
    private static final double BACKBONE_MOMENTUM = 0.01;
    private static final double MOMENTUM = 0.1;
    private static final double DROPOUT = 0.1;

    private DeepLab() {}

    /** With ResNet-101 at its base; 58,753,459 parameters for 19 classes. */
    public static Architecture resnet101(Shape.Image input, int classes) {
        List<Layer> deep = List.of(
                ResNet.stage(1, 4, Spread.STRIDE, BACKBONE_MOMENTUM),
                ResNet.stage(2, 23, Spread.STRIDE, BACKBONE_MOMENTUM),
                ResNet.stage(3, 3, Spread.DILATION, BACKBONE_MOMENTUM));
        List<Layer> shallow = new ArrayList<>(ResNet.stem(BACKBONE_MOMENTUM));
        shallow.add(ResNet.stage(0, 3, Spread.STRIDE, BACKBONE_MOMENTUM));
        Plan plan = new Plan(ResNet.width(0), 48, ResNet.width(3), 256);
        return new Architecture("deeplab-v3-plus-resnet-101", input, plan.layers(shallow, deep, classes));
    }

    /** With a base of eight basic blocks, 16 to 128 channels, and 64 channels after it: small enough to train on a processor. */
    public static Architecture small(Shape.Image input, int classes) {
        List<Layer> shallow = new ArrayList<>(block(3, 16, Window.same(3, 2)));
        shallow.addAll(List.of(ResNet.basic(16, 32, 2), ResNet.basic(32, 32, 1)));
        List<Layer> deep = List.of(
                ResNet.basic(32, 64, 2), ResNet.basic(64, 64, 1), ResNet.basic(64, 128, 2), ResNet.basic(128, 128, 1));
        return new Architecture(
                "deeplab-v3-plus-small", input, new Plan(32, 16, 128, 64).layers(shallow, deep, classes));
    }

    /** Convolution, batch normalisation, ReLU. */
    private static List<Layer> block(int in, int out, Window window) {
        List<Layer> layers = new ArrayList<>(ResNet.convolution(in, out, window, MOMENTUM));
        layers.add(new Layer.Relu());
        return layers;
    }

    /**
     * Numbers of channels.
     *
     * @param shallow that leave the first stage
     * @param detail to which these are reduced
     * @param deep that leave the last stage
     * @param width of pyramid and decoder
     */
    private record Plan(int shallow, int detail, int deep, int width) {
        List<Layer> layers(List<Layer> first, List<Layer> rest, int classes) {
            List<Layer> context = new ArrayList<>(rest);
            context.add(pyramid());
            context.addAll(block(5 * width, width, Window.valid(1, 1)));
            context.add(new Layer.Dropout(DROPOUT));
            List<Layer> whole = new ArrayList<>(first);
            whole.add(
                    Concat.of(new Chain(block(shallow, detail, Window.valid(1, 1))), new Resized(new Chain(context))));
            whole.addAll(block(detail + width, width, Window.same(3, 1)));
            whole.add(new Conv2d(width, classes, Window.valid(1, 1), 1, Conv2d.Bias.ADDED));
            return List.of(new Resized(new Chain(whole)));
        }

        private Concat pyramid() {
            List<Layer> pooled = new ArrayList<>(List.of(new GlobalAveragePool()));
            pooled.addAll(block(deep, width, Window.valid(1, 1)));
            return Concat.of(
                    new Chain(block(deep, width, Window.valid(1, 1))),
                    new Chain(block(deep, width, Window.same(3, 1, 6))),
                    new Chain(block(deep, width, Window.same(3, 1, 12))),
                    new Chain(block(deep, width, Window.same(3, 1, 18))),
                    new Resized(new Chain(pooled)));
        }
    }
}
