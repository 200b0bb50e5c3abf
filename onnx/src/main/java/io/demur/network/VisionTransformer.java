package io.demur.network;

import io.demur.network.Composite.Chain;
import io.demur.network.Composite.Sum;
import io.demur.network.TransformerLayer.Attention;
import io.demur.network.TransformerLayer.FirstToken;
import io.demur.network.TransformerLayer.Gelu;
import io.demur.network.TransformerLayer.LayerNorm;
import io.demur.network.TransformerLayer.PatchEmbedding;
import java.util.ArrayList;
import java.util.List;

/** Vision transformers, Dosovitskiy et al. 2021: normalisation first, class token, learned positions. */
public final class VisionTransformer {
    private static final double EPSILON = 1e-6;
    private static final double DROPOUT = 0.1;
    private static final int MLP_RATIO = 4;

    private VisionTransformer() {}

    /** ViT-S/16 for 224 x 224 colour images: width 384, 12 blocks, 6 heads; 22,050,664 parameters for 1,000 classes. */
    public static Architecture small16(int classes) {
        return of(new PatchEmbedding(3, 224, 16, 384), 12, 6, classes);
    }

    /**
     * A vision transformer with dropout .1 before its head.
     *
     * @param patches how images become sequences
     * @param depth number of blocks
     * @param heads of attention
     * @param classes number of logits
     */
    public static Architecture of(PatchEmbedding patches, int depth, int heads, int classes) {
        int width = patches.width();
        List<Layer> layers = new ArrayList<>(List.of(patches));
        for (int i = 0; i < depth; i++) {
            layers.add(beside(width, new Attention(width, heads)));
            layers.add(beside(
                    width,
                    new Layer.Dense(width, MLP_RATIO * width),
                    new Gelu(),
                    new Layer.Dense(MLP_RATIO * width, width)));
        }
        layers.addAll(List.of(new LayerNorm(width, EPSILON), new FirstToken(), new Layer.Dropout(DROPOUT)));
        layers.add(new Layer.Dense(width, classes));
        return new Architecture(
                "vision-transformer", new Shape.Image(patches.channels(), patches.size(), patches.size()), layers);
    }

    private static Sum beside(int width, Layer... layers) {
        List<Layer> branch = new ArrayList<>(List.of(new LayerNorm(width, EPSILON)));
        branch.addAll(List.of(layers));
        return Sum.of(Chain.of(), new Chain(branch));
    }
}
