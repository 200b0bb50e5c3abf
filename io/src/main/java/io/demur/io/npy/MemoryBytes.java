package io.demur.io.npy;

import io.demur.logits.InputException;
import java.nio.ByteBuffer;
import java.util.OptionalLong;

/** Bytes in memory: a small array taken out of an archive. */
final class MemoryBytes implements ByteSource {
    private final String name;
    private final byte[] bytes;

    /** Takes the array without copying. */
    MemoryBytes(String name, byte[] bytes) {
        this.name = name;
        this.bytes = bytes;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public OptionalLong size() {
        return OptionalLong.of(bytes.length);
    }

    @Override
    public boolean sequential() {
        return false;
    }

    @Override
    public void read(ByteBuffer target, long position) {
        if (position + target.remaining() > bytes.length) {
            throw new InputException(
                    name, "ends at byte " + bytes.length + ", before byte " + (position + target.remaining()));
        }
        target.put(bytes, (int) position, target.remaining());
    }

    @Override
    public void close() {}
}
