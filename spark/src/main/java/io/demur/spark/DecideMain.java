package io.demur.spark;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Decides row by row which answers go out. */
@Command(
        name = "decide",
        description = "Write the table with the columns confidence, accept and reason added.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class DecideMain implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "SELECTOR", description = "The file that fit has written, on the driver.")
    private Path selector = Path.of("");

    @Parameters(index = "1", paramLabel = "PATH", description = "The table.")
    private String path = "";

    @Mixin
    private TableOptions table;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "PATH",
            description = "Where the rows go; must not exist.")
    private String output = "";

    @Option(names = "--output-format", paramLabel = "FORMAT", description = "How Spark writes them (parquet).")
    private String outputFormat = "parquet";

    DecideMain() {}

    @Override
    public Integer call() {
        SelectorModel model = SelectorModel.importSelector(selector);
        Dataset<Row> rows = table.table(path);
        Dataset<Row> decided = model.decide(path, rows, table.columns());
        Refusal.unwrapped(() -> {
            decided.write().format(outputFormat).save(output);
            return output;
        });
        return 0;
    }
}
