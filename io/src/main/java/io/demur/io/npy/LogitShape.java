package io.demur.io.npy;

import io.demur.logits.InputException;
import java.util.List;

/**
 * How logit rows lie in an array.
 *
 * @param kind what a row is
 * @param images number of consecutive blocks
 * @param columns numbers per row, {@code K} or 1
 * @param plane rows per block
 * @param classMajor whether a block holds one plane per class instead of one row after the other
 */
record LogitShape(Kind kind, long images, int columns, long plane, boolean classMajor) {
    /** What a row is. */
    enum Kind {
        ROWS,
        PIXELS
    }

    /** A tile of the fewest rows must still fit into an array. */
    private static final long MOST_CLASSES = 1 << 20;

    /**
     * Reads the shape as {@code (n,K)}, {@code (n,1)}, {@code (n,)}, {@code (n,K,H,W)} or {@code (K,H,W)}.
     *
     * @throws InputException for another shape, or images in Fortran order
     */
    static LogitShape of(String name, NpyHeader header) {
        List<Long> shape = header.shape();
        boolean fortran = header.fortran();
        return switch (shape.size()) {
            case 1 -> new LogitShape(Kind.ROWS, 1, 1, shape.get(0), true);
            case 2 ->
                new LogitShape(Kind.ROWS, 1, classes(name, header, 1), shape.get(0), fortran || shape.get(1) == 1);
            case 3 -> new LogitShape(Kind.PIXELS, 1, images(name, header, 0), shape.get(1) * shape.get(2), true);
            case 4 ->
                new LogitShape(Kind.PIXELS, shape.get(0), images(name, header, 1), shape.get(2) * shape.get(3), true);
            default ->
                throw new InputException(
                        name,
                        "has the shape " + header.shapeText()
                                + ", not (rows, classes) or (images, classes, height, width)",
                        "reshape it before saving");
        };
    }

    private static int images(String name, NpyHeader header, int axis) {
        if (header.fortran()) {
            throw new InputException(
                    name, "holds images in Fortran order", "save numpy.ascontiguousarray(array) instead");
        }
        int classes = classes(name, header, axis);
        if (classes == 1) {
            throw new InputException(
                    name,
                    "has one channel, in the shape " + header.shapeText(),
                    "a single logit per pixel is read from a flat array: array.reshape(-1)");
        }
        return classes;
    }

    private static int classes(String name, NpyHeader header, int axis) {
        long classes = header.shape().get(axis);
        if (classes > MOST_CLASSES) {
            throw new InputException(
                    name,
                    "has " + classes + " classes, in the shape " + header.shapeText(),
                    "rows come first, then classes: save array.T if it is transposed");
        }
        return (int) classes;
    }

    long rows() {
        return images * plane;
    }

    boolean ofImages() {
        return kind == Kind.PIXELS;
    }

    boolean single() {
        return columns == 1;
    }
}
