package io.demur.io.npy;

import io.demur.io.file.InputFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Writes float32 rows as one file, or, where each row is an image, as shards of at most 256 MiB: {@code name-00000.npy}
 * and so on, which {@link Npy#readLogits(Path)} reads as {@code name.npy}.
 *
 * <p>They appear together when all are written, and take the place of whatever was read by that name before: a shard that
 * stayed would be read with the new ones.
 */
public final class ShardWriter implements AutoCloseable {
    private static final int MOST_NUMBERS = 1 << 26;

    private final Path target;
    private final long[] rowShape;
    private final int numbers;
    private final int rowsPerFile;
    private final float[] values;
    private int rows;
    private final List<Path> unfinished = new ArrayList<>();

    private ShardWriter(Path target, long[] rowShape, long allRows, int mostNumbers) {
        this.target = target;
        this.rowShape = rowShape;
        this.numbers = Math.toIntExact(LongStream.of(rowShape).reduce(1, Math::multiplyExact));
        this.rowsPerFile =
                Math.toIntExact(rowShape.length == 1 ? allRows : Math.max(1, Math.min(allRows, mostNumbers / numbers)));
        this.values = new float[Math.multiplyExact(rowsPerFile, numbers)];
    }

    /**
     * A writer of so many rows.
     *
     * @param target {@code name.npy}
     * @param rowShape sizes of a row, {@code K} or {@code K, H, W}
     */
    public static ShardWriter of(Path target, long rows, List<Long> rowShape) {
        return of(target, rows, rowShape, MOST_NUMBERS);
    }

    static ShardWriter of(Path target, long rows, List<Long> rowShape, int mostNumbers) {
        return new ShardWriter(
                target, rowShape.stream().mapToLong(Long::longValue).toArray(), rows, mostNumbers);
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

    /** Writes what is left and shows all. */
    public void finish() {
        if (rows > 0) {
            write();
        }
        if (rowShape.length == 1) {
            return;
        }
        try {
            Files.deleteIfExists(target);
            for (Path old : Shards.files(target)) {
                Files.delete(old);
            }
            for (int i = 0; i < unfinished.size(); i++) {
                Files.move(unfinished.get(i), Shards.file(target, i), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw InputFile.failure(target.toString(), "cannot be written", e);
        }
    }

    /** Removes what was written, unless it is finished. */
    @Override
    public void close() {
        try {
            for (Path file : unfinished) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw InputFile.failure(target.toString(), "leaves files behind", e);
        }
    }

    private void write() {
        long[] shape =
                LongStream.concat(LongStream.of(rows), LongStream.of(rowShape)).toArray();
        float[] used = rows == rowsPerFile ? values : Arrays.copyOf(values, rows * numbers);
        NpyWriter.writeFloats(rowShape.length == 1 ? target : next(), used, shape);
        rows = 0;
    }

    private Path next() {
        Path shard = Shards.file(target, unfinished.size());
        Path hidden = shard.resolveSibling("." + shard.getFileName() + ".part");
        unfinished.add(hidden);
        return hidden;
    }
}
