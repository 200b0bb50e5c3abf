package io.demur.train.run;

import io.demur.io.npy.NpyWriter;
import io.demur.network.Architecture;
import io.demur.network.Shape;
import io.demur.train.engine.ExampleSource;
import io.demur.train.engine.Examples;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * The logits and labels of one part as they are written: {@code (n,K)} in one file, or where every pixel has its own
 * {@code (n,K,H,W)} in as many files as needed to keep each below {@value #MOST_NUMBERS} numbers, named {@code part-00000}
 * and so on, and labels of 8 bits in the same division.
 */
final class LogitFiles {
    /** 256 MiB of float32. */
    static final int MOST_NUMBERS = 1 << 26;

    private final Path folder;
    private final String part;
    private final int places;
    private final int width;
    private final Architecture architecture;
    private final float[] logits;
    private final int[] labels;
    private final int rowsPerFile;
    private int rows;
    private int files;

    private LogitFiles(Path folder, String part, ExampleSource source, Architecture architecture, int rowsPerFile) {
        this.folder = folder;
        this.part = part;
        this.places = source.places();
        this.architecture = architecture;
        this.rowsPerFile = rowsPerFile;
        this.width = Math.multiplyExact(architecture.outputs(), architecture.places());
        this.logits = new float[Math.multiplyExact(rowsPerFile, width)];
        this.labels = new int[Math.multiplyExact(rowsPerFile, places)];
    }

    static LogitFiles of(Path folder, String part, ExampleSource source, Architecture architecture) {
        int perRow = Math.multiplyExact(architecture.outputs(), architecture.places());
        int most = source.places() > 1 ? Math.max(1, MOST_NUMBERS / perRow) : source.rows();
        return new LogitFiles(folder, part, source, architecture, Math.min(most, source.rows()));
    }

    /** Takes the next rows. */
    void add(Examples batch, float[] batchLogits) {
        for (int i = 0; i < batch.rows(); i++) {
            System.arraycopy(batchLogits, i * width, logits, rows * width, width);
            System.arraycopy(batch.labels(), i * places, labels, rows * places, places);
            rows++;
            if (rows == rowsPerFile) {
                write();
            }
        }
    }

    /** Writes what is left. */
    void finish() {
        if (rows > 0) {
            write();
        }
    }

    private void write() {
        if (places == 1) {
            NpyWriter.writeFloats(RunFolder.logits(folder, part), used(logits), rows, architecture.outputs());
            long[] wide = Arrays.stream(labels, 0, rows).asLongStream().toArray();
            NpyWriter.writeLongs(RunFolder.labels(folder, part), wide, rows);
        } else {
            Shape.Image image = (Shape.Image) architecture.output();
            String name = String.format(Locale.ROOT, "%s-%05d", part, files);
            long[] shape = {rows, image.channels(), image.height(), image.width()};
            NpyWriter.writeFloats(RunFolder.logits(folder, name), used(logits), shape);
            byte[] narrow = new byte[rows * places];
            for (int i = 0; i < narrow.length; i++) {
                narrow[i] = (byte) labels[i];
            }
            NpyWriter.writeBytes(RunFolder.labels(folder, name), narrow, rows, image.height(), image.width());
        }
        files++;
        rows = 0;
    }

    private float[] used(float[] values) {
        return rows == rowsPerFile ? values : Arrays.copyOf(values, rows * width);
    }
}
