package io.demur.io.csv;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import io.demur.io.file.InputFile;
import io.demur.logits.InputException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The rows of a CSV text in UTF-8, one after the other.
 *
 * <p>The separator is the tab, semicolon or comma that the first line has outside of quotes, in this order. Belongs to
 * one thread at a time.
 */
final class CsvTable implements AutoCloseable {
    private static final int SNIFFED_CHARACTERS = 1 << 16;

    /** So many records say what the columns hold. */
    private static final int MOST_AHEAD = 1000;

    /** A header and two rows, however wide. */
    private static final int LEAST_AHEAD = 3;

    /** Texts held at a time: some megabytes. */
    private static final int MOST_FIELDS_AHEAD = 1 << 17;

    private final String file;
    private final CsvRecords records;
    private final char separator;
    private final BufferedReader reader;
    private final CloseableIterator<Long> lines;
    private final Deque<CsvRecord> ahead = new ArrayDeque<>();
    private CsvHead head;
    private List<Integer> chosen = List.of();
    private long line;

    private CsvTable(String file, BufferedReader reader, char separator) {
        this.file = file;
        this.reader = reader;
        this.records = new CsvRecords(file);
        this.separator = separator;
        this.lines = CsvReader.builder()
                .fieldSeparator(separator)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .build(records, reader)
                .iterator();
        this.head = new CsvHead(file, List.of(), 0, Set.of());
    }

    /**
     * Reads the head of a text and chooses columns, which are numbers. The stream is closed with the table, or here if
     * this throws.
     */
    static CsvTable open(String file, InputStream stream, ColumnChoice choice) {
        return open(openText(file, stream), table -> {
            table.readHead(choice);
            table.records.expectNumbers(table.head, table.chosen, choice.remedy());
        });
    }

    /** As {@link #open}, with one column, whose fields are taken as {@link #cell()}. */
    static CsvTable openCells(String file, InputStream stream, ColumnChoice choice) {
        return open(openText(file, stream), table -> {
            table.readHead(choice);
            table.records.expectCells(table.head, table.chosen.get(0));
        });
    }

    private static CsvTable open(CsvTable table, Consumer<CsvTable> begin) {
        try {
            begin.accept(table);
            return table;
        } catch (RuntimeException e) {
            table.close();
            throw e;
        }
    }

    /** Opens a text whose records are all taken as {@link #text()}, the first one too. */
    static CsvTable openText(String file, InputStream stream) {
        return openText(file, new InputStreamReader(stream, StandardCharsets.UTF_8));
    }

    /** As {@link #openText}, and refuses bytes that are not UTF-8 where the other would replace them. */
    static CsvTable openStrictText(String file, InputStream stream) {
        return openText(file, new InputStreamReader(stream, StandardCharsets.UTF_8.newDecoder()));
    }

    private static CsvTable openText(String file, Reader text) {
        BufferedReader reader = new BufferedReader(text, SNIFFED_CHARACTERS);
        try {
            return new CsvTable(file, reader, separator(reader));
        } catch (IOException e) {
            close(file, reader);
            throw unreadable(file, e);
        }
    }

    private static char separator(BufferedReader reader) throws IOException {
        reader.mark(SNIFFED_CHARACTERS);
        char found = firstLineSeparator(reader);
        reader.reset();
        reader.mark(1);
        if (reader.read() != '\ufeff') { // a byte order mark
            reader.reset();
        }
        return found;
    }

    private static char firstLineSeparator(BufferedReader reader) throws IOException {
        boolean quoted = false;
        boolean blank = true;
        boolean semicolon = false;
        for (int i = 0; i < SNIFFED_CHARACTERS - 1; i++) {
            int c = reader.read();
            if (c == '"') {
                quoted = !quoted;
            }
            if (c == '\t' && !quoted) {
                return '\t';
            }
            boolean lineEnd = c == '\n' || c == '\r';
            if (c < 0 || (lineEnd && !quoted && !blank)) {
                break;
            }
            blank &= lineEnd;
            semicolon |= c == ';' && !quoted;
        }
        return semicolon ? ';' : ',';
    }

