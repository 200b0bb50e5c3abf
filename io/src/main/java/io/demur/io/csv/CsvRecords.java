package io.demur.io.csv;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.RecordType;
import io.demur.logits.InputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Receives the fields of one record after the other: as text until the columns are known; then as numbers, which are
 * parsed where they lie in the reader's buffer, or as the text of one column.
 */
final class CsvRecords extends AbstractBaseCsvCallbackHandler<Long> {
    private final String file;
    private List<String> text = new ArrayList<>();
    private CsvHead head;
    private int[] places = {};
    private double[] row = {};
    private String cell = "";
    private Wanted wanted = Wanted.TEXTS;
    private String remedy = "";
    private Precision precision = Precision.FLOAT64;
    private long rowNumber;

    CsvRecords(String file) {
        this.file = file;
        this.head = new CsvHead(file, List.of(), 0, Set.of());
    }

    private enum Wanted {
        TEXTS,
        NUMBERS,
        CELL
    }

    /**
     * From now on the records are rows of numbers.
     *
     * @param remedy what to do about a field that is none
     */
    void expectNumbers(CsvHead of, List<Integer> chosen, String remedy) {
        expect(of, chosen, Wanted.NUMBERS);
        this.remedy = remedy;
    }

    /** From now on one column is read, as text. */
    void expectCells(CsvHead of, int column) {
        expect(of, List.of(column), Wanted.CELL);
    }

    private void expect(CsvHead of, List<Integer> chosen, Wanted what) {
        head = of;
        places = ColumnChoice.places(chosen, of.columns());
        row = new double[chosen.size()];
        wanted = what;
    }

    /** How numbers are rounded from now on. */
    void round(Precision to) {
        precision = to;
    }

    /** The fields of the last record, as text. */
    List<String> text() {
        return text;
    }

    /** The chosen numbers of the last record; overwritten by the next. */
    double[] row() {
        return row;
    }

    /** The field of the one column in the last record. */
    String cell() {
        return cell;
    }

    /** Takes a record that has been read ahead, as text, for the last one. */
    void take(CsvRecord ahead) {
        if (wanted == Wanted.TEXTS) {
            text = ahead.fields();
            return;
        }
        checkLength(ahead.fields().size(), ahead.line());
        for (int i = 0; i < ahead.fields().size(); i++) {
            char[] field = ahead.fields().get(i).toCharArray();
            field(i, field, 0, field.length, ahead.line());
        }
        rowNumber++;
    }

    @Override
    protected void handleBegin(long line) {
        text = new ArrayList<>();
    }

    @Override
    protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
        if (wanted == Wanted.TEXTS) {
            text.add(new String(buffer, offset, length));
        } else {
            field(index, buffer, offset, length, getStartingLineNumber());
        }
    }

    private void field(int index, char[] buffer, int offset, int length, long line) {
        if (index >= places.length || places[index] < 0) {
            return; // buildRecord reports the length
        }
        if (wanted == Wanted.CELL) {
            cell = new String(buffer, offset, length);
        } else {
            number(index, buffer, offset, length, line);
        }
    }

    private void number(int index, char[] buffer, int offset, int length, long line) {
        try {
            row[places[index]] = precision == Precision.FLOAT32
                    ? Decimal.parseSingle(buffer, offset, length)
                    : Decimal.parse(buffer, offset, length);
        } catch (NumberFormatException e) {
            String field = new String(buffer, offset, Math.min(length, 40));
            throw new InputException(
                    file,
                    place(rowNumber, line) + ", " + head.title(index)
                            + (field.isBlank() ? " is empty" : ": \"" + field + "\" is not a number"),
                    field.matches("-?\\d+,\\d+") ? "write a point for the decimals" : remedy);
        }
    }

    @Override
    protected Long buildRecord() {
        boolean row =
                wanted != Wanted.TEXTS && getRecordType() == RecordType.DATA; // an empty line is built, then skipped
        if (row) {
            checkLength(getFieldCount(), getStartingLineNumber());
            rowNumber++;
        }
        return getStartingLineNumber();
    }

    private void checkLength(int fields, long line) {
        if (fields != places.length) {
            throw new InputException(
                    file, place(rowNumber, line) + " has " + fields + " fields, the first row has " + places.length);
        }
    }

    /** Where the last row is, on that line. */
    String lastPlace(long line) {
        return place(rowNumber - 1, line);
    }

    private static String place(long row, long line) {
        return "row " + row + " (line " + line + ")";
    }
}
