package io.demur.train.recipe;

import java.util.List;
import java.util.Optional;

/** Where the rows come from. Paths are relative to the data folder. */
public sealed interface DataSpec {
    /** The files and folders that are read; none for made-up data. */
    List<String> paths();

    /**
     * One table in a delimited file, with a header.
     *
     * @param file relative path
     * @param label the column of the class
     * @param drop columns that are left out
     * @param categorical columns whose numbers are names; texts are names anyway
     */
    record Table(String file, String label, List<String> drop, List<String> categorical) implements DataSpec {
        /** Copies the lists. */
        public Table {
            drop = List.copyOf(drop);
            categorical = List.copyOf(categorical);
        }

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
     */
    record TextCsv(String train, String test, String text, String label) implements DataSpec {
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
     */
    record TextFolder(String train, String test, List<String> classes) implements DataSpec {
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
    }

    /** The one file or folder of rows whose parts are still to be drawn; empty where there is a test part. */
    default Optional<String> undivided() {
        return this instanceof Table table ? Optional.of(table.file()) : Optional.empty();
    }
}
