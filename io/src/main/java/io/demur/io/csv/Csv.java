package io.demur.io.csv;

import io.demur.logits.InputException;
import io.demur.logits.InputKind;
import io.demur.logits.Labels;
import io.demur.logits.Logits;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Numbers in CSV text: UTF-8, separated by comma, semicolon or tab, quoted where needed, with a header or without.
 *
 * <p>The first record is a header if something in it is no number, or if it counts 0, 1, 2 and so on; one that looks like
 * a row with a number missing is refused. Every row must
 * have as many fields as the first, and every field that is wanted must be a number; {@code nan} and {@code inf} are.
 * Errors name the row, from 0 and without the header, the line of the file, and the column.
 */
public final class Csv {
    private Csv() {}

    /**
     * Logits: {@code K} columns of numbers, or one, which stands for two classes as in {@link InputKind#firstOfTwo}.
     *
     * <p>Columns in which the first rows, up to 1,000, have text and no number are left out, which the options may be told
     * of; one of both is a column of numbers with a mistake. A numeric column whose name says that it holds something
     * else, a label or an index, is refused unless the options say what it is.
     *
     * @throws InputException at once if the head of the file is not usable, and while reading for a bad row
     */
    public static Logits readLogits(Path path, CsvOptions options, InputKind kind) {
        return readLogits(CsvSource.file(path), options, kind);
    }

    /** As {@link #readLogits(Path, CsvOptions, InputKind)}, from any text that can be opened for every pass. */
    public static Logits readLogits(CsvSource source, CsvOptions options, InputKind kind) {
        return kind.asLogits(CsvLogits.reopened(source, options, kind));
    }

    /**
     * Logits from a stream, for one pass. The stream is closed with the logits.
     *
     * @param name what error messages call the stream
     */
    public static Logits readLogits(InputStream stream, String name, CsvOptions options, InputKind kind) {
        CsvTable table = CsvTable.open(name, stream, new LogitChoice(options));
        return kind.asLogits(CsvLogits.once(name, table, new CsvLogits.Form(kind, options)));
    }

    /**
     * Labels: a column of whole numbers.
     *
     * @param column the column's name or position; empty if there is only one
     * @param classes number of classes {@code K}
     * @param ignored values that mark a row as left out
     */
    public static Labels readLabels(Path path, Optional<String> column, int classes, long... ignored) {
        return readLabels(CsvSource.file(path), column, classes, ignored);
    }

    /** As {@link #readLabels(Path, Optional, int, long...)}, from any text. */
    public static Labels readLabels(CsvSource source, Optional<String> column, int classes, long... ignored) {
        return readLabels(source, LabelForm.numbered(column, classes, ignored));
    }

    /**
     * Labels: a column of whole numbers, of names of classes, or of true and false, which are 1 and 0.
     *
     * @throws InputException for what is none of these, or a column of more than one
     */
    public static Labels readLabels(CsvSource source, LabelForm form) {
        return LabelColumn.read(source, form);
    }

    /** The class of each column of logits by its name; empty if the columns have none, or a name comes twice. */
    public static Map<String, Integer> classOfColumn(CsvSource source, CsvOptions options) {
        LogitChoice choice = new LogitChoice(options);
        try (CsvTable table = source.table(choice)) {
            List<String> names = table.chosenNames();
            Map<String, Integer> classes = new HashMap<>();
            names.forEach(name -> classes.put(name, classes.size()));
            return classes.size() == names.size() && names.size() > 1 ? classes : Map.of();
        }
    }

    /** One column of numbers, such as a score per row; the only one if none is named. */
    public static double[] readDoubles(Path path, Optional<String> column) {
        return readDoubles(CsvSource.file(path), column);
    }

    /** As {@link #readDoubles(Path, Optional)}, from any text. */
    public static double[] readDoubles(CsvSource source, Optional<String> column) {
        try (CsvTable table = source.table(ColumnChoice.one(column))) {
            return column(table);
        }
    }

    /**
     * One column as it is written.
     *
     * @param column the column's name, then the first record is a header, or its position
     * @param rows how many there must be; if there is one more and the column is not given by name, the first record
     *     is a header
     * @throws InputException for another number of rows
     */
    public static List<String> readTexts(Path path, Optional<String> column, long rows) {
        return TextColumn.read(path, column, rows);
    }

    private static double[] column(CsvTable table) {
        double[] column = new double[1024];
        int count = 0;
        while (table.next()) {
            if (count == column.length) {
                column = Arrays.copyOf(column, count * 2);
            }
            column[count++] = table.row()[0];
        }
        return Arrays.copyOf(column, count);
    }
}
