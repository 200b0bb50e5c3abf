package io.demur.io.npy;

import io.demur.io.file.InputFile;
import io.demur.logits.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.OptionalLong;

/** Bytes of a stream of unknown length, such as standard input: forward only, one reader. */
final class StreamBytes implements ByteSource {
    private final String name;
    private final ReadableByteChannel channel;
    private long position;

    StreamBytes(String name, InputStream stream) {
        this.name = name;
        this.channel = Channels.newChannel(stream);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public OptionalLong size() {
        return OptionalLong.empty();
    }

    @Override
    public boolean sequential() {
        return true;
    }

    @Override
    public void read(ByteBuffer target, long from) {
        if (from != position) {
            throw new IllegalStateException(name + " is at byte " + position + " and cannot go to " + from);
        }
        while (target.hasRemaining()) {
            if (!readSome(target)) {
                throw new InputException(
                        name,
                        "ends after " + position + " bytes, " + target.remaining() + " more were expected",
                        "check that the program which writes it has finished without error");
            }
        }
    }

    @Override
    public void expectEnd() {
        if (readSome(ByteBuffer.allocate(1))) {
            throw new InputException(
                    name, "goes on after the " + (position - 1) + " bytes that its header announces", "write it again");
        }
    }

    private boolean readSome(ByteBuffer target) {
        try {
            int count = channel.read(target);
            position += Math.max(0, count);
            return count >= 0;
        } catch (IOException e) {
            throw InputFile.failure(name, "cannot be read at byte " + position, e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw InputFile.failure(name, "cannot be closed", e);
        }
    }
}
