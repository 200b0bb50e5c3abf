package io.demur.train.recipe;

import io.demur.inputs.TableSchema;
import java.util.List;
import java.util.Optional;

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
