package io.demur.io.npy;

import io.demur.io.file.InputFile;
import io.demur.logits.InputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;

/**
 * Bytes of a file, by positional reads.
 *
 * <p>The file is not mapped into memory: touching a page of a mapping that another program has cut off ends the virtual
 * machine with an error that cannot be attributed, while a read that comes back short is an ordinary answer.
 */
final class FileBytes implements ByteSource {
    private final String name;
    private final FileChannel channel;

    FileBytes(String name, FileChannel channel) {
        this.name = name;
        this.channel = channel;
    }

    static FileBytes open(Path path) {
        try {
            return new FileBytes(
                    path.toString(), FileChannel.open(InputFile.checkRegular(path), StandardOpenOption.READ));
        } catch (IOException e) {
            throw InputFile.failure(path.toString(), "cannot be opened", e);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public OptionalLong size() {
        try {
            return OptionalLong.of(channel.size());
        } catch (IOException e) {
            throw InputFile.failure(name, "cannot be read", e);
        }
    }

    @Override
    public boolean sequential() {
        return false;
    }

    @Override
    public void read(ByteBuffer target, long position) {
        long at = position;
        try {
            while (target.hasRemaining()) {
                int count = channel.read(target, at);
                if (count < 0) {
                    throw new InputException(
                            name,
                            "ends at byte " + channel.size() + ", while byte " + at + " was expected",
                            "it was cut short while being read; wait for its writer and run again");
                }
                at += count;
            }
        } catch (IOException e) {
            throw InputFile.failure(name, "cannot be read at byte " + at, e);
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
