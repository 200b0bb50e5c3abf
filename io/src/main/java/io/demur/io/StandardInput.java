package io.demur.io;

import io.demur.io.file.InputFile;
import io.demur.logits.InputException;
import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** A stream that can be read once, with a look at its first bytes. */
record StandardInput(String name, BufferedInputStream stream, Format format) {
    private static final String ARGUMENT = "-";
    private static final AtomicReference<Object> TAKEN = new AtomicReference<>(ARGUMENT);

    /** The stream that an argument stands for: {@code -}, or a pipe; empty for an ordinary file. */
    static Optional<StandardInput> of(String argument) {
        if (argument.equals(ARGUMENT)) {
            if (TAKEN.getAndSet(System.in) == System.in) {
                throw new InputException("standard input", "is wanted twice", "write one of the two to a file");
            }
            return Optional.of(open("standard input", System.in));
        }
        if (!isOne(argument)) {
            return Optional.empty();
        }
        try {
            // Not by Files, whose streams ask for the position to say what is available: a pipe has none.
            return Optional.of(
                    open(argument, new FileInputStream(Inputs.path(argument).toFile())));
        } catch (IOException e) {
            throw InputFile.failure(argument, "cannot be opened", e);
        }
    }

    /** Whether an argument stands for a stream. */
    static boolean isOne(String argument) {
        if (TableProviders.isQuery(argument)) {
            return false;
        }
        Path path = Inputs.path(argument);
        return argument.equals(ARGUMENT)
                || (Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path));
    }

    private static StandardInput open(String name, InputStream source) {
        BufferedInputStream stream = new BufferedInputStream(source, 1 << 16);
        try {
            stream.mark(Format.HEAD);
            byte[] head = stream.readNBytes(Format.HEAD);
            stream.reset();
            if (head.length == 0) {
                throw new InputException(name, "is empty", "check that the program before the pipe writes something");
            }
            return new StandardInput(name, stream, Format.of(head));
        } catch (IOException e) {
            throw InputFile.failure(name, "cannot be read", e);
        }
    }

    InputException unreadable() {
        return new InputException(name, format.problem(), format.remedyOfStream());
    }
}
