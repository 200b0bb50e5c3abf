package io.demur.train.recipe;

import io.demur.inputs.TableSchema;
import io.demur.inputs.read.CifarKind;
import io.demur.inputs.read.MaskFiles;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Where the rows come from. Paths are relative to the data folder. */
public sealed interface DataSpec {
    /** The files and folders that are read; none for made-up data. */
    List<String> paths();

    /** Where the user gets the files; empty if the recipe does not say. */
    Optional<String> origin();

    /**
     * One table in a delimited file, with a header.
     *
     * @param file relative path
     * @param schema what its columns mean
     * @param origin where to get it
     */
    record Table(String file, TableSchema schema, Optional<String> origin) implements DataSpec {
        @Override
        public List<String> paths() {
            return List.of(file);
        }
    }

    /**
     * Texts in two CSV files, with a header.
     *
     * @param train relative path of the training part
     * @param test relative path of the test part
     * @param text the column of the text
     * @param label the column of the class
     * @param origin where to get them
     */
    record TextCsv(String train, String test, String text, String label, Optional<String> origin) implements DataSpec {
        @Override
        public List<String> paths() {
            return List.of(train, test);
        }
    }

    /**
     * Texts in files, one folder per class.
     *
     * @param train folder of the training part
     * @param test folder of the test part
     * @param classes the class folders that are read; none means all
     * @param origin where to get them
     */
    record TextFolder(String train, String test, List<String> classes, Optional<String> origin) implements DataSpec {
        /** Copies the list. */
        public TextFolder {
            classes = List.copyOf(classes);
        }

        @Override
        public List<String> paths() {
            return List.of(train, test);
        }
    }

    /**
     * Pictures in files, one folder per class.
     *
     * @param train folder of the training part
     * @param test folder of the test part
     * @param classes the class folders that are read; none means all
     * @param origin where to get them
     */
    record ImageFolder(String train, String test, List<String> classes, Optional<String> origin) implements DataSpec {
        /** Copies the list. */
        public ImageFolder {
            classes = List.copyOf(classes);
        }

        @Override
        public List<String> paths() {
            return List.of(train, test);
        }
    }

    /**
     * CIFAR in its binary version.
     *
     * @param file the published archive, or a folder with its files
     * @param version which of the two
     * @param origin where to get it
     */
    record Cifar(String file, CifarKind version, Optional<String> origin) implements DataSpec {
        @Override
        public List<String> paths() {
            return List.of(file);
        }
    }

    /**
     * Pictures with the class of each pixel.
     *
     * @param train the training part
     * @param tune a tuning part of its own, if there is one
     * @param test the test part
     * @param masks what masks are called and say
     * @param origin where to get them
     */
    record Segmentation(Masked train, Optional<Masked> tune, Masked test, Masks masks, Optional<String> origin)
            implements DataSpec {
        @Override
        public List<String> paths() {
            return Stream.of(Optional.of(train), tune, Optional.of(test))
                    .flatMap(Optional::stream)
                    .flatMap(part -> Stream.of(part.images(), part.masks()))
                    .toList();
        }
    }

    /** Two folders: pictures and their masks. */
    record Masked(String images, String masks) {}

    /**
     * Masks.
     *
     * @param imageSuffix how names of pictures end; empty for any JPEG or PNG file
     * @param maskSuffix how names of masks end
     * @param coding what their values are
     * @param classes names in order
     * @param none the value of pixels without a class
     */
    record Masks(String imageSuffix, String maskSuffix, Coding coding, List<String> classes, OptionalInt none) {
        /** Copies the list. */
        public Masks {
            classes = List.copyOf(classes);
        }

        /** What the values of masks are. */
        public enum Coding {
            /** Numbers of classes. */
            CLASSES,
            /** Identifiers of Cityscapes. */
            CITYSCAPES
        }

        /** The form of the files. */
        public MaskFiles files() {
            return new MaskFiles(imageSuffix, maskSuffix, ImageData.coding(this), classes);
        }
    }

    /** Made-up rows. */
    record Synthetic(SyntheticSpec spec) implements DataSpec {
        @Override
        public List<String> paths() {
            return List.of();
        }

        @Override
        public Optional<String> origin() {
            return Optional.empty();
        }
    }

    /** The one file or folder of rows whose parts are still to be drawn; empty where there is a test part. */
    default Optional<String> undivided() {
        return this instanceof Table table ? Optional.of(table.file()) : Optional.empty();
    }
}
