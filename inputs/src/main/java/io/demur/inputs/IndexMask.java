package io.demur.inputs;

import java.util.Objects;

/** The class of each pixel of a picture, row after row; {@link #VOID} where there is none. */
public final class IndexMask {
    /** A pixel without a class. */
    public static final int VOID = 255;

    private final int width;
    private final int height;
    private final byte[] classes;

    private IndexMask(int width, int height, byte[] classes) {
        this.width = width;
        this.height = height;
        this.classes = classes;
    }

    /**
     * Takes the array over.
     *
     * @param classes {@code width * height} unsigned bytes
     */
    public static IndexMask of(int width, int height, byte[] classes) {
        if (width < 1 || height < 1 || classes.length != (long) width * height) {
            throw new IllegalArgumentException(
                    classes.length + " classes do not make a mask of " + width + " x " + height);
        }
        return new IndexMask(width, height, classes);
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
    public byte[] classes() {
        return classes;
    }

    /** The class of a pixel, or {@link #VOID}. */
    public int at(int x, int y) {
        Objects.checkIndex(x, width);
        return Byte.toUnsignedInt(classes[y * width + x]);
    }
}
