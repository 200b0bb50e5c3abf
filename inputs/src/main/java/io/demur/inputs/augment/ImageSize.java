package io.demur.inputs.augment;

/**
 * The size of a picture.
 *
 * @param height rows, at least 1
 * @param width pixels per row, at least 1
 */
public record ImageSize(int height, int width) {
    /** Checks both. */
    public ImageSize {
        if (height < 1 || width < 1) {
            throw new IllegalArgumentException("a picture has at least 1 x 1 pixels, not " + height + " x " + width);
        }
    }

    @Override
    public String toString() {
        return height + " x " + width;
    }
}
