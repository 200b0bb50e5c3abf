package io.demur.io.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.demur.logits.InputException;
import io.demur.logits.Labels;
import io.demur.logits.LogitTile;
import io.demur.logits.Logits;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that change under the reader, and files beyond what an int can count. */
class CutWhileReadTest {
    @TempDir
    Path folder;

    @Test
    void aFileCutOffWhileItIsReadIsAClearError() throws IOException {
        Path file = folder.resolve("cut.npy");
        NpyWriter.writeFloats(file, new double[100_000], 1000, 100);
        try (Logits logits = Npy.readLogits(file)) {
            Logits.Pass pass = logits.pass();
            LogitTile tile = new LogitTile(100, 64);
            assertThat(pass.next(tile)).isTrue();
            try (RandomAccessFile cut = new RandomAccessFile(file.toFile(), "rw")) {
                cut.setLength(50_000);
            }
            assertThatThrownBy(() -> {
                        while (pass.next(tile)) {
                            assertThat(tile.rows()).isEqualTo(64);
                        }
                    })
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("cut.npy: ends at byte 50000")
                    .hasMessageContaining("cut short while being read");
        }
    }

    @Test
    void labelsBeyondTwoGigabytes() throws IOException {
        long rows = (1L << 31) + 70;
        Labels labels = Npy.readLabels(large("u1", rows, rows - 1, (byte) 5), 6);
        int[] target = new int[3];
        labels.read(rows - 3, 3, target);
        assertThat(target).containsExactly(0, 0, 5);
    }

    @Test
    @Tag("slow")
    void logitsBeyondTwoGigabytes() throws IOException {
        long rows = 600_000_001L;
        byte high = 0x46; // 0x46000000 are the bits of 8192.0f
        try (Logits logits = Npy.readLogits(large("f4", rows, 4 * rows - 1, high))) {
            LogitTile tile = new LogitTile(2);
            Logits.Pass pass = logits.pass();
            double last = 0;
            long count = 0;
            while (pass.next(tile)) {
                last = tile.value(tile.rows() - 1, 1);
                count += tile.rows();
            }
            assertThat(count).isEqualTo(rows);
            assertThat(last).isEqualTo(4096);
        }
    }

    /** A file of holes, with one byte set. */
    private Path large(String type, long rows, long position, byte value) throws IOException {
        String header = "{'descr': '<" + type + "', 'fortran_order': False, 'shape': (" + rows + ",)}";
        Path file = folder.resolve(type + ".npy");
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length(), 0});
            large.writeBytes(header);
            long start = large.getFilePointer();
            large.seek(start + position);
            large.write(value);
            large.setLength(start + rows * Integer.parseInt(type.substring(1)));
        }
        return file;
    }
}
