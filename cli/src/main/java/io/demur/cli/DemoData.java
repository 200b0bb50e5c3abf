package io.demur.cli;

import io.demur.io.file.InputFile;
import io.demur.io.npy.Npy;
import io.demur.logits.Labels;
import io.demur.logits.Logits;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The real logits that come with the program, unpacked into a temporary folder while this is open: Banking77, a model trained
 * with cross-entropy and one trained with label smoothing.
 */
final class DemoData implements AutoCloseable {
    static final int CLASSES = 77;

    private static final String[] FILES = {"alpha00.npz", "alpha20.npz", "labels.npz"};

    private final Path folder;

    private DemoData(Path folder) {
        this.folder = folder;
    }

    static DemoData open() {
        try {
            DemoData data = new DemoData(Files.createTempDirectory("demur-demo"));
            try {
                data.unpack();
                return data;
            } catch (IOException | RuntimeException e) {
                data.close();
                throw e;
            }
        } catch (IOException e) {
            throw InputFile.failure(System.getProperty("java.io.tmpdir"), "the demo cannot unpack its data there", e);
        }
    }

    private void unpack() throws IOException {
        for (String file : FILES) {
            try (InputStream resource = DemoData.class.getResourceAsStream("/io/demur/demo/" + file)) {
                if (resource == null) {
                    throw new IllegalStateException("the jar lacks " + file);
                }
                Files.copy(resource, folder.resolve(file));
            }
        }
    }

    /**
     * Opens logits.
     *
     * @param model {@code alpha00} or {@code alpha20}
     * @param split {@code val} or {@code test}
     */
    Logits logits(String model, String split) {
        return Npy.readLogits(folder.resolve(model + ".npz#" + split));
    }

    /** The intents, in the order of the classes. */
    List<String> classNames() {
        try (InputStream resource = DemoData.class.getResourceAsStream("/io/demur/demo/classes.txt")) {
            if (resource == null) {
                throw new IllegalStateException("the jar lacks classes.txt");
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Labels labels(String split) {
        return Npy.readLabels(folder.resolve("labels.npz#" + split), CLASSES);
    }

    @Override
    public void close() {
        try {
            for (String file : FILES) {
                Files.deleteIfExists(folder.resolve(file));
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
