package io.demur.io.csv;

import io.demur.logits.InputException;
import io.demur.logits.LabelCheck;
import io.demur.logits.Labels;
import io.demur.logits.Nearest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * Reads a column of labels: whole numbers, names of classes, or truth values, of which true is class 1.
 *
 * <p>The column as a whole decides: one in which all are numbers holds numbers, whatever the names are; otherwise all must
 * be names, or all truth values. What can be none of them is refused where it stands, so that of a wrong column no more
 * than a few texts are ever held.
 */
final class LabelColumn {
    /** Whole numbers up to this are exact in the doubles through which labels pass. */
    private static final double LARGEST = 0x1p53;

    private final CsvTable table;
    private final LabelForm form;
    private final LabelCheck check;
    private final Map<String, Integer> known = new HashMap<>();
    private final List<Found> found = new ArrayList<>();

    private LabelColumn(CsvTable table, LabelForm form) {
        this.table = table;
        this.form = form;
        this.check = new LabelCheck(table.file(), form.classes(), form.ignoredValues());
    }

    /** A text, and where it comes first. */
    private record Found(String text, int row, String place) {}

    static Labels read(CsvSource source, LabelForm form) {
        try (CsvTable table = source.cells(ColumnChoice.one(form.column()))) {
            LabelColumn column = new LabelColumn(table, form);
            column.checkHeader();
            return column.labels(column.texts());
        }
    }

    /** A first label that is a word would be the header by the rule for numbers. */
    private void checkHeader() {
        String name = table.cellName();
        boolean meant = form.column().filter(name::equals).isPresent();
        if (!meant && (isName(name) || isTruth(name))) {
            throw new InputException(
                    table.file(),
                    "the first line holds the label \"" + name + "\" where the column's name is wanted",
                    "write a header above it, or give --label " + name + " if it is one");
        }
    }

    /** For every row which text it holds, a position in {@link #found}. */
    private int[] texts() {
        int[] ids = new int[1024];
        int count = 0;
        while (table.next()) {
            if (count == ids.length) {
                ids = Arrays.copyOf(ids, count * 2);
            }
            String text = table.cell();
            Integer id = known.get(text);
            if (id == null) {
                checkPossible(text, count);
                id = found.size();
                known.put(text, id);
                found.add(new Found(text, count, table.place()));
            }
            ids[count++] = id;
        }
        return Arrays.copyOf(ids, count);
    }

    private void checkPossible(String text, int row) {
        if (isName(text) || isTruth(text)) {
            return;
        }
        if (Decimal.isNumber(text)) {
            check.label(whole(text, row), row);
            return;
        }
        if (text.isBlank()) {
            throw new InputException(table.file(), table.place() + " is empty", "every row needs a label");
        }
        String shown = table.place() + ": \"" + text.substring(0, Math.min(text.length(), 40)) + "\" is not a number";
        throw form.names().isEmpty()
                ? new InputException(
                        table.file(),
                        shown,
                        "if labels are names, give those of all classes, in the order of the logits, with --classes")
                : new InputException(
                        table.file(),
                        shown + " and no name of a class",
                        "did you mean \"" + Nearest.to(text, form.names().keySet())
                                + "\"? --classes names the classes, and without it the columns do");
    }

    private Labels labels(int[] ids) {
        if (all(Decimal::isNumber)) {
            return Labels.checked(
                    table.file(),
                    each(ids, label -> whole(label.text(), label.row())),
                    form.classes(),
                    form.ignoredValues());
        }
        if (all(this::isName)) {
            return Labels.checked(table.file(), each(ids, label -> named(label.text())), form.classes());
        }
        if (all(LabelColumn::isTruth)) {
            return Labels.checked(
                    table.file(), each(ids, label -> truth(lower(label.text()))), form.classes(), form.ignoredValues());
        }
        Found noName = first(text -> !isName(text));
        Found noNumber = first(text -> !Decimal.isNumber(text));
        throw new InputException(
                table.file(),
                noName.place() + ": \"" + noName.text() + "\" is no name of a class, and \"" + noNumber.text()
                        + "\" in " + noNumber.place() + " is no number",
                "write all labels as numbers, or all as names");
    }

    private boolean all(Predicate<String> what) {
        return found.stream().map(Found::text).allMatch(what);
    }

    private Found first(Predicate<String> what) {
        return found.stream().filter(one -> what.test(one.text())).findFirst().orElseThrow();
    }

    private long[] each(int[] ids, ToLongFunction<Found> meaning) {
        long[] values = found.stream().mapToLong(meaning).toArray();
        return Arrays.stream(ids).mapToLong(id -> values[id]).toArray();
    }

    private boolean isName(String text) {
        return form.names().containsKey(text) || form.names().containsKey(text.strip());
    }

    private long named(String text) {
        Integer exact = form.names().get(text);
        return exact != null ? exact : form.names().getOrDefault(text.strip(), Labels.IGNORED);
    }

    private static boolean isTruth(String text) {
        return lower(text).equals("true") || lower(text).equals("false");
    }

    /** Where classes are called true and false, in whatever letters, their order is that of the logits. */
    private long truth(String text) {
        return form.names().entrySet().stream()
                .filter(name -> lower(name.getKey()).equals(text))
                .mapToLong(Map.Entry::getValue)
                .findFirst()
                .orElse(text.equals("true") ? 1 : 0);
    }

    private static String lower(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }

    private long whole(String text, int row) {
        double label = Decimal.parse(text);
        if (label != Math.rint(label) || Math.abs(label) > LARGEST) {
            throw new InputException(table.file(), "label " + label + " at row " + row + " is not a whole number");
        }
        return (long) label;
    }
}
