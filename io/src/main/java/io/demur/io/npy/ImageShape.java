package io.demur.io.npy;

import io.demur.logits.InputException;
import java.nio.file.Path;
import java.util.List;

/**
 * How many images the logits of a path hold, and of which size; in several files all of one size.
 *
 * @param images number of images
 * @param height rows of each
 * @param width columns of each
 */
public record ImageShape(long images, int height, int width) {
    private static final int PLANES = 3;

    /**
     * Reads it from the shape {@code (K,H,W)} or {@code (n,K,H,W)}.
     *
     * @throws InputException if a file has another shape
     */
    public static ImageShape of(Path path) {
        List<Path> files = Shards.find(path).orElse(List.of(path));
        ImageShape whole = ofFile(files.get(0));
        for (Path file : files.subList(1, files.size())) {
            ImageShape next = ofFile(file);
            if (next.height() != whole.height() || next.width() != whole.width()) {
                throw new InputException(
                        file.toString(),
                        "holds images of " + next.height() + " x " + next.width() + " pixels, the first file "
                                + whole.height() + " x " + whole.width(),
                        "evaluate images of one size together");
            }
            whole = new ImageShape(whole.images() + next.images(), whole.height(), whole.width());
        }
        return whole;
    }

    private static ImageShape ofFile(Path file) {
        List<Long> shape = Npy.shape(file);
        if (shape.size() != PLANES && shape.size() != PLANES + 1) {
            throw new InputException(
                    file.toString(),
                    "has the shape " + shape + ", not (images, classes, height, width)",
                    "for rows use evaluate");
        }
        long images = shape.size() == PLANES ? 1 : shape.get(0);
        return new ImageShape(
                images, Math.toIntExact(shape.get(shape.size() - 2)), Math.toIntExact(shape.get(shape.size() - 1)));
    }

    /**
     * Refuses labels in images of another size; those of many images in one column are taken as they come.
     *
     * @throws InputException if a file of labels has other images
     */
    public void requireLabels(Path path) {
        for (Path file : Shards.find(path).orElse(List.of(path))) {
            List<Long> shape = Npy.shape(file);
            int last = shape.size() - 1;
            boolean column = last < 1 || (last == 1 && shape.get(1) == 1);
            if (!column && (shape.get(last - 1) != height || shape.get(last) != width)) {
                throw new InputException(
                        file.toString(),
                        "has the shape " + shape + ", but the images of the logits have " + height + " x " + width
                                + " pixels",
                        "give the labels as (images, height, width)");
            }
        }
    }

    /** Pixels of an image. */
    public int pixels() {
        return Math.multiplyExact(height, width);
    }
}
