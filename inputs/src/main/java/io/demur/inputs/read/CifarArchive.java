package io.demur.inputs.read;

import io.demur.inputs.DataSet;
import io.demur.inputs.ImageSource;
import io.demur.inputs.RawImages;
import io.demur.inputs.RgbImage;
import io.demur.io.file.InputFile;
import io.demur.logits.InputException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * The binary version of CIFAR as published: records of one or two labels and 3,072 bytes, red, green and blue one after
 * the other, row by row.
 */
final class CifarArchive {
    private static final int SIDE = 32;
    private static final int PLANE = SIDE * SIDE;
    private static final int PICTURE = RgbImage.COLOURS * PLANE;
    private static final String ORIGIN =
            "fetch the binary version anew from https://www.cs.toronto.edu/~kriz/cifar.html";

    private final Path path;
    private final CifarKind kind;
    private final Map<String, byte[]> files;

    private CifarArchive(Path path, CifarKind kind, Map<String, byte[]> files) {
        this.path = path;
        this.kind = kind;
        this.files = files;
    }

    static TrainAndTest read(Path path, CifarKind kind) {
        Map<String, byte[]> files = Files.isDirectory(path) ? folder(path, kind) : archive(path, kind);
        CifarArchive archive = new CifarArchive(path, kind, files);
        List<String> names = archive.classNames();
        return new TrainAndTest(archive.part(kind.train(), names), archive.part(List.of(kind.test()), names));
    }

    private static boolean isWanted(String name, CifarKind kind) {
        return kind.train().contains(name) || name.equals(kind.test()) || name.equals(kind.names());
    }

    private static Map<String, byte[]> folder(Path folder, CifarKind kind) {
        Map<String, byte[]> files = new HashMap<>();
        for (Path file : Folders.files(folder, name -> isWanted(name, kind))) {
            files.put(Folders.name(file), FileImage.bytes(file));
        }
        return files;
    }

    private static Map<String, byte[]> archive(Path file, CifarKind kind) {
        Map<String, byte[]> files = new HashMap<>();
        try (InputStream stream = new BufferedInputStream(Files.newInputStream(InputFile.check(file)));
                TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(stream))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
                if (entry.isFile() && isWanted(name, kind)) {
                    files.put(name, tar.readAllBytes());
                }
            }
        } catch (IOException e) {
            throw new InputException(
                    file.toString(), "is no whole tar.gz archive: " + e.getMessage() + "; " + ORIGIN, e);
        }
        return files;
    }

    private byte[] file(String name) {
        byte[] bytes = files.get(name);
        if (bytes == null) {
            throw new InputException(path.toString(), "has no " + name, ORIGIN);
        }
        return bytes;
    }

    private List<String> classNames() {
        List<String> names = new String(file(kind.names()), StandardCharsets.UTF_8)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        if (names.size() != kind.classes()) {
            throw new InputException(
                    path + "/" + kind.names(), "names " + names.size() + " classes, not " + kind.classes(), ORIGIN);
        }
        return names;
    }

    private DataSet part(List<String> names, List<String> classNames) {
        List<Picture> pictures = new ArrayList<>();
        names.forEach(name -> pictures.addAll(pictures(name)));
        int[] labels = pictures.stream().mapToInt(this::label).toArray();
        return DataSet.of(RawImages.of(pictures), labels, classNames);
    }

    private List<Picture> pictures(String name) {
        byte[] bytes = file(name);
        int record = kind.labelAt() + 1 + PICTURE;
        if (bytes.length == 0 || bytes.length % record != 0) {
            throw new InputException(
                    path + "/" + name, "has " + bytes.length + " bytes, no multiple of records of " + record, ORIGIN);
        }
        return IntStream.range(0, bytes.length / record)
                .mapToObj(i -> new Picture(path + "/" + name, i, bytes, i * record + kind.labelAt() + 1))
                .toList();
    }

    private int label(Picture picture) {
        int label = Byte.toUnsignedInt(picture.file[picture.start - 1]);
        if (label >= kind.classes()) {
            throw new InputException(
                    picture.place(),
                    "label " + label + " is not below the number of classes " + kind.classes(),
                    ORIGIN);
        }
        return label;
    }

    /** One record. */
    private static final class Picture implements ImageSource {
        private final String name;
        private final int number;
        private final byte[] file;
        private final int start;

        Picture(String name, int number, byte[] file, int start) {
            this.name = name;
            this.number = number;
            this.file = file;
            this.start = start;
        }

        @Override
        public RgbImage image() {
            byte[] samples = new byte[PICTURE];
            for (int i = 0; i < PLANE; i++) {
                for (int c = 0; c < RgbImage.COLOURS; c++) {
                    samples[i * RgbImage.COLOURS + c] = file[start + c * PLANE + i];
                }
            }
            return RgbImage.of(SIDE, SIDE, samples);
        }

        @Override
        public byte[] content() {
            return Arrays.copyOfRange(file, start, start + PICTURE);
        }

        @Override
        public String place() {
            return name + ", record " + number;
        }
    }
}
