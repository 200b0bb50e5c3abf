package io.demur.io.csv;

import io.demur.logits.InputException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The columns of logits: the named ones, or all of numbers that are nothing else. */
record LogitChoice(CsvOptions options) implements ColumnChoice {
    @Override
    public List<Integer> choose(CsvHead head) {
        if (isNamed()) {
            return options.logitColumns().stream().map(head::position).toList();
        }
        List<Integer> chosen = open(head).filter(head::numeric).boxed().toList();
        chosen.forEach(column -> checkName(head, column));
        if (chosen.isEmpty()) {
            throw new InputException(
                    head.file(), "has no column of numbers", "known separators are comma, semicolon and tab");
        }
        return chosen;
    }

    @Override
    public String remedy() {
        return isNamed()
                ? ColumnChoice.super.remedy()
                : ColumnChoice.super.remedy() + "; if this column is no class, name those that are by --columns";
    }

    /** The names of the columns that are no logits because they hold text, if nobody said what they are. */
    List<String> leftOut(CsvHead head) {
        return isNamed()
                ? List.of()
                : open(head)
                        .filter(column -> !head.numeric(column))
                        .mapToObj(head::name)
                        .toList();
    }

    private boolean isNamed() {
        return !options.logitColumns().isEmpty();
    }

    /** The columns of which nothing is said. */
    private IntStream open(CsvHead head) {
        Set<Integer> others = Stream.concat(options.labelColumn().stream(), options.otherColumns().stream())
                .map(head::position)
                .collect(Collectors.toSet());
        return IntStream.range(0, head.columns()).filter(column -> !others.contains(column));
    }

    private static void checkName(CsvHead head, int column) {
        if (head.hasNames() && CsvOptions.isNoClassName(head.name(column))) {
            throw new InputException(
                    head.file(),
                    "column " + column + ", \"" + head.name(column) + "\", does not look like logits",
                    "say which column is the label, name the logit columns, or leave this one out");
        }
    }
}
