package io.demur.cli;

import io.demur.io.file.AtomicFile;
import io.demur.io.file.InputFile;
import io.demur.logits.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The demo's data as files like those of a reader's own model: one NPY array each, and the names of the classes. */
final class DemoExport {
    private static final String CLASSES = "classes.txt";

    /** The archives of the demo, and what the files made of them are called; {@code %s} stands for the split. */
    private static final Map<String, String> ARCHIVES = Map.of(
            "alpha00.npz", "ce_%s_logits.npy",
            "alpha20.npz", "ls_%s_logits.npy",
            "labels.npz", "%s_labels.npy");

    private DemoExport() {}

    /**
     * Writes the files, over those of the same names.
     *
     * @param folder made if it does not exist
     * @return how many files
     */
    static int to(Path folder) {
        try {
            Files.createDirectories(folder);
            int files = 1;
            for (Map.Entry<String, String> archive : ARCHIVES.entrySet()) {
                files += unpack(archive.getKey(), archive.getValue(), folder);
            }
            try (InputStream classes = resource(CLASSES)) {
                copy(classes, folder.resolve(CLASSES));
            }
            return files;
        } catch (FileAlreadyExistsException e) {
            throw new InputException(folder.toString(), "is not a folder", e);
        } catch (IOException e) {
            throw InputFile.failure(folder.toString(), "the demo's data cannot be written there", e);
        }
    }

    private static int unpack(String archive, String name, Path folder) throws IOException {
        int files = 0;
        try (ZipInputStream zip = new ZipInputStream(resource(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String split = entry.getName().replace(".npy", "");
                copy(zip, folder.resolve(String.format(name, split)));
                files++;
            }
        }
        return files;
    }

    private static void copy(InputStream source, Path target) {
        AtomicFile.write(target, out -> source.transferTo(out));
    }

    private static InputStream resource(String file) {
        InputStream resource = DemoExport.class.getResourceAsStream("/io/demur/demo/" + file);
        if (resource == null) {
            throw new IllegalStateException("the jar lacks " + file);
        }
        return resource;
    }
}
