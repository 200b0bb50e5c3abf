package io.demur.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.IntStream;

/** Writes {@link SampleRows} as NPY files of any size: float32 logits and int64 labels. */
final class LogitsMaker {
    private static final int BLOCK_ROWS = 512;
    private static final int HEADER_BYTES = 128;

    private final int rows;
    private final int classes;
    private final SampleRows source;

    LogitsMaker(int rows, int classes, long seed) {
        this(rows, classes, new SampleRows(classes, seed));
    }

    LogitsMaker(int rows, int classes, SampleRows source) {
        this.rows = rows;
        this.classes = classes;
        this.source = source;
    }

    /** Bytes of the logits. */
    long bytes() {
        return (long) rows * classes * Float.BYTES;
    }

    /** Makes both files unless they are there; each appears as a whole. */
    void makeOnce(Path logits, Path labels) throws IOException {
        if (Files.exists(logits) && Files.exists(labels)) {
            return;
        }
        System.err.println("making " + logits + " (" + bytes() / 1_000_000 + " MB, once)");
        Files.createDirectories(logits.toAbsolutePath().getParent());
        Path logitsPart = Path.of(logits + ".part");
        Path labelsPart = Path.of(labels + ".part");
        try (OutputStream x = Files.newOutputStream(logitsPart);
                OutputStream y = Files.newOutputStream(labelsPart)) {
            x.write(header("<f4", rows + ", " + classes));
            y.write(header("<i8", rows + ","));
            for (int first = 0; first < rows; first += BLOCK_ROWS) {
                writeBlock(first, Math.min(BLOCK_ROWS, rows - first), x, y);
            }
        }
        Files.move(labelsPart, labels, StandardCopyOption.REPLACE_EXISTING);
        Files.move(logitsPart, logits, StandardCopyOption.REPLACE_EXISTING);
    }

    private void writeBlock(int first, int count, OutputStream x, OutputStream y) throws IOException {
        float[] values = new float[count * classes];
        int[] truth = new int[count];
        IntStream.range(0, count).parallel().forEach(r -> truth[r] = source.fill(first + r, values, r * classes));
        ByteBuffer bytes = littleEndian(values.length * Float.BYTES);
        bytes.asFloatBuffer().put(values);
        x.write(bytes.array());
        ByteBuffer labelBytes = littleEndian(count * Long.BYTES);
        for (int label : truth) {
            labelBytes.putLong(label);
        }
        y.write(labelBytes.array());
    }

    private static byte[] header(String type, String shape) {
        String text = "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + shape + "), }";
        ByteBuffer header = littleEndian(HEADER_BYTES);
        header.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
        header.putShort((short) (HEADER_BYTES - header.position() - Short.BYTES));
        String padded = text + " ".repeat(HEADER_BYTES - header.position() - text.length() - 1) + "\n";
        return header.put(padded.getBytes(StandardCharsets.ISO_8859_1)).array();
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
