package io.demur.io.npy;

import io.demur.io.file.InputFile;
import io.demur.logits.InputException;
import io.demur.logits.Labels;
import io.demur.logits.LogitTile;
import io.demur.logits.Logits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One array in several files: {@code test.npy}, where there is no such file, means {@code test-00000.npy},
 * {@code test-00001.npy} and so on, one after the other.
 */
final class Shards {
    private static final String SUFFIX = ".npy";

    private Shards() {}

    /**
     * The files that a path means; empty if it is a file itself, or if there are none.
     *
     * @throws InputException if a number is missing in between
     */
    static Optional<List<Path>> find(Path path) {
        if (Files.exists(path) || !String.valueOf(path.getFileName()).endsWith(SUFFIX)) {
            return Optional.empty();
        }
        List<Path> files = files(path);
        requireAll(stem(path), files);
        return files.isEmpty() ? Optional.empty() : Optional.of(files);
    }

    /** The file of a number. */
    static Path file(Path path, int number) {
        return path.resolveSibling(String.format(Locale.ROOT, "%s-%05d%s", stem(path), number, SUFFIX));
    }

    private static String stem(Path path) {
        String name = String.valueOf(path.getFileName());
        return name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
    }

    /** All files that have a number, in order. */
    static List<Path> files(Path path) {
        String stem = stem(path);
        Pattern pattern = Pattern.compile(Pattern.quote(stem) + "-[0-9]{5}" + Pattern.quote(SUFFIX));
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(file ->
                            pattern.matcher(String.valueOf(file.getFileName())).matches())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw InputFile.failure(folder.toString(), "cannot be read", e);
        }
    }

    private static void requireAll(String stem, List<Path> files) {
        for (int i = 0; i < files.size(); i++) {
            String wanted = String.format(Locale.ROOT, "%s-%05d%s", stem, i, SUFFIX);
            if (!wanted.equals(String.valueOf(files.get(i).getFileName()))) {
                throw new InputException(
                        files.get(i).resolveSibling(wanted).toString(),
                        "is missing, though there is " + files.get(i).getFileName(),
                        "fetch all files of the array");
            }
        }
    }

    /** Several sources as one; closes them with it. */
    static Logits joined(String name, List<Logits> parts) {
        Logits first = parts.get(0);
        for (Logits part : parts) {
            if (part.classes() != first.classes() || !part.dtype().equals(first.dtype())) {
                throw new InputException(
                        part.name(),
                        "has " + part.classes() + " classes in " + part.dtype() + ", " + first.name() + " "
                                + first.classes() + " in " + first.dtype(),
                        "give files of one model");
            }
        }
        return new JoinedLogits(name, parts);
    }

    /** Several columns as one. */
    static Labels joined(List<Labels> parts, String name) {
        return new JoinedLabels(name, parts);
    }

    private static long sum(Stream<OptionalLong> rows) {
        return rows.mapToLong(OptionalLong::orElseThrow).sum();
    }

    private record JoinedLogits(String name, List<Logits> parts) implements Logits {
        @Override
        public int classes() {
            return parts.get(0).classes();
        }

        @Override
        public String dtype() {
            return parts.get(0).dtype();
        }

        @Override
        public boolean singleLogit() {
            return parts.get(0).singleLogit();
        }

        @Override
        public boolean pixels() {
            return parts.get(0).pixels();
        }

        @Override
        public OptionalLong rows() {
            return OptionalLong.of(sum(parts.stream().map(Logits::rows)));
        }

        @Override
        public Pass pass() {
            List<Pass> passes = parts.stream().map(Logits::pass).toList();
            AtomicInteger current = new AtomicInteger();
            return tile -> next(passes, current, tile);
        }

        private boolean next(List<Pass> passes, AtomicInteger current, LogitTile tile) {
            for (int part = current.get(); part < passes.size(); part = current.get()) {
                if (nextOf(passes.get(part), part, tile)) {
                    return true;
                }
                current.compareAndSet(part, part + 1);
            }
            tile.hold(rows().orElseThrow(), 0);
            return false;
        }

        /** Rows count from the first part's, also when the tile cannot be filled: by its row a failure is told from later ones. */
        private boolean nextOf(Pass pass, int part, LogitTile tile) {
            try {
                return pass.next(tile);
            } finally {
                if (tile.rows() > 0) {
                    tile.hold(sum(parts.stream().limit(part).map(Logits::rows)) + tile.firstRow(), tile.rows());
                }
            }
        }

        @Override
        public void close() {
            parts.forEach(Logits::close);
        }
    }

    private record JoinedLabels(String name, List<Labels> parts) implements Labels {
        @Override
        public OptionalLong rows() {
            return OptionalLong.of(sum(parts.stream().map(Labels::rows)));
        }

        @Override
        public void read(long firstRow, int count, int[] target) {
            long before = 0;
            int done = 0;
            for (Labels part : parts) {
                long rows = part.rows().orElseThrow();
                long from = firstRow + done - before;
                if (done < count && from < rows) {
                    int some = (int) Math.min(count - done, rows - from);
                    int[] block = new int[some];
                    part.read(from, some, block);
                    System.arraycopy(block, 0, target, done, some);
                    done += some;
                }
                before += rows;
            }
            if (done < count) {
                throw new InputException(name, "has " + before + " labels, but the logits have more rows");
            }
        }
    }
}
