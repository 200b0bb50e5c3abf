package io.demur.inputs.read;

import io.demur.inputs.DataSet;
import io.demur.inputs.RawImages;
import io.demur.logits.InputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Reads a folder that has a folder of pictures for each class. */
final class ImageFolders {
    private static final String PURPOSE = "it must hold a folder of pictures for each class";

    private ImageFolders() {}

    static DataSet read(Path folder, List<String> classes, BadImages bad) {
        Folders.required(folder, PURPOSE);
        List<String> names = classes.isEmpty()
                ? Folders.folders(folder).stream().map(Folders::name).toList()
                : classes;
        if (names.size() < 2) {
            throw new InputException(folder.toString(), "has fewer than two folders", PURPOSE);
        }
        List<FileImage> sources = new ArrayList<>();
        ClassColumn labels = new ClassColumn(folder.toString(), names);
        for (String name : names) {
            for (Path file : pictures(folder.resolve(name))) {
                sources.add(new FileImage(file));
                labels.add(name);
            }
        }
        IntFunction<String> places = row -> sources.get(row).place();
        DataSet all = DataSet.of(RawImages.of(sources), labels.labels(places), labels.classes());
        return kept(folder, all, bad);
    }

    static DataSet kept(Path folder, DataSet all, BadImages bad) {
        RawImages images = (RawImages) all.raw();
        DataSet kept = all.select(bad.kept(all.rows(), images::image));
        int[] counts = kept.classCounts();
        for (int k = 0; k < counts.length; k++) {
            if (counts[k] == 0) {
                throw new InputException(
                        folder.toString(),
                        "no picture of the class " + kept.classNames().get(k) + " can be used",
                        "run without skipping to see why");
            }
        }
        return kept;
    }

    /** All pictures of a folder, whatever they show. */
    static RawImages pictures(Path folder, BadImages bad) {
        Folders.required(folder, "it must hold the pictures");
        List<FileImage> files = Folders.files(folder, Folders::isPicture).stream()
                .map(FileImage::new)
                .toList();
        if (files.isEmpty()) {
            throw new InputException(folder.toString(), "has no picture", "it must hold JPEG or PNG files");
        }
        RawImages all = RawImages.of(files);
        RawImages kept = all.select(bad.kept(all.rows(), all::image));
        if (kept.rows() == 0) {
            throw new InputException(
                    folder.toString(), "none of its pictures can be used", "run without skipping to see why");
        }
        return kept;
    }

    private static List<Path> pictures(Path folder) {
        Folders.required(folder, "it must hold the pictures of its class");
        List<Path> files = Folders.files(folder, Folders::isPicture);
        if (files.isEmpty()) {
            throw new InputException(
                    folder.toString(), "has no picture", "it must hold the JPEG or PNG files of its class");
        }
        return files;
    }
}
