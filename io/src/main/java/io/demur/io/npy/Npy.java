package io.demur.io.npy;

import io.demur.io.file.Spool;
import io.demur.logits.InputException;
import io.demur.logits.InputKind;
import io.demur.logits.LabelCheck;
import io.demur.logits.Labels;
import io.demur.logits.Logits;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongBinaryOperator;
import java.util.function.Supplier;

/**
 * Arrays as numpy saves them: {@code file.npy}, or one array of an archive, {@code file.npz#name}; the name may be left
 * out where the archive holds one array. Where there is no {@code file.npy}, but {@code file-00000.npy},
 * {@code file-00001.npy} and so on, these are read as one array.
 *
 * <p>NPY versions 1.0 to 3.0, both byte orders, of any size. Objects, records, strings, complex numbers and dates are
 * refused. An array without elements is refused, and so is a file whose size is not exactly what its header announces.
 */
public final class Npy {
    /** Labels up to this number are checked at once and kept in memory. */
    private static final long FEW_LABELS = 1 << 22;

    private static final int BLOCK = 1 << 15;

    private Npy() {}

    /**
     * Logits of the type float16, float32 or float64 in one of these shapes.
     *
     * <ul>
     *   <li>{@code (n,K)}: n rows, in C or Fortran order.
     *   <li>{@code (n,)} or {@code (n,1)}: the logit {@code z} of the second of two classes; rows {@code (-z/2, z/2)},
     *       and {@link Logits#singleLogit()} holds.
     *   <li>{@code (n,K,H,W)} and {@code (K,H,W)}, in C order: one row per pixel, ordered by image, then h, then w.
     * </ul>
     *
     * <p>Not-a-number and infinities are handed on as they are.
     *
     * @throws InputException if the file cannot be read as such; while reading, if it is cut short meanwhile
     */
    public static Logits readLogits(Path path) {
        return readLogits(path, InputKind.LOGITS);
    }

    /** As {@link #readLogits(Path)}, with numbers of another kind, turned into logits and checked as they are read. */
    public static Logits readLogits(Path path, InputKind kind) {
        Optional<List<Path>> shards = Shards.find(path);
        if (shards.isPresent()) {
            return Shards.joined(
                    path.toString(),
                    shards.get().stream().map(shard -> readLogits(shard, kind)).toList());
        }
        NpyArray array = NpyArray.open(path);
        return orClose(array, () -> kind.asLogits(new NpyLogits(array, kind)));
    }

    /**
     * Logits from an NPY stream, for one pass: rows of classes in C order, or one number per row.
     *
     * @param name what error messages call the stream
     */
    public static Logits readLogits(InputStream stream, String name, InputKind kind) {
        return kind.asLogits(new NpyLogits(NpyArray.stream(stream, name), kind));
    }

    /**
     * Labels of any integer type or bool, in any shape whose C order is the order of the logit rows: {@code (n,)},
     * {@code (n,1)}, {@code (n,H,W)}.
     *
     * <p>Up to four million are checked at once and kept in memory, more are checked when they are read.
     *
     * @param classes number of classes {@code K}
     * @param ignored values that mark a row as left out
     * @throws InputException if the file cannot be read as such, or for a label neither ignored nor in {@code [0,K)}
     */
    public static Labels readLabels(Path path, int classes, long... ignored) {
        Optional<List<Path>> shards = Shards.find(path);
        if (shards.isPresent()) {
            List<Labels> labels = shards.get().stream()
                    .map(shard -> readLabels(shard, classes, ignored))
                    .toList();
            return Shards.joined(labels, path.toString());
        }
        NpyArray array = NpyArray.open(path);
        if (orClose(array, () -> labelCount(array)) > FEW_LABELS) {
            return new NpyLabels(array, classes, ignored);
        }
        try (ByteSource source = array.source()) {
            return labels(source.name(), array, classes, ignored);
        }
    }

    /** As {@link #readLabels(Path, int, long...)}, from an NPY stream, which is first kept in a temporary file. */
    public static Labels readLabels(InputStream stream, String name, int classes, long... ignored) {
        try (Spool spool = Spool.of(name, stream)) {
            NpyArray array = NpyArray.spooled(spool, name);
            labelCount(array);
            return labels(name, array, classes, ignored);
        }
    }

    private static Labels labels(String name, NpyArray array, int classes, long... ignored) {
        LabelCheck check = new LabelCheck(name, classes, ignored);
        return Labels.checked(name, longs(array, check::unsignedLabel), classes, ignored);
    }

    /** Whether a file that begins with these bytes is for this class. */
    public static boolean recognises(byte[] head) {
        return NpyHeader.hasMagic(head) || NpzMember.hasMagic(head);
    }

    /** Whether a path means an array in several files. */
    public static boolean isSharded(Path path) {
        return Shards.find(path).isPresent();
    }

    /** The file in which an array lies: the path without {@code #name}, unless a file is really called so. */
    public static Path fileOf(Path path) {
        return NpyArray.fileOf(path);
    }

    private static long labelCount(NpyArray array) {
        NpyHeader header = array.header();
        if (header.type().floating()) {
            throw new InputException(
                    array.name(),
                    "holds " + header.type().longName() + ", labels are whole numbers",
                    "check that these are not the logits, or save array.astype('int64')");
        }
        checkOrder(array);
        return header.elements();
    }

