package io.demur.io.csv;

import io.demur.logits.InputException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Whether the first record of a text is a header: something in it is no number, or it counts 0, 1, 2 and so on.
 *
 * <p>A row in which a number is missing would be a header by that rule, would be lost, and every row after it would be
 * numbered wrongly. So a first record that looks like the rows below it is refused. Names may be numbers nevertheless:
 * those that count from 0 or 1, as tables saved without names for their columns have, and whole numbers that differ
 * from each other, such as years, beside a word.
 */
final class CsvHeader {
    /** A table saved without names for its columns gets their numbers as names; fewer than this could be data. */
    private static final int LEAST_NUMBERED = 3;

    /** What programs write for a number that is missing. */
    private static final Set<String> MISSING = Set.of(
            "", "-", "--", "?", ".", "na", "n/a", "n.a.", "#n/a", "<na>", "null", "none", "nil", "missing", "\\n");

    private CsvHeader() {}

    /**
     * Decides.
     *
     * @param records the first ones of the text, at least one
     * @throws InputException if the first is most likely a row in which something is no number
     */
    static boolean leads(String file, List<CsvRecord> records) {
        List<String> first = records.get(0).fields();
        boolean numbered = first.size() >= LEAST_NUMBERED && counts(first, 0);
        if (numbered || first.stream().allMatch(Decimal::isNumber)) {
            return numbered;
        }
        if (isLikeRow(first) && mostlyNumbers(records.subList(1, records.size()))) {
            throw refused(file, records.get(0));
        }
        return true;
    }

    private static boolean isLikeRow(List<String> first) {
        List<String> numbers = first.stream().filter(Decimal::isNumber).toList();
        boolean indexed = first.get(0).isBlank() && !numbers.isEmpty();
        if ((indexed || numbers.size() > 1) && (counts(numbers, 0) || counts(numbers, 1))) {
            return false;
        }
        // a table saved with the numbers of its rows has no name above them
        boolean missing = first.stream()
                .skip(indexed ? 1 : 0)
                .filter(Predicate.not(Decimal::isNumber))
                .anyMatch(CsvHeader::isMissing);
        return missing
                ? numbers.size() * 2 >= first.size()
                        || first.stream().allMatch(f -> isMissing(f) || Decimal.isNumber(f))
                : numbers.size() * 2 >= first.size() && !areNames(numbers);
    }

    private static boolean isMissing(String field) {
        return MISSING.contains(field.strip().toLowerCase(Locale.ROOT));
    }

    private static boolean areNames(List<String> numbers) {
        return new HashSet<>(numbers).size() == numbers.size()
                && numbers.stream().allMatch(number -> number.matches("\\d+"));
    }

    private static boolean counts(List<String> numbers, int from) {
        return IntStream.range(0, numbers.size()).allMatch(i -> numbers.get(i).equals(Integer.toString(from + i)));
    }

    private static boolean mostlyNumbers(List<CsvRecord> rows) {
        List<String> filled = rows.stream()
                .flatMap(row -> row.fields().stream())
                .filter(Predicate.not(String::isBlank))
                .toList();
        return !filled.isEmpty() && filled.stream().filter(Decimal::isNumber).count() * 2 >= filled.size();
    }

    private static InputException refused(String file, CsvRecord first) {
        int column = IntStream.range(0, first.fields().size())
                .filter(i -> !Decimal.isNumber(first.fields().get(i)))
                .findFirst()
                .orElseThrow();
        String field = first.fields().get(column);
        return new InputException(
                file,
                "row 0 (line " + first.line() + "), column " + column
                        + (field.isBlank() ? " is empty" : ": \"" + field + "\" is not a number")
                        + ", where most below are numbers",
                "write the number if this is a row; if it is a header, give its columns names that are no numbers");
    }
}
