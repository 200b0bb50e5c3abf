package io.demur.io.npy;

import io.demur.io.file.Spool;
import io.demur.logits.InputException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** A checked header and the bytes it describes. Whoever opens one closes its source. */
record NpyArray(NpyHeader header, ByteSource source) {

    /**
     * Opens an NPY file, or the array of an NPZ archive: {@code file.npz}, or {@code file.npz#name} among several.
     *
     * @throws InputException if there is no such array or its size is not what its header says
     */
    static NpyArray open(Path path) {
        Path file = fileOf(path);
        if (!file.equals(path)) {
            return NpzMember.open(
                    file, path.toString().substring(file.toString().length() + 1));
        }
        FileBytes source = FileBytes.open(path);
        try {
            if (NpzMember.isArchive(source)) {
                source.close();
                return NpzMember.open(path, "");
            }
            return checked(source);
        } catch (InputException e) {
            source.close();
            throw e;
        }
    }

    /** An NPY stream, which can be read once. */
    static NpyArray stream(InputStream stream, String name) {
        return checked(new StreamBytes(name, stream));
    }

    /** The array in a kept stream. The caller closes the spool. */
    static NpyArray spooled(Spool spool, String name) {
        return checked(new FileBytes(name, spool.channel()));
    }

    static Path fileOf(Path path) {
        String text = path.toString();
        int mark = text.lastIndexOf('#');
        return mark > 0 && !Files.exists(path) ? Path.of(text.substring(0, mark)) : path;
    }

    private static NpyArray checked(ByteSource source) {
        NpyHeader header = NpyHeader.read(source);
        header.checkSize(source);
        if (header.elements() == 0) {
            throw new InputException(source.name(), "has no rows: its shape is " + header.shapeText());
        }
        return new NpyArray(header, source);
    }

    String name() {
        return source.name();
    }

    /** Fills the buffer with elements from the given one on, and makes it ready for reading. */
    ByteBuffer read(ByteBuffer buffer, long firstElement, int count) {
        int size = header.type().size();
        buffer.clear().limit(count * size);
        source.read(buffer, header.dataOffset() + firstElement * size);
        return buffer.flip().order(header.order());
    }
}
