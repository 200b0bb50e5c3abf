package io.demur.train.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.demur.network.ImageLayer;
import io.demur.network.Window;
import java.util.List;

/** Layers over images as PyTorch's operations. */
final class ImageOperations {
    /** PyTorch's number for bilinear interpolation, as DJL hands it on. */
    private static final int BILINEAR = 2;

    private ImageOperations() {}

    static NDArray apply(ImageLayer layer, NDArray x, List<NDArray> parameters, Graph.Mode mode) {
        if (layer instanceof ImageLayer.Conv2d conv) {
            return convolution(conv, x, parameters);
        } else if (layer instanceof ImageLayer.BatchNorm norm) {
            return JniUtils.batchNorm(
                    torch(x),
                    torch(parameters.get(2)),
                    torch(parameters.get(3)),
                    torch(parameters.get(0)),
                    torch(parameters.get(1)),
                    mode == Graph.Mode.TRAINING,
                    norm.momentum(),
                    ImageLayer.BatchNorm.EPSILON);
        } else if (layer instanceof ImageLayer.MaxPool pool) {
            Window window = pool.window();
            return x.getNDArrayInternal()
                    .maxPool(both(window.kernel()), both(window.stride()), both(window.padding()), false);
        } else if (layer instanceof ImageLayer.AvgPool pool) {
            Window window = pool.window();
            return x.getNDArrayInternal()
                    .avgPool(both(window.kernel()), both(window.stride()), both(window.padding()), false, true);
        } else if (layer instanceof ImageLayer.GlobalAveragePool) {
            return JniUtils.adaptiveAvgPool(torch(x), both(1));
        }
        return x.reshape(x.getShape().get(0), -1);
    }

    private static NDArray convolution(ImageLayer.Conv2d conv, NDArray x, List<NDArray> parameters) {
        Window window = conv.window();
        Shape stride = both(window.stride());
        Shape padding = both(window.padding());
        Shape dilation = both(window.dilation());
        PtNDArray bias = parameters.size() > 1 ? torch(parameters.get(1)) : null;
        return JniUtils.convolution(torch(x), torch(parameters.get(0)), bias, stride, padding, dilation, conv.groups());
    }

    /** Brought to the height and width of another image. */
    static NDArray resized(NDArray x, NDArray like) {
        long[] size = {like.getShape().get(2), like.getShape().get(3)};
        return JniUtils.interpolate(torch(x), size, BILINEAR, false);
    }

    private static PtNDArray torch(NDArray array) {
        return (PtNDArray) array;
    }

    private static Shape both(int value) {
        return new Shape(value, value);
    }
}
