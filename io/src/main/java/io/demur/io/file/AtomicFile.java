package io.demur.io.file;

import io.demur.logits.InputException;
import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Writes a file so that its name shows either the old content or the whole new content.
 *
 * <p>The content goes to a temporary file beside the target, is forced to the disk, and is then moved into place in one
 * step. When anything fails, a full disk, an exception of the caller or Ctrl-C, the temporary file is removed and the old
 * target stays. A link is followed; what is no regular file, such as a pipe or {@code /dev/stdout}, is written directly.
 */
public final class AtomicFile {
    private AtomicFile() {}

    /**
     * Replaces the target by what the content writes.
     *
     * @throws InputException if the folder is missing, the target is a directory, or the disk refuses; what the content
     *     throws itself passes through, other than an {@link IOException}, bare or within an {@link UncheckedIOException}
     */
    public static void write(Path target, Content<OutputStream> content) {
        try {
            Path place = checkedTarget(target);
            if (Files.exists(place) && !Files.isRegularFile(place)) {
                writeTo(place, content, StandardOpenOption.WRITE);
            } else {
                replace(place, content);
            }
        } catch (IOException e) {
            throw InputFile.failure(target.toString(), "cannot be written", e);
        }
    }

    /** As {@link #write}, as UTF-8 text. */
    public static void writeText(Path target, Content<Writer> content) {
        write(target, stream -> {
            Writer writer = new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
            content.writeTo(writer);
            writer.flush();
        });
    }

    /** As {@link #writeText}, for text at hand. */
    public static void writeText(Path target, String text) {
        writeText(target, writer -> writer.write(text));
    }

    /**
     * As {@link #write}, for what writes a file by its name only.
     *
     * @param content gets the name of a file that does not exist yet
     * @throws InputException also if the target is no regular file
     */
    public static void writeNamed(Path target, Content<Path> content) {
        try {
            Path place = checkedTarget(target);
            if (Files.exists(place) && !Files.isRegularFile(place)) {
                throw new InputException(target.toString(), "is no ordinary file", "name one");
            }
            Path temporary = Unfinished.begin(temporary(place));
            try {
                run(content, temporary);
                try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                    channel.force(true);
                }
                Files.move(temporary, place, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Unfinished.end(temporary);
            }
        } catch (IOException e) {
            throw InputFile.failure(target.toString(), "cannot be written", e);
        }
    }

    /**
     * Refuses what could not be written, before the work whose result it is to hold.
     *
     * @throws InputException if the path is empty, a directory, or in a folder that is missing
     */
    public static void check(Path target) {
        try {
            checkedTarget(target);
        } catch (IOException e) {
            throw InputFile.failure(target.toString(), "cannot be written", e);
        }
    }

    private static Path temporary(Path target) {
        String suffix = Long.toUnsignedString(ThreadLocalRandom.current().nextLong(), Character.MAX_RADIX);
        return target.resolveSibling("." + target.getFileName() + "." + suffix + ".tmp");
    }

    private static Path checkedTarget(Path target) throws IOException {
        InputFile.requireNamed(target.toString());
        if (Files.isDirectory(target)) {
            throw new InputException(target.toString(), "is a directory", "name a file in it");
        }
        Path place = Files.exists(target) ? target.toRealPath() : target.toAbsolutePath();
        Path folder = place.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new InputException(target.toString(), "there is no folder " + folder, "create it first");
        }
        return place;
    }

    private static void replace(Path target, Content<OutputStream> content) throws IOException {
        Path temporary = Unfinished.begin(temporary(target));
        try {
            writeTo(temporary, content, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Unfinished.end(temporary);
        }
    }

    private static void writeTo(Path path, Content<OutputStream> content, StandardOpenOption... options)
            throws IOException {
        try (FileChannel channel = FileChannel.open(path, options)) {
            OutputStream stream = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
            run(content, stream);
            stream.flush();
            if (Files.isRegularFile(path)) {
                channel.force(true);
            }
        }
    }

    /** Content that writes from within a lambda can only throw unchecked what the disk answered. */
    private static <T> void run(Content<T> content, T target) throws IOException {
        try {
            content.writeTo(target);
        } catch (UncheckedIOException e) {
            throw Objects.requireNonNullElseGet(e.getCause(), IOException::new);
        }
    }

    /** What is to be written. The target closes itself. */
    @FunctionalInterface
    public interface Content<T> {
        /** Writes everything. */
        void writeTo(T target) throws IOException;
    }
}
