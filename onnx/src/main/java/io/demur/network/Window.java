package io.demur.network;

/**
 * How a square kernel goes over an image: output size {@code floor((n + 2 padding - dilation (kernel - 1) - 1) / stride) + 1}.
 *
 * @param kernel rows and columns
 * @param stride steps of the kernel
 * @param padding rows and columns added on each side
 * @param dilation distance between two entries of the kernel
 */
public record Window(int kernel, int stride, int padding, int dilation) {
    /** Checks the sizes. */
    public Window {
        Sizes.requirePositive("kernel", kernel);
        Sizes.requirePositive("stride", stride);
        Sizes.requireNotNegative("padding", padding);
        Sizes.requirePositive("dilation", dilation);
    }

    /** Padded so that stride 1 keeps the size; for odd kernels. */
    public static Window same(int kernel, int stride, int dilation) {
        return new Window(kernel, stride, dilation * (kernel - 1) / 2, dilation);
    }

    /** As {@link #same(int, int, int)} without dilation. */
    public static Window same(int kernel, int stride) {
        return same(kernel, stride, 1);
    }

    /** Without padding. */
    public static Window valid(int kernel, int stride) {
        return new Window(kernel, stride, 0, 1);
    }

    /** The size that comes out; below 1 if the kernel does not fit. */
    int output(int size) {
        return Math.floorDiv(size + 2 * padding - dilation * (kernel - 1) - 1, stride) + 1;
    }

    /** Whether the kernel fits into an image. */
    boolean fits(Shape.Image image) {
        return output(image.height()) > 0 && output(image.width()) > 0;
    }

    Shape.Image output(Shape.Image image, int channels) {
        return new Shape.Image(channels, output(image.height()), output(image.width()));
    }

    @Override
    public String toString() {
        return kernel + "x" + kernel + "/" + stride + " pad " + padding
                + (dilation == 1 ? "" : " dilation " + dilation);
    }
}
