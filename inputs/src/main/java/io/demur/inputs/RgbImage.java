package io.demur.inputs;

import java.util.Objects;

/** A picture of 8 bits per colour: red, green and blue of pixel after pixel, row after row. */
public final class RgbImage {
    /** Numbers per pixel. */
    public static final int COLOURS = 3;

    private final int width;
    private final int height;
    private final byte[] samples;

    private RgbImage(int width, int height, byte[] samples) {
        this.width = width;
        this.height = height;
        this.samples = samples;
    }

    /**
     * Takes the array over.
     *
     * @param samples {@code 3 * width * height} unsigned bytes
     */
    public static RgbImage of(int width, int height, byte[] samples) {
        if (width < 1 || height < 1 || samples.length != (long) COLOURS * width * height) {
            throw new IllegalArgumentException(
                    samples.length + " samples do not make a picture of " + width + " x " + height);
        }
        return new RgbImage(width, height, samples);
    }

    /** Pixels per row. */
    public int width() {
        return width;
    }

    /** Rows. */
    public int height() {
        return height;
    }

    /** The array itself; not to be changed. */
    public byte[] samples() {
        return samples;
    }

    /** One sample, from 0 to 255. */
    public int sample(int x, int y, int colour) {
        Objects.checkIndex(x, width);
        Objects.checkIndex(colour, COLOURS);
        return Byte.toUnsignedInt(samples[(y * width + x) * COLOURS + colour]);
    }
}
