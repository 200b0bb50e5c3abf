package io.demur.io.npy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/**
 * Writes float32 rows as one file, or, where each row is an image, as shards of at most 256 MiB: {@code name-00000.npy}
 * and so on, which {@link Npy#readLogits(Path)} reads as {@code name.npy}.
 */
public final class ShardWriter {
    private static final int MOST_NUMBERS = 1 << 26;

    private final Path target;
    private final long[] rowShape;
    private final int numbers;
    private final int rowsPerFile;
    private final float[] values;
    private int rows;
    private int files;

    private ShardWriter(Path target, long[] rowShape, long allRows) {
        this.target = target;
        this.rowShape = rowShape;
        this.numbers = Math.toIntExact(LongStream.of(rowShape).reduce(1, Math::multiplyExact));
        this.rowsPerFile = Math.toIntExact(
                rowShape.length == 1 ? allRows : Math.max(1, Math.min(allRows, MOST_NUMBERS / numbers)));
        this.values = new float[Math.multiplyExact(rowsPerFile, numbers)];
    }

    /**
     * A writer of so many rows.
     *
     * @param target {@code name.npy}
     * @param rowShape sizes of a row, {@code K} or {@code K, H, W}
     */
    public static ShardWriter of(Path target, long rows, List<Long> rowShape) {
        return new ShardWriter(
                target, rowShape.stream().mapToLong(Long::longValue).toArray(), rows);
    }

    /** Takes whole rows. */
    public void add(float[] block) {
        for (int at = 0; at < block.length; at += numbers) {
            System.arraycopy(block, at, values, rows * numbers, numbers);
            if (++rows == rowsPerFile) {
                write();
            }
        }
    }

    /** Writes what is left. */
    public void finish() {
        if (rows > 0) {
            write();
        }
    }

    private void write() {
        long[] shape =
                LongStream.concat(LongStream.of(rows), LongStream.of(rowShape)).toArray();
        float[] used = rows == rowsPerFile ? values : Arrays.copyOf(values, rows * numbers);
        NpyWriter.writeFloats(rowShape.length == 1 ? target : shard(), used, shape);
        files++;
        rows = 0;
    }

    private Path shard() {
        String name = String.valueOf(target.getFileName());
        String stem = name.endsWith(".npy") ? name.substring(0, name.length() - ".npy".length()) : name;
        return target.resolveSibling(String.format(Locale.ROOT, "%s-%05d.npy", stem, files));
    }
}
