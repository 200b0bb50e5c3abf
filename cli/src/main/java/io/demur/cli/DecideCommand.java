package io.demur.cli;

import io.demur.io.Groups;
import io.demur.io.Inputs;
import io.demur.io.file.AtomicFile;
import io.demur.io.json.SelectorJson;
import io.demur.logits.InputException;
import io.demur.logits.LogitTile;
import io.demur.logits.Logits;
import io.demur.logits.OrderedTilePass;
import io.demur.select.Decider;
import io.demur.select.Grouping;
import io.demur.select.Selector;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.LongToIntFunction;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Decides row by row which answers go out. */
@Command(
        name = "decide",
        description = {
            "Accept or abstain, row by row: one line each, in the order of the rows, as they are read.",
            "",
            "A row that is not answered has no prediction but a reason. confidence is the score that the threshold"
                    + " is compared with; for msp it is the logit of the probability."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        footer = {
            "",
            "Examples:",
            "  demur decide selector.json new_logits.npy -o decisions.csv",
            "  cat rows.csv | demur decide selector.json - --format json"
        })
final class DecideCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", paramLabel = "SELECTOR", description = "The file that fit has written.")
    private Path selectorFile = Path.of("");

    @Parameters(index = "1", paramLabel = "LOGITS", description = "The rows to decide; - reads standard input.")
    private String file = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write the decisions there instead of to standard output.")
    private @Nullable String output;

    @Option(names = "--format", paramLabel = "FORMAT", description = "csv (default), or json: one object per line.")
    private String format = "csv";

    @Option(
            names = "--groups",
            paramLabel = "FILE",
            description = "The group of every row, for a selector with one rule per group.")
    private @Nullable String groups;

    @Option(names = "--group", paramLabel = "COLUMN", description = "CSV column of the groups, by name or position.")
    private @Nullable String groupColumn;

    @Mixin
    private FormOptions reading;

    @Mixin
    private ThreadOptions run;

    @Mixin
    private TalkOptions talk;

    DecideCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        talk.apply(console);
        run.threads();
        if (output != null) {
            OutputTarget.check(output);
        }
        Selector selector = SelectorJson.read(selectorFile);
        DecisionLines lines = new DecisionLines(format(), selector);
        try (Logits source = Inputs.logits(file, reading.alone())) {
            selector.requireFits(source);
            LongToIntFunction rule = rules(selector, source);
            Logits logits = ProgressLogits.of(source, console);
            DecisionLines.Tally tally = new DecisionLines.Tally();
            if (output == null || OutputTarget.isStandardOutput(output)) {
                decide(selector, logits, rule, lines, tally, console.data());
                console.flush();
            } else {
                AtomicFile.write(
                        OutputTarget.path(output), target -> decide(selector, logits, rule, lines, tally, target));
            }
            console.say(tally.toString());
        }
        return ExitCode.DONE;
    }

    private DecisionLines.Format format() {
        return switch (format.toLowerCase(Locale.ROOT)) {
            case "csv" -> DecisionLines.Format.CSV;
            case "json" -> DecisionLines.Format.JSON;
            default -> throw new InputException("--format", "'" + format + "' is not csv or json");
        };
    }

    /** The rule of a row, by its position. */
    private LongToIntFunction rules(Selector selector, Logits logits) {
        if (selector.grouping() != Grouping.COLUMN) {
            if (groups != null) {
                throw new InputException(groups, "the selector has no rules per group of a file", "leave --groups out");
            }
            return row -> 0;
        }
        if (groups == null) {
            throw new InputException(
                    selectorFile.toString(), "has one rule per group", "give the group of every row with --groups");
        }
        long rows = logits.rows().orElseGet(this::countRows);
        Groups given = Groups.read(groups, Optional.ofNullable(groupColumn), rows);
        int[] rule = given.names().stream().mapToInt(selector::group).toArray();
        return row -> rule[given.id((int) row)];
    }

    /** Of a text, which does not say how many it has. */
    private long countRows() {
        if (file.equals("-")) {
            throw new InputException(
                    "standard input", "does not say how many rows it has, and groups need that", "write it to a file");
        }
        try (Logits logits = Inputs.logits(file, reading.alone())) {
            LogitTile tile = new LogitTile(logits.classes());
            Logits.Pass pass = logits.pass();
            return LongStream.generate(() -> pass.next(tile) ? tile.rows() : 0)
                    .takeWhile(rows -> rows > 0)
                    .sum();
        }
    }

    private void decide(
            Selector selector,
            Logits logits,
            LongToIntFunction rule,
            DecisionLines lines,
            DecisionLines.Tally tally,
            OutputStream target) {
        DecisionLines.write(target, lines.head());
        OrderedTilePass.run(logits, run.threads(), () -> new OrderedTilePass.Worker() {
            private final Decider decider = new Decider(selector, new LogitTile(logits.classes()));
            private final StringBuilder text = new StringBuilder();
            private int rows;

            @Override
            public void work(LogitTile tile) {
                decider.decide(tile, r -> rule.applyAsInt(tile.firstRow() + r));
                text.setLength(0);
                rows = tile.rows();
                for (int r = 0; r < rows; r++) {
                    lines.append(text, tile.firstRow() + r, decider, r);
                }
            }

            @Override
            public void emit() {
                DecisionLines.write(target, text);
                for (int r = 0; r < rows; r++) {
                    tally.add(decider, r);
                }
            }
        });
    }
}
