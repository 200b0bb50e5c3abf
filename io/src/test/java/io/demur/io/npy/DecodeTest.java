package io.demur.io.npy;

import static org.assertj.core.api.Assertions.assertThat;

import io.demur.io.Numbers;
import io.demur.logits.LogitTile;
import io.demur.logits.Logits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All ways to lay out the same numbers give the same tiles, with any number of threads. */
class DecodeTest {
    @TempDir
    Path folder;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void everyLayoutAgrees(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        int rows = random.nextInt(1, 400);
        int classes = random.nextInt(2, 90);
        short[] halves = new short[rows * classes];
        for (int i = 0; i < halves.length; i++) {
            int bits = random.nextInt(1 << 16);
            halves[i] = (short) ((bits & 0x7c00) == 0x7c00 ? bits & 0x83ff : bits); // finite
        }
        int capacity = random.nextInt(1, 100);
        double[][] expected = IntStream.range(0, rows)
                .mapToObj(r -> IntStream.range(r * classes, (r + 1) * classes)
                        .mapToDouble(i -> Half.toFloat(halves[i]))
                        .toArray())
                .toArray(double[][]::new);
        for (NpyType type : new NpyType[] {NpyType.F2, NpyType.F4, NpyType.F8}) {
            for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
                for (boolean fortran : new boolean[] {false, true}) {
                    Path file = write(new Layout(type, order, fortran), halves, rows, classes);
                    try (Logits logits = Npy.readLogits(file)) {
                        assertThat(Numbers.read(logits, capacity))
                                .as("%s %s %s %d x %d by %d", type, order, fortran, rows, classes, capacity)
                                .isDeepEqualTo(expected);
                    }
                }
            }
        }
    }

    @Test
    void blocksSmallerThanATileAgree() {
        int rows = 70;
        int classes = 20_000; // 8 rows per read
        double[] values =
                new SplittableRandom(11).doubles((long) rows * classes).toArray();
        Path file = folder.resolve("wide.npy");
        NpyWriter.writeDoubles(file, values, rows, classes);
        try (Logits logits = Npy.readLogits(file)) {
            double[][] read = Numbers.read(logits, 64);
            for (int r = 0; r < rows; r++) {
                assertThat(read[r]).isEqualTo(java.util.Arrays.copyOfRange(values, r * classes, (r + 1) * classes));
            }
        }
    }

    @Test
    void manyThreadsReadEveryRowOnce() throws InterruptedException, ExecutionException {
        int rows = 20_011;
        int classes = 7;
        double[] values =
                new SplittableRandom(12).doubles((long) rows * classes).toArray();
        Path file = folder.resolve("many.npy");
        NpyWriter.writeDoubles(file, values, rows, classes);
        double[] read = new double[values.length];
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (Logits logits = Npy.readLogits(file)) {
            Logits.Pass pass = logits.pass();
            var tasks = IntStream.range(0, 4)
                    .<Future<?>>mapToObj(t -> threads.submit(() -> copy(pass, new LogitTile(classes, 13 + t), read)))
                    .toList();
            for (Future<?> task : tasks) {
                task.get();
            }
        } finally {
            threads.shutdown();
        }
        assertThat(read).isEqualTo(values);
    }

    private static void copy(Logits.Pass pass, LogitTile tile, double[] target) {
        while (pass.next(tile)) {
            for (int r = 0; r < tile.rows(); r++) {
                for (int k = 0; k < tile.classes(); k++) {
                    // adds, so that a row read twice shows
                    target[(int) (tile.firstRow() + r) * tile.classes() + k] += tile.value(r, k);
                }
            }
        }
    }

    private Path write(Layout layout, short[] halves, int rows, int classes) throws IOException {
        String header = "{'descr': '" + (layout.order == ByteOrder.BIG_ENDIAN ? '>' : '<') + layout.type.code()
                + "', 'fortran_order': " + (layout.fortran ? "True" : "False") + ", 'shape': (" + rows + ", " + classes
                + ")}";
        byte[] text = header.getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer file = ByteBuffer.allocate(10 + text.length + halves.length * layout.type.size());
        file.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}).put((byte) text.length);
        file.put((byte) 0).put(text).order(layout.order);
        for (int i = 0; i < halves.length; i++) {
            short half = halves[layout.fortran ? i % rows * classes + i / rows : i];
            switch (layout.type) {
                case F2 -> file.putShort(half);
                case F4 -> file.putFloat(Half.toFloat(half));
                default -> file.putDouble(Half.toFloat(half));
            }
        }
        return Files.write(folder.resolve("layout.npy"), file.array());
    }

    private record Layout(NpyType type, ByteOrder order, boolean fortran) {}
}
