package io.demur.train.run;

import io.demur.logits.InputException;
import io.demur.network.Architecture;
import io.demur.network.Architectures;
import io.demur.network.DeepLab;
import io.demur.network.DenseNet;
import io.demur.network.Layer;
import io.demur.network.ResNet;
import io.demur.network.Shape;
import io.demur.network.VisionTransformer;
import io.demur.train.recipe.NetworkSpec;
import io.demur.train.recipe.NetworkSpec.Step;
import io.demur.train.recipe.NetworkSpec.Wide;
import java.util.ArrayList;
import java.util.List;

/** Makes the network of a recipe: what goes into each layer follows from the data and the layer before. */
final class Networks {
    private Networks() {}

    /**
     * The network.
     *
     * @param name of the recipe, for messages and as the network's name
     * @param input one prepared row
     * @param classes number of classes of the data
     * @throws InputException if a layer cannot take what comes to it, or one logit is asked for more than two classes
     */
    static Architecture of(String name, NetworkSpec spec, Shape input, int classes) {
        Architecture architecture = spec instanceof NetworkSpec.Layers layers
                ? layered(name, layers.steps(), input, classes)
                : named(name, ((NetworkSpec.Named) spec).name(), input, classes);
        if (architecture.classes() != classes) {
            throw new InputException(
                    "recipe " + name,
                    "the network tells " + architecture.classes() + " classes apart, the data have " + classes,
                    "let it end with the layer logits");
        }
        return architecture;
    }

    private static Architecture named(String recipe, String network, Shape input, int classes) {
        if (network.equals("tabular-mlp")) {
            return tabular(recipe, input);
        }
        if (!(input instanceof Shape.Image image)) {
            throw new InputException(
                    "recipe " + recipe, "the network " + network + " takes images, the data are " + input);
        }
        try {
            return switch (network) {
                case "resnet-20" -> ResNet.cifar20(classes).withInput(input);
                case "resnet-50" -> ResNet.imagenet50(classes).withInput(input);
                case "densenet-bc-100" -> DenseNet.bc100(classes).withInput(input);
                case "vit-s-16" -> VisionTransformer.small16(classes).withInput(input);
                case "deeplab-v3-plus-resnet-101" -> DeepLab.resnet101(image, classes);
                case "deeplab-v3-plus-small" -> DeepLab.small(image, classes);
                default -> throw new IllegalStateException("the recipe reader lets no network " + network + " pass");
            };
        } catch (IllegalArgumentException e) {
            throw new InputException("recipe " + recipe, "network " + network + ": " + e.getMessage(), e);
        }
    }

    private static Architecture tabular(String name, Shape input) {
        if (input instanceof Shape.Vector vector) {
            return Architectures.tabular(vector.features());
        }
        throw new InputException("recipe " + name, "the network tabular-mlp takes a vector, the data are " + input);
    }

    private static Architecture layered(String name, List<Step> steps, Shape input, int classes) {
        List<Layer> layers = new ArrayList<>();
        Shape shape = input;
        for (Step step : steps) {
            Layer layer = layer(name, step, shape, classes);
            Shape before = shape;
            shape = layer.output(shape).orElseThrow(() -> misfit(name, step, before));
            layers.add(layer);
        }
        try {
            return new Architecture(name, input, layers);
        } catch (IllegalArgumentException e) {
            throw new InputException("recipe " + name, "network: " + e.getMessage(), e);
        }
    }

    private static Layer layer(String name, Step step, Shape input, int classes) {
        if (step instanceof NetworkSpec.Dropout dropout) {
            return new Layer.Dropout(dropout.rate());
        }
        int width = step instanceof Wide wide ? wide.width() : 1;
        return switch (step.key()) {
            case "relu" -> new Layer.Relu();
            case "dense" -> new Layer.Dense(size(name, step, input), width);
            case "logit" -> new Layer.Dense(size(name, step, input), 1);
            case "logits" -> new Layer.Dense(size(name, step, input), classes);
            case "lstm" -> new Layer.LastLstm(size(name, step, input), width);
            case "bag-embedding" -> {
                if (input instanceof Shape.Bag bag) {
                    yield new Layer.BagEmbedding(bag.vocabulary(), width);
                }
                throw misfit(name, step, input);
            }
            case "token-embedding" -> {
                if (input instanceof Shape.Tokens tokens) {
                    yield new Layer.TokenEmbedding(tokens.vocabulary(), width);
                }
                throw misfit(name, step, input);
            }
            default -> throw new IllegalStateException("the recipe reader lets no layer " + step.key() + " pass");
        };
    }

    private static int size(String name, Step step, Shape input) {
        if (input instanceof Shape.Vector vector) {
            return vector.features();
        } else if (input instanceof Shape.Sequence sequence) {
            return sequence.width();
        }
        throw misfit(name, step, input);
    }

    private static InputException misfit(String name, Step step, Shape input) {
        return new InputException("recipe " + name, "network: the layer " + step.key() + " cannot take " + input);
    }
}
