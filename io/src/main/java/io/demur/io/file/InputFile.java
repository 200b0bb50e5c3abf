package io.demur.io.file;

import io.demur.logits.InputException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What can be wrong with a file before its content matters, as one clear line each. */
public final class InputFile {
    private static final int MOST_LISTED = 12;
    private static final int LONGEST_LISTED = 40;

    private InputFile() {}

    /**
     * The path itself, if it can be opened for reading.
     *
     * @throws InputException for an empty path, a missing file, a directory, a file without read permission, an empty regular file
     */
    public static Path check(Path path) {
        String name = requireNamed(path.toString());
        if (!Files.exists(path)) {
            throw new InputException(name, "there is no such file", "check the path");
        }
        if (Files.isDirectory(path)) {
            throw new InputException(name, "is a directory", "name a file in it");
        }
        if (!Files.isReadable(path)) {
            throw new InputException(name, "may not be read", "check its permissions");
        }
        if (Files.isRegularFile(path) && size(path) == 0) {
            throw new InputException(name, "is empty", "check that the program which wrote it has finished");
        }
        return path;
    }

    /**
     * As {@link #check}, for what is read at more than one place: a pipe would wait for ever or give other bytes the second
     * time.
     *
     * @throws InputException also for a pipe or a device
     */
    public static Path checkRegular(Path path) {
        if (!Files.isRegularFile(check(path))) {
            throw new InputException(
                    path.toString(),
                    "is a pipe or a device, and this needs a file, to read it at more than one place",
                    "write it to a file and name that");
        }
        return path;
    }

    /**
     * The path itself, if it is not empty: to the system the empty path is the current folder, to users a variable of
     * their shell that is not set.
     *
     * @throws InputException if it is
     */
    public static String requireNamed(String path) {
        if (path.isEmpty()) {
            throw new InputException(
                    "''", "the path is empty", "name a file; is a variable of the shell perhaps not set?");
        }
        return path;
    }

    /** The size of a file in bytes. */
    public static long size(Path path) {
        try {
            return Files.size(path);
        } catch (IOException e) {
            throw failure(path.toString(), "cannot be read", e);
        }
    }

    /** One line for a failed operation, with the system's own reason. */
    public static InputException failure(String name, String problem, IOException cause) {
        return new InputException(name, problem + ": " + reason(cause), cause);
    }

    /** Names for a message, the first ones if there are many. */
    public static String listing(List<String> names) {
        String first = names.stream()
                .limit(MOST_LISTED)
                .map(name -> name.substring(0, Math.min(LONGEST_LISTED, name.length())))
                .collect(Collectors.joining(", "));
        return names.size() > MOST_LISTED ? first + " and " + (names.size() - MOST_LISTED) + " more" : first;
    }

    private static String reason(IOException cause) {
        if (cause instanceof NoSuchFileException) {
            return "there is no such file";
        }
        if (cause instanceof AccessDeniedException) {
            return "permission denied";
        }
        String reason = cause instanceof FileSystemException system ? system.getReason() : cause.getMessage();
        return reason == null ? cause.getClass().getSimpleName().toLowerCase(Locale.ROOT) : reason;
    }
}
