package io.demur.io.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * A stream that has been written to a temporary file, so that it can be read more than once. The file vanishes when
 * this is closed.
 */
public final class Spool implements AutoCloseable {
    private final String name;
    private final FileChannel channel;

    private Spool(String name, FileChannel channel) {
        this.name = name;
        this.channel = channel;
    }

    /**
     * Takes a stream to its end.
     *
     * @throws io.demur.logits.InputException if the stream or the disk fails
     */
    public static Spool of(String name, InputStream stream) {
        try {
            FileChannel channel = TemporaryFile.open();
            Spool spool = new Spool(name, channel);
            try {
                TemporaryFile.fill(channel, stream, Long.MAX_VALUE);
                return spool;
            } catch (IOException e) {
                spool.close();
                throw e;
            }
        } catch (IOException e) {
            throw InputFile.failure(name, "cannot be kept in a temporary file", e);
        }
    }

    /** The file, for positional reads. */
    public FileChannel channel() {
        return channel;
    }

    /** A new stream from the beginning; closing it leaves the file alone. */
    public InputStream stream() {
        return new FromStart(channel);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw InputFile.failure(name, "cannot be closed", e);
        }
    }

    private static final class FromStart extends InputStream {
        private final FileChannel channel;
        private long position;

        FromStart(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = channel.read(ByteBuffer.wrap(target, offset, length), position);
            position += Math.max(0, count);
            return count;
        }
    }
}
