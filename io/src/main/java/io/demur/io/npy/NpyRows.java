package io.demur.io.npy;

import io.demur.logits.InputException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/**
 * The rows of an array of numbers, read in blocks: what a model takes. Not for several threads at once.
 *
 * <p>The array has shape {@code (N, ...)} with at least two axes, any type of numbers, and C order.
 */
public final class NpyRows implements AutoCloseable {
    private final NpyArray array;
    private final int numbers;

    private NpyRows(NpyArray array, int numbers) {
        this.array = array;
        this.numbers = numbers;
    }

    /**
     * Opens an NPY file, or an array of an NPZ archive.
     *
     * @throws InputException if there is no such array, or it has another form
     */
    public static NpyRows open(Path path) {
        NpyArray array = NpyArray.open(path);
        try {
            List<Long> shape = array.header().shape();
            if (shape.size() < 2) {
                throw new InputException(
                        array.source().name(),
                        "has the shape " + array.header().shapeText() + ", not (rows, ...)",
                        "a single column is array.reshape(-1, 1)");
            }
            if (array.header().fortran()) {
                throw new InputException(
                        array.source().name(), "is in Fortran order", "save numpy.ascontiguousarray(array) instead");
            }
            long numbers = shape.stream().skip(1).reduce(1L, Math::multiplyExact);
            if (numbers > Integer.MAX_VALUE / Float.BYTES) {
                throw new InputException(
                        array.source().name(), "has " + numbers + " numbers per row, which is too many");
            }
            return new NpyRows(array, (int) numbers);
        } catch (InputException e) {
            array.source().close();
            throw e;
        }
    }

    /** Sizes, outermost first. */
    public List<Long> shape() {
        return array.header().shape();
    }

    /** Number of rows. */
    public long rows() {
        return shape().get(0);
    }

    /** Numbers per row. */
    public int numbers() {
        return numbers;
    }

    /**
     * Some rows, rounded to float32.
     *
     * @throws InputException if the file was cut short meanwhile, or a number is not finite, naming its row
     */
    public float[] read(long first, int count) {
        int size = Math.multiplyExact(count, numbers);
        double[] values = new double[size];
        int bytes = array.header().type().size();
        ByteBuffer buffer = ByteBuffer.allocate(Math.multiplyExact(size, bytes));
        Decoder.of(array.header().type()).decode(array.read(buffer, first * numbers, size), size, values, 0);
        float[] floats = new float[size];
        for (int i = 0; i < size; i++) {
            if (!Double.isFinite(values[i])) {
                throw new InputException(
                        array.source().name(),
                        "row " + (first + i / numbers) + " holds " + values[i],
                        "a model takes finite numbers");
            }
            floats[i] = (float) values[i];
        }
        return floats;
    }

    @Override
    public void close() {
        array.source().close();
    }
}
