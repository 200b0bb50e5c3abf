package io.demur.cli;

import io.demur.io.DecisionForm;
import io.demur.io.DecisionSink;
import io.demur.io.DecisionSinkProvider;
import io.demur.io.Inputs;
import io.demur.io.TextValues;
import io.demur.io.file.AtomicFile;
import io.demur.io.json.Json;
import io.demur.io.json.SelectorJson;
import io.demur.logits.InputException;
import io.demur.logits.LogitTile;
import io.demur.logits.Logits;
import io.demur.logits.OrderedTilePass;
import io.demur.select.Decider;
import io.demur.select.Selector;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.LongToIntFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Decides row by row which answers go out. */
@Command(
        name = "decide",
        description = {
            "Accept or abstain, row by row: one line each, in the order of the rows. Rows are read and decided in blocks"
                    + " of up to 4,096, whatever their number; to have each answer at once, use serve.",
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
            "  demur decide selector.json new.parquet --id customer -o decisions.parquet",
            "  cat rows.csv | demur decide selector.json - --format json"
        })
final class DecideCommand implements Callable<Integer> {
    private final Console console;
    private String file = "";

    @Parameters(index = "0", paramLabel = "SELECTOR", description = "The file that fit has written.")
    private Path selectorFile = Path.of("");

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "LOGITS",
            description = "The rows to decide; - reads standard input.")
    private @Nullable String logits;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write the decisions there instead of to standard output; as a table if it ends in .parquet.")
    private @Nullable String output;

    @Option(names = "--format", paramLabel = "FORMAT", description = "csv (default), or json: one object per line.")
    private String format = "csv";

    @Mixin
    private RowGroupOptions groups;

    @Option(
            names = "--id",
            paramLabel = "COLUMN",
            description = "Column of LOGITS by which the decisions name their rows, besides the position.")
    private @Nullable String id;

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
        reading.leaveOut(ownColumns());
        file = reading.sources(logits == null ? List.of() : List.of(logits)).get(0);
        DecisionLines.Format lines = format();
        Optional<DecisionSinkProvider> table = table();
        try (Logits source = Inputs.logits(file, reading.alone(console))) {
            selector.requireFits(source);
            LongToIntFunction rules = groups.rules(
                    selector, selectorFile, file, () -> source.rows().orElseGet(this::countRows));
            Work work = new Work(selector, ProgressLogits.of(source, console), rules);
            Optional<TextValues> ids = Optional.ofNullable(id).map(column -> Inputs.texts(file, column));
            try {
                DecisionLines.Tally tally = new DecisionLines.Tally();
                if (table.isPresent()) {
                    writeTable(table.get(), work, ids, tally);
                } else {
                    writeText(lines, work, new RowIds(ids), tally);
                }
                console.say(tally.toString());
            } finally {
                ids.ifPresent(TextValues::close);
            }
        }
        return ExitCode.DONE;
    }

    /** What is decided, and by which rules. */
    private record Work(Selector selector, Logits rows, LongToIntFunction rule) {}

    private Optional<DecisionSinkProvider> table() {
        return output == null || OutputTarget.isStandardOutput(output)
                ? Optional.empty()
                : Inputs.decisionTable(OutputTarget.path(output));
    }

    private void writeTable(
            DecisionSinkProvider tables, Work work, Optional<TextValues> ids, DecisionLines.Tally tally) {
        String digest = SelectorJson.of(work.selector()).path(Json.DIGEST).textValue();
        DecisionForm form = new DecisionForm(digest, work.selector().classNames(), ids.map(TextValues::type));
        try (DecisionSink sink = tables.open(OutputTarget.path(String.valueOf(output)), form)) {
            decide(work, new TableDecisions(sink, new RowIds(ids), tally));
            sink.finish();
        }
    }

    private void writeText(DecisionLines.Format format, Work work, RowIds ids, DecisionLines.Tally tally) {
        DecisionLines lines = new DecisionLines(format, work.selector(), ids);
        if (output == null || OutputTarget.isStandardOutput(output)) {
            decide(work, new TextDecisions(console.data(), lines, ids, tally));
            console.flush();
        } else {
            AtomicFile.write(
                    OutputTarget.path(output), target -> decide(work, new TextDecisions(target, lines, ids, tally)));
        }
    }

    /** Columns of LOGITS that hold groups and ids. */
    private List<String> ownColumns() {
        return Stream.concat(groups.columnsOfLogits().stream(), Stream.ofNullable(id))
                .toList();
    }

    private DecisionLines.Format format() {
        return switch (format.toLowerCase(Locale.ROOT)) {
            case "csv" -> DecisionLines.Format.CSV;
            case "json" -> DecisionLines.Format.JSON;
            default -> throw new InputException("--format", "'" + format + "' is not csv or json");
        };
    }

    /** Of a text, which does not say how many it has. */
    private long countRows() {
        if (file.equals("-")) {
            throw new InputException(
                    "standard input", "does not say how many rows it has, and groups need that", "write it to a file");
        }
        try (Logits logits = Inputs.logits(file, reading.alone(console))) {
            LogitTile tile = new LogitTile(logits.classes());
            Logits.Pass pass = logits.pass();
            return LongStream.generate(() -> pass.next(tile) ? tile.rows() : 0)
                    .takeWhile(rows -> rows > 0)
                    .sum();
        }
    }

    private void decide(Work work, DecisionBlocks blocks) {
        OrderedTilePass.run(work.rows(), run.threads(), () -> new OrderedTilePass.Worker() {
            private final Decider decider =
                    new Decider(work.selector(), new LogitTile(work.rows().classes()));
            private final DecisionBlocks.Block block = blocks.block();

            @Override
            public void work(LogitTile tile) {
                decider.decide(tile, r -> work.rule().applyAsInt(tile.firstRow() + r));
                block.take(tile, decider);
            }

            @Override
            public void emit() {
                block.emit(decider);
            }
        });
    }
}
