package io.demur.spark;

import io.demur.io.ClassNames;
import io.demur.io.csv.Precision;
import io.demur.logits.InputException;
import io.demur.logits.InputKind;
import io.demur.score.BadRows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the rows lie and which columns are what. */
final class TableOptions {
    @Option(names = "--format", paramLabel = "FORMAT", description = "How Spark reads the table (default: parquet).")
    private String format = "parquet";

    @Option(names = "--option", paramLabel = "KEY=VALUE", description = "For Spark's reader; may be repeated.")
    private Map<String, String> options = new LinkedHashMap<>();

    @Option(
            names = "--logits",
            required = true,
            split = ",",
            paramLabel = "LIST",
            description = "The column of vectors or arrays, or one numeric column for each class.")
    private List<String> logits = List.of();

    @Option(names = "--input", paramLabel = "KIND", description = "logits (default), probabilities, log-probabilities.")
    private String input = "logits";

    @Option(
            names = "--dtype",
            paramLabel = "TYPE",
            description = "What logits in a text were before they were written: float64 or float32.")
    private @Nullable String dtype;

    @Option(names = "--label", paramLabel = "COLUMN", description = "Column of the labels.")
    private @Nullable String label;

    @Option(names = "--group", paramLabel = "COLUMN", description = "Column of the groups.")
    private @Nullable String group;

    @Option(names = "--classes", paramLabel = "FILE", description = "Names of the classes, on the driver.")
    private @Nullable Path classes;

    @Option(names = "--ignore-label", paramLabel = "N", description = "Leave out rows with this label.")
    private List<Long> ignored = new ArrayList<>();

    @Option(names = "--skip-bad-rows", description = "Leave out and count rows that are not finite.")
    private boolean skipBadRows;

    BadRows badRows() {
        return skipBadRows ? BadRows.SKIP : BadRows.REFUSE;
    }

    boolean grouped() {
        return group != null;
    }

    /** The table at a path. */
    Dataset<Row> table(String path) {
        Dataset<Row> table =
                Main.session().read().format(format).options(options).load(path);
        return dtype == null ? table : in(Precision.parse(dtype), table, path);
    }

    private Dataset<Row> in(Precision precision, Dataset<Row> table, String path) {
        TableColumns columns = new TableColumns(path, table.schema());
        boolean single = precision == Precision.FLOAT32;
        Dataset<Row> result = table;
        for (String name : logits) {
            boolean list = columns.field(name).dataType() instanceof ArrayType;
            DataType number = single ? DataTypes.FloatType : DataTypes.DoubleType;
            Column column = functions.col("`" + name + "`");
            result = result.withColumn(name, column.cast(list ? DataTypes.createArrayType(number) : number));
        }
        return result;
    }

    /** The columns, where labels are needed. */
    RowColumns labelled() {
        if (label == null) {
            throw new InputException("--label", "is missing", "say which column holds the labels");
        }
        return columns().withLabel(label).withClassNames(classNames()).ignoring(ignored);
    }

    RowColumns columns() {
        RowColumns found = RowColumns.logits(logits.toArray(String[]::new)).with(InputKind.parse(input));
        return group == null ? found : found.withGroup(group);
    }

    /** Names of the classes, if they were given. */
    List<String> classNames() {
        return classes == null ? List.of() : ClassNames.read(classes);
    }
}
