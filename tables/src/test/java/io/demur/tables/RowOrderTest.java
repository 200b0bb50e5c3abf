package io.demur.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.demur.io.InputOptions;
import io.demur.io.Inputs;
import io.demur.io.LabelOptions;
import io.demur.io.LabelledLogits;
import io.demur.io.TextValues;
import io.demur.io.csv.CsvOptions;
import io.demur.logits.InputException;
import io.demur.logits.InputKind;
import io.demur.logits.Labels;
import io.demur.logits.LogitTile;
import io.demur.logits.Logits;
import io.demur.logits.TilePass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows keep one order, that of the files and of the rows in them, in every pass and for every column. */
class RowOrderTest {
    private static final int ROWS = 60_000;
    private static final int PARTS = 7;

    @TempDir
    static Path folder;

    @BeforeAll
    static void write() throws IOException {
        Command.sql(
                folder,
                "CREATE TABLE rows AS SELECT i AS id, [i, -i, 0.5]::DOUBLE[] AS logits, i % 3 AS label FROM range("
                        + ROWS + ") t(i)");
        for (String kind : List.of("parquet", "json", "csv.gz")) {
            Files.createDirectories(folder.resolve(kind));
            for (int part = 0; part < PARTS; part++) {
                String rows = "SELECT i AS id, [i, -i, 0.5]::DOUBLE[] AS logits, i % 3 AS label FROM range(" + ROWS
                        + ") t(i) WHERE i * " + PARTS + " // " + ROWS + " = " + part;
                String options = kind.equals("parquet") ? " (FORMAT parquet, ROW_GROUP_SIZE 2048)" : "";
                Command.sql(folder, "COPY (" + rows + ") TO '$/" + kind + "/part-" + part + "." + kind + "'" + options);
            }
        }
    }

    private static LabelledLogits open(String argument) {
        InputOptions options =
                new InputOptions(InputKind.LOGITS, CsvOptions.label("label").withOthers(List.of("id")));
        return Inputs.labelled(argument, options, new LabelOptions(Optional.of("label"), Optional.empty(), List.of()));
    }

    /** How many rows of a pass are where they belong. */
    private static long inPlace(Logits logits, Labels labels, int threads) {
        AtomicLong right = new AtomicLong();
        TilePass.run(logits, threads, () -> tile -> {
            int[] truth = new int[tile.rows()];
            labels.read(tile.firstRow(), tile.rows(), truth);
            for (int r = 0; r < tile.rows(); r++) {
                long row = tile.firstRow() + r;
                boolean same = tile.value(r, 0) == row && tile.value(r, 1) == -row && tile.value(r, 2) == 0.5;
                right.addAndGet(same && truth[r] == row % 3 ? 1 : 0);
            }
        });
        return right.get();
    }

    @ParameterizedTest
    @ValueSource(strings = {"parquet", "json", "csv.gz"})
    void filesAndRowsComeInTheirOrder(String kind) {
        String argument = folder.resolve(kind).toString();
        try (LabelledLogits table = open(argument)) {
            assertThat(table.logits().rows()).hasValue(ROWS);
            assertThat(inPlace(table.logits(), table.labels(), 1)).isEqualTo(ROWS);
            assertThat(inPlace(table.logits(), table.labels(), 3)).isEqualTo(ROWS);
        }
        try (TextValues ids = Inputs.texts(argument, "id")) {
            for (int row = 0; row < ROWS; row++) {
                assertThat(ids.next()).isTrue();
                assertThat(ids.text()).hasValue(Integer.toString(row));
            }
            assertThat(ids.next()).isFalse();
        }
    }

    @Test
    void whatAQueryGivesIsSharedWhileItIsRead() {
        String query = "sql:SELECT id::DOUBLE AS a, random() AS b, label, random() AS key FROM '" + folder
                + "/parquet/*.parquet'";
        InputOptions options =
                new InputOptions(InputKind.LOGITS, new CsvOptions(Optional.empty(), List.of("b", "key")));
        try (Logits first = Inputs.logits(query, options);
                Logits second = Inputs.logits(query, options)) {
            LogitTile one = new LogitTile(2);
            LogitTile other = new LogitTile(2);
            Logits.Pass pass = first.pass();
            Logits.Pass beside = second.pass();
            while (pass.next(one)) {
                assertThat(beside.next(other)).isTrue();
                for (int r = 0; r < one.rows(); r++) {
                    assertThat(other.value(r, 0)).isEqualTo(one.value(r, 0));
                    assertThat(other.value(r, 1)).isEqualTo(one.value(r, 1));
                }
            }
        }
    }

    @Test
    void passesStandBesideEachOtherAndMayBeLeft() {
        Logits logits = Inputs.logits(folder.resolve("parquet").toString(), InputOptions.LOGITS);
        LogitTile tile = new LogitTile(3);
        Logits.Pass left = logits.pass();
        assertThat(left.next(tile)).isTrue();
        Logits.Pass other = logits.pass();
        assertThat(other.next(tile)).isTrue();
        assertThat(tile.firstRow()).isZero();
        assertThat(left.next(tile)).isTrue();
        assertThat(tile.firstRow()).isEqualTo(tile.capacity());
        logits.close();
        assertThat(left.next(tile)).isFalse();
    }

    @Test
    void aTableThatGrowsWhileItIsReadIsRefused() throws IOException {
        Path grows = Files.createDirectory(folder.resolve("grows"));
        Files.copy(folder.resolve("parquet/part-0.parquet"), grows.resolve("a.parquet"));
        try (LabelledLogits table = open(grows.toString())) {
            Files.delete(grows.resolve("a.parquet"));
            Command.sql(
                    folder,
                    "COPY (SELECT logits, label, id FROM '$/parquet/part-1.parquet' LIMIT 10) TO '$/grows/a.parquet'");
            assertThatThrownBy(() -> inPlace(table.logits(), table.labels(), 2))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("gave 10 rows");
        }
    }
}
