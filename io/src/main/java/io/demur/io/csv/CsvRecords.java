package io.demur.io.csv;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.RecordType;
import io.demur.logits.InputException;
import java.util.ArrayList;
import java.util.List;

/**
 * Receives the fields of one record after the other: as text until the columns are known, then as numbers, which are
 * parsed where they lie in the reader's buffer.
 */
final class CsvRecords extends AbstractBaseCsvCallbackHandler<Long> {
    private final String file;
    private List<String> text = new ArrayList<>();
    private List<String> names = List.of();
    private int[] places = {};
    private double[] row = {};
    private boolean numbers;
    private Precision precision = Precision.FLOAT64;
    private long rowNumber;

    CsvRecords(String file) {
        this.file = file;
    }

    /** From now on the records are rows of numbers. */
    void expectNumbers(CsvHead head, List<Integer> chosen) {
        names = head.names();
        places = ColumnChoice.places(chosen, head.columns());
        row = new double[chosen.size()];
        numbers = true;
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

    /** Puts a record that has been read as text into {@link #row()}. */
    void parse(List<String> fields, long line) {
        for (int i = 0; i < fields.size(); i++) {
            char[] field = fields.get(i).toCharArray();
            number(i, field, 0, field.length, line);
        }
        rowNumber++;
    }

    @Override
    protected void handleBegin(long line) {
        text = new ArrayList<>();
    }

    @Override
    protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
        if (numbers) {
            number(index, buffer, offset, length, getStartingLineNumber());
        } else {
            text.add(new String(buffer, offset, length));
        }
    }

    private void number(int index, char[] buffer, int offset, int length, long line) {
        if (index >= places.length) {
            return; // buildRecord reports the length
        }
        if (places[index] < 0) {
            return;
        }
        try {
            row[places[index]] = precision == Precision.FLOAT32
                    ? Decimal.parseSingle(buffer, offset, length)
                    : Decimal.parse(buffer, offset, length);
        } catch (NumberFormatException e) {
            String field = new String(buffer, offset, Math.min(length, 40));
            throw new InputException(
                    file,
                    place(line) + ", column " + (names.isEmpty() ? index : "\"" + names.get(index) + "\"")
                            + (field.isBlank() ? " is empty" : ": \"" + field + "\" is not a number"),
                    field.matches("-?\\d+,\\d+") ? "write a point for the decimals" : "every row needs every number");
        }
    }

    @Override
    protected Long buildRecord() {
        boolean row = numbers && getRecordType() == RecordType.DATA; // an empty line is built, then skipped
        if (row && getFieldCount() != places.length) {
            throw new InputException(
                    file,
                    place(getStartingLineNumber()) + " has " + getFieldCount() + " fields, the first row has "
                            + places.length);
        }
        if (row) {
            rowNumber++;
        }
        return getStartingLineNumber();
    }

    private String place(long line) {
        return "row " + rowNumber + " (line " + line + ")";
    }
}