    /**
     * The sizes of an array, outermost first.
     *
     * @throws InputException if there is no such array
     */
    public static List<Long> shape(Path path) {
        NpyArray array = NpyArray.open(path);
        array.source().close();
        return array.header().shape();
    }

    /** A column of whole numbers, {@code (n,)} or {@code (n,1)}, such as the groups of rows. */
    public static long[] readLongs(Path path) {
        NpyArray array = NpyArray.open(path);
        try (ByteSource source = array.source()) {
            if (array.header().type().floating()) {
                throw new InputException(
                        source.name(),
                        "holds " + array.header().type().longName() + ", whole numbers are wanted",
                        "save array.astype('int64')");
            }
            checkColumn(array);
            return longs(array, (bits, row) -> {
                throw new InputException(
                        array.name(),
                        Long.toUnsignedString(bits) + " at row " + row + " is beyond " + Long.MAX_VALUE,
                        "save array.astype('int64'), where it is " + bits);
            });
        }
    }

    /**
     * A column of numbers, {@code (n,)} or {@code (n,1)}, of any readable type, such as one score per row.
     *
     * @throws InputException for another shape
     */
    public static double[] readDoubles(Path path) {
        NpyArray array = NpyArray.open(path);
        try {
            checkColumn(array);
            return doubles(array);
        } finally {
            array.source().close();
        }
    }

    /**
     * A table of numbers of any readable type, row after row.
     *
     * @throws InputException if its shape is not exactly {@code (rows, columns)}
     */
    public static double[] readMatrix(Path path, long rows, long columns) {
        NpyArray array = NpyArray.open(path);
        try {
            return matrix(array, rows, columns);
        } finally {
            array.source().close();
        }
    }

    /** As {@link #readMatrix(Path, long, long)}, from an NPY stream. */
    public static double[] readMatrix(InputStream stream, String name, long rows, long columns) {
        try (Spool spool = Spool.of(name, stream)) {
            return matrix(NpyArray.spooled(spool, name), rows, columns);
        }
    }

    private static double[] matrix(NpyArray array, long rows, long columns) {
        NpyHeader header = array.header();
        if (!header.shape().equals(List.of(rows, columns))) {
            throw new InputException(
                    array.name(),
                    "has the shape " + header.shapeText(),
                    "a table of (" + rows + ", " + columns + ") numbers is wanted");
        }
        double[] cells = doubles(array);
        return header.fortran() ? transposed(cells, (int) columns) : cells;
    }

    /** Rows of what was stored column after column. */
    private static double[] transposed(double[] cells, int columns) {
        int rows = cells.length / columns;
        double[] inRows = new double[cells.length];
        for (int i = 0; i < cells.length; i++) {
            inRows[i % rows * columns + i / rows] = cells[i];
        }
        return inRows;
    }

    private static double[] doubles(NpyArray array) {
        double[] column = new double[count(array)];
        Decoder decoder = Decoder.of(array.header().type());
        ByteBuffer buffer = block(array, column.length);
        for (int done = 0; done < column.length; done += BLOCK) {
            int size = Math.min(BLOCK, column.length - done);
            decoder.decode(array.read(buffer, done, size), size, column, done);
        }
        return column;
    }

    /**
     * All elements.
     *
     * @param beyond refuses an unsigned number that no long holds, by its bits and its row
     */
    private static long[] longs(NpyArray array, LongBinaryOperator beyond) {
        NpyType type = array.header().type();
        long[] column = new long[count(array)];
        ByteBuffer buffer = block(array, column.length);
        for (int done = 0; done < column.length; done += BLOCK) {
            int size = Math.min(BLOCK, column.length - done);
            array.read(buffer, done, size);
            for (int i = 0; i < size; i++) {
                long element = Integers.get(buffer, i, type);
                column[done + i] = Integers.isBeyond(element, type) ? beyond.applyAsLong(element, done + i) : element;
            }
        }
        return column;
    }

    private static ByteBuffer block(NpyArray array, int elements) {
        return ByteBuffer.allocate(
                Math.min(BLOCK, elements) * array.header().type().size());
    }

    private static int count(NpyArray array) {
        long count = array.header().elements();
        if (count > Integer.MAX_VALUE - 8) {
            throw new InputException(array.name(), "has " + count + " elements, too many for memory", "split the file");
        }
        return (int) count;
    }

    private static void checkColumn(NpyArray array) {
        NpyHeader header = array.header();
        if (header.shape().isEmpty() || header.shape().get(0) != header.elements()) {
            throw new InputException(
                    array.name(), "has the shape " + header.shapeText() + ", one column is wanted", "save array[:, 0]");
        }
    }

    private static void checkOrder(NpyArray array) {
        if (array.header().fortran() && array.header().shape().size() > 1) {
            throw new InputException(
                    array.name(), "is in Fortran order", "save numpy.ascontiguousarray(array) instead");
        }
    }

    /** What the action gives; the array is closed if it throws. */
    private static <T> T orClose(NpyArray array, Supplier<T> action) {
        try {
            return action.get();
        } catch (RuntimeException e) {
            array.source().close();
            throw e;
        }
    }
}