    private void readHead(ColumnChoice choice) {
        List<CsvRecord> rows = beginning();
        List<String> names = List.of();
        if (CsvHeader.leads(file, rows)) {
            names = ahead.remove().fields();
            rows = rows.subList(1, rows.size());
        }
        if (rows.isEmpty()) {
            throw new InputException(file, "has no rows, only the header " + InputFile.listing(names));
        }
        CsvRecord first = rows.get(0);
        int fields = first.fields().size();
        if (!names.isEmpty() && names.size() != fields) {
            throw new InputException(
                    file, "row 0 (line " + first.line() + ") has " + fields + " fields, the header " + names.size());
        }
        head = CsvHead.of(file, names, rows);
        chosen = choice.choose(head);
    }

    /**
     * The first records, which {@link #next} will give again.
     *
     * @throws InputException if there are none
     */
    List<CsvRecord> beginning() {
        long fields = 0;
        while (ahead.size() < MOST_AHEAD && (ahead.size() < LEAST_AHEAD || fields < MOST_FIELDS_AHEAD) && advance()) {
            ahead.add(new CsvRecord(records.text(), line));
            fields += records.text().size();
        }
        if (ahead.isEmpty()) {
            throw new InputException(file, "has no rows");
        }
        return List.copyOf(ahead);
    }

    /** From now on numbers are rounded to this type. */
    CsvTable rounded(Precision precision) {
        records.round(precision);
        return this;
    }

    String file() {
        return file;
    }

    CsvHead head() {
        return head;
    }

    char separator() {
        return separator;
    }

    /** How many numbers a row has. */
    int width() {
        return chosen.size();
    }

    /**
     * Goes to the next row.
     *
     * @return false at the end
     * @throws InputException for a row of another length, or a field that is wanted and no number
     */
    boolean next() {
        if (ahead.isEmpty()) {
            return advance();
        }
        CsvRecord first = ahead.remove();
        line = first.line();
        records.take(first);
        return true;
    }

    /** The fields of the record, if no numbers are expected. */
    List<String> text() {
        return records.text();
    }

    /** The line of the file, from 1, on which the record begins. */
    long line() {
        return line;
    }

    /** The numbers of the row; overwritten by the next. */
    double[] row() {
        return records.row();
    }

    /** The field of the one column that is read as text. */
    String cell() {
        return records.cell();
    }

    /** The names of the chosen columns; empty without a header. */
    List<String> chosenNames() {
        return head.hasNames() ? chosen.stream().map(head::name).toList() : List.of();
    }

    /** The header of that column, or its number. */
    String cellName() {
        return head.name(chosen.get(0));
    }

    /** Where that field is. */
    String place() {
        return records.lastPlace(line) + ", " + head.title(chosen.get(0));
    }

    private boolean advance() {
        try {
            if (!lines.hasNext()) {
                return false;
            }
            line = lines.next();
            return true;
        } catch (CsvParseException e) {
            if (e.getCause() instanceof InputException input) {
                throw input;
            }
            throw new InputException(file, "is no well-formed CSV: " + e.getMessage(), e);
        } catch (UncheckedIOException e) {
            throw unreadable(file, Objects.requireNonNullElseGet(e.getCause(), IOException::new));
        }
    }

    private static InputException unreadable(String file, IOException cause) {
        return cause instanceof CharacterCodingException
                ? new InputException(file, "is no text in UTF-8", cause)
                : InputFile.failure(file, "cannot be read", cause);
    }

    @Override
    public void close() {
        close(file, reader);
    }

    private static void close(String file, BufferedReader reader) {
        try {
            reader.close();
        } catch (IOException e) {
            throw InputFile.failure(file, "cannot be closed", e);
        }
    }
}
