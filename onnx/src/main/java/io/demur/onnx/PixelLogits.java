package io.demur.onnx;

import io.demur.logits.InputKind;
import io.demur.logits.LogitTile;
import io.demur.logits.Logits;
import java.util.OptionalLong;
import java.util.function.IntFunction;

/** The logits of every pixel of images, of which one is in memory at a time. */
final class PixelLogits implements Logits {
    private final Size size;
    private final IntFunction<float[]> images;

    /**
     * How much there is.
     *
     * @param name of the model
     * @param classes at least 2
     * @param outputs numbers per pixel
     * @param pixels of an image
     * @param images number of images
     */
    record Size(String name, int classes, int outputs, int pixels, int images) {}

    /** Images as planes of numbers, class after class. */
    PixelLogits(Size size, IntFunction<float[]> images) {
        this.size = size;
        this.images = images;
    }

    @Override
    public String name() {
        return size.name();
    }

    @Override
    public int classes() {
        return size.classes();
    }

    @Override
    public String dtype() {
        return "float32";
    }

    @Override
    public OptionalLong rows() {
        return OptionalLong.of((long) size.images() * size.pixels());
    }

    @Override
    public boolean singleLogit() {
        return size.outputs() == 1;
    }

    @Override
    public Pass pass() {
        return new ImageByImage();
    }

    /** Threads take turns; the model itself runs on several. */
    private final class ImageByImage implements Pass {
        private float[] planes = new float[0];
        private int image = -1;
        private int pixel = size.pixels();

        @Override
        public synchronized boolean next(LogitTile tile) {
            if (pixel == size.pixels()) {
                if (image + 1 >= size.images()) {
                    tile.hold((long) size.images() * size.pixels(), 0);
                    return false;
                }
                planes = images.apply(++image);
                pixel = 0;
            }
            int count = Math.min(tile.capacity(), size.pixels() - pixel);
            tile.hold((long) image * size.pixels() + pixel, count);
            for (int k = 0; k < size.classes(); k++) {
                fill(tile, k, count);
            }
            pixel += count;
            return true;
        }

        private void fill(LogitTile tile, int k, int count) {
            double[] target = tile.values()[k];
            for (int r = 0; r < count; r++) {
                if (size.outputs() > 1) {
                    target[r] = planes[k * size.pixels() + pixel + r];
                } else {
                    float z = planes[pixel + r];
                    target[r] = k == 0 ? InputKind.LOGITS.firstOfTwo(z) : InputKind.LOGITS.secondOfTwo(z);
                }
            }
        }
    }

    @Override
    public void close() {}
}
