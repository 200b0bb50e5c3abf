package io.demur.train.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.demur.network.TransformerLayer;
import io.demur.network.TransformerLayer.Attention;
import io.demur.network.TransformerLayer.PatchEmbedding;
import java.util.List;

/** Layers of transformers as PyTorch's operations. */
final class TransformerOperations {
    private TransformerOperations() {}

    static NDArray apply(TransformerLayer layer, NDArray x, List<NDArray> parameters) {
        if (layer instanceof PatchEmbedding patches) {
            return patches(patches, x, parameters);
        } else if (layer instanceof TransformerLayer.LayerNorm norm) {
            return JniUtils.layerNorm(
                    torch(x),
                    new Shape(norm.width()),
                    torch(parameters.get(0)),
                    torch(parameters.get(1)),
                    norm.epsilon());
        } else if (layer instanceof TransformerLayer.Gelu) {
            return JniUtils.gelu(torch(x));
        } else if (layer instanceof Attention attention) {
            return attention(attention, x, parameters);
        }
        return x.get(":, 0");
    }

    private static NDArray patches(PatchEmbedding layer, NDArray x, List<NDArray> parameters) {
        long rows = x.getShape().get(0);
        Shape stride = new Shape(layer.patch(), layer.patch());
        Shape none = new Shape(0, 0);
        NDArray grid = JniUtils.convolution(
                torch(x), torch(parameters.get(0)), torch(parameters.get(1)), stride, none, new Shape(1, 1), 1);
        NDArray vectors = grid.reshape(rows, layer.width(), -1).transpose(0, 2, 1);
        NDArray token = parameters.get(2).reshape(1, 1, layer.width()).broadcast(new Shape(rows, 1, layer.width()));
        return token.concat(vectors, 1).add(parameters.get(3));
    }

    private static NDArray attention(Attention layer, NDArray x, List<NDArray> parameters) {
        long rows = x.getShape().get(0);
        long tokens = x.getShape().get(1);
        long head = layer.width() / layer.heads();
        NDArray qkv = Linear.linear(x, parameters.get(0), parameters.get(1)).singletonOrThrow();
        NDList parts = qkv.reshape(rows, tokens, 3, layer.heads(), head)
                .transpose(2, 0, 3, 1, 4)
                .split(3);
        NDArray products = parts.get(0).matMul(parts.get(1).transpose(0, 1, 2, 4, 3));
        NDArray shares = products.mul((float) (1 / Math.sqrt(head))).softmax(-1);
        NDArray joined = shares.matMul(parts.get(2)).transpose(1, 3, 0, 2, 4).reshape(rows, tokens, layer.width());
        return Linear.linear(joined, parameters.get(2), parameters.get(3)).singletonOrThrow();
    }

    private static PtNDArray torch(NDArray array) {
        return (PtNDArray) array;
    }
}
