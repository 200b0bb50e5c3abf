package io.demur.bench;

import io.demur.io.npy.NpyWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A file of {@value #MEGABYTES} million bytes of float32 logits, {@value #CLASSES} classes, read from the page cache. */
@State(Scope.Benchmark)
public class TemporaryLogits {
    static final int MEGABYTES = 32;
    static final int CLASSES = 1000;

    Path file = Path.of("");

    @Setup
    public void write() throws IOException {
        int rows = MEGABYTES * 1_000_000 / Float.BYTES / CLASSES;
        file = Files.createTempFile("demur-bench", ".npy");
        NpyWriter.writeFloats(file, new SampleRows(CLASSES, 1).values(rows), rows, CLASSES);
    }

    @TearDown
    public void delete() throws IOException {
        Files.delete(file);
    }
}
