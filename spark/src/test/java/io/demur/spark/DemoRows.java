package io.demur.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.demur.cli.Demur;
import io.demur.io.InputOptions;
import io.demur.io.Inputs;
import io.demur.io.LabelOptions;
import io.demur.logits.Labels;
import io.demur.logits.LogitTile;
import io.demur.logits.Logits;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The demo's logits of real sentences: as the arrays that the command line reads, and as rows of a table. */
final class DemoRows {
    private static final StructType SCHEMA = new StructType()
            .add("id", DataTypes.LongType)
            .add("logits", DataTypes.createArrayType(DataTypes.FloatType, false))
            .add("label", DataTypes.IntegerType)
            .add("site", DataTypes.StringType);

    private DemoRows() {}

    /** Runs a command of Demur that ends well; what it prints. */
    static String command(Object... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Demur.run(Arrays.stream(words).map(Object::toString).toArray(String[]::new), out, err);
        assertThat(code).as(err.toString(StandardCharsets.UTF_8)).isZero();
        return out.toString(StandardCharsets.UTF_8);
    }

    /** Writes the demo's files into a folder. */
    static void export(Path folder) {
        command("demo", "--export", folder, "--quiet");
    }

    /** The rows of two of these files: with position, a site, and logits in single precision. */
    static Dataset<Row> table(Path logits, Path labels) {
        List<Row> rows = new ArrayList<>();
        try (Logits source = Inputs.logits(logits.toString(), InputOptions.LOGITS)) {
            int[] truth = new int[(int) source.rows().orElseThrow()];
            Labels column = Inputs.labels(labels.toString(), LabelOptions.ONLY_COLUMN, source.classes());
            column.read(0, truth.length, truth);
            LogitTile tile = new LogitTile(source.classes());
            Logits.Pass pass = source.pass();
            while (pass.next(tile)) {
                for (int r = 0; r < tile.rows(); r++) {
                    Float[] numbers = new Float[tile.classes()];
                    for (int k = 0; k < numbers.length; k++) {
                        numbers[k] = (float) tile.value(r, k);
                    }
                    long row = tile.firstRow() + r;
                    rows.add(RowFactory.create(row, numbers, truth[(int) row], row % 3 == 0 ? "north" : "south"));
                }
            }
        }
        return Sessions.get().createDataset(rows, org.apache.spark.sql.Encoders.row(SCHEMA));
    }
}
