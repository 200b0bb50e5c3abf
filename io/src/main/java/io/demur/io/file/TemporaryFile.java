package io.demur.io.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A scratch file without a lasting name: it is gone when its channel is closed or the program ends. */
public final class TemporaryFile {
    private static final int BLOCK = 1 << 16;

    private TemporaryFile() {}

    /** A new empty file in the folder {@code java.io.tmpdir}, for writing and reading. */
    public static FileChannel open() throws IOException {
        Path path = Files.createTempFile("demur", ".tmp");
        try {
            return FileChannel.open(
                    path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException e) {
            Files.deleteIfExists(path);
            throw e;
        }
    }

    /**
     * Appends at most {@code most} bytes of a stream.
     *
     * @return how many there were
     * @throws IOException if the disk is full or the stream fails
     */
    public static long fill(FileChannel channel, InputStream stream, long most) throws IOException {
        byte[] block = new byte[BLOCK];
        long done = 0;
        while (done < most) {
            int count = stream.readNBytes(block, 0, (int) Math.min(BLOCK, most - done));
            if (count == 0) {
                break;
            }
            ByteBuffer bytes = ByteBuffer.wrap(block, 0, count);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            done += count;
        }
        return done;
    }
}
