package io.demur.inputs.read;

import io.demur.inputs.DataSet;
import io.demur.inputs.RawImages;
import io.demur.inputs.SegmentationSet;
import io.demur.inputs.TableSchema;
import java.nio.file.Path;
import java.util.List;

/**
 * Data sets in files of the user's own; {@link PublicData} knows some public ones.
 *
 * <p>All texts are UTF-8. Tables are CSV with a header: comma, semicolon or tab, quoted where needed. What cannot be
 * used is an {@link io.demur.logits.InputException} that names file, row from 0, line from 1 and column.
 */
public final class DataFiles {
    private DataFiles() {}

    /**
     * A table of numbers and categories.
     *
     * @throws io.demur.logits.InputException for a missing file or column, a row of another length, a numeric column
     *     with something else in it, a missing value where none is allowed, a class that the schema does not list
     */
    public static DataSet table(Path file, TableSchema schema) {
        return TableFile.read(file, schema);
    }

    /**
     * A table with a column of texts.
     *
     * @throws io.demur.logits.InputException for a missing file or column, a row of another length, an empty text where
     *     none is allowed, a class that the schema does not list
     */
    public static DataSet texts(Path file, TextSchema schema) {
        return TextTable.read(file, schema);
    }

    /**
     * A folder with a folder for each class, which holds a file {@code *.txt} per row. Rows come class after class, by
     * the names of their files.
     *
     * @param classes the folders to read, in the order of the logits; empty for all of them, sorted by name
     * @throws io.demur.logits.InputException for a missing folder, one without texts, a file that is not UTF-8, an
     *     empty text where none is allowed
     */
    public static DataSet folders(Path folder, List<String> classes, EmptyTexts empty) {
        return TextFolders.read(folder, classes, empty);
    }

    /**
     * A folder with a folder for each class, which holds JPEG and PNG files at any depth. Rows come class after class,
     * by the paths of their files. Nothing is decoded yet unless bad pictures are skipped.
     *
     * @param classes the folders to read, in the order of the logits; empty for all of them, sorted by name
     * @throws io.demur.logits.InputException for a missing folder, and one without pictures
     */
    public static DataSet images(Path folder, List<String> classes, BadImages bad) {
        return ImageFolders.read(folder, classes, bad);
    }

    /**
     * The JPEG and PNG files of a folder, at any depth, by their paths. Nothing is decoded yet unless bad pictures are
     * skipped.
     *
     * @throws io.demur.logits.InputException for a missing folder, and one without pictures
     */
    public static RawImages pictures(Path folder, BadImages bad) {
        return ImageFolders.pictures(folder, bad);
    }

    /**
     * CIFAR in its binary version.
     *
     * @param path the published {@code tar.gz}, or a folder with its files
     * @throws io.demur.logits.InputException for what is missing, cut short or no label
     */
    public static TrainAndTest cifar(Path path, CifarKind kind) {
        return CifarArchive.read(path, kind);
    }

    /**
     * Pictures of a folder with the masks of another, at any depth, by the paths of the pictures. Nothing is decoded
     * yet unless bad pictures are skipped.
     *
     * @throws io.demur.logits.InputException for a missing folder, one without pictures, a picture without a mask
     */
    public static SegmentationSet masked(Path images, Path masks, MaskFiles form, BadImages bad) {
        return SegmentationFolders.read(images, masks, form, bad);
    }
}
