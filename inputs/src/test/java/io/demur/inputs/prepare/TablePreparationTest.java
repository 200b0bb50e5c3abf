package io.demur.inputs.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.demur.inputs.ColumnRole;
import io.demur.inputs.DenseFeatures;
import io.demur.inputs.MissingValues;
import io.demur.inputs.OtherColumns;
import io.demur.inputs.RawTable;
import io.demur.inputs.RawTexts;
import io.demur.inputs.TableSchema;
import io.demur.logits.InputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TablePreparationTest {
    private static final TableSchema SCHEMA = TableSchema.label("y")
            .with(ColumnRole.NUMERIC, "x")
            .with(ColumnRole.CATEGORICAL, "job")
            .with(ColumnRole.BINARY, "phone");

    private static RawTable table(String... rows) {
        List<List<String>> cells = new ArrayList<>();
        for (String row : rows) {
            cells.add(List.of(row.split(",", -1)));
        }
        return RawTable.of(List.of("x", "job", "phone"), cells);
    }

    private static final RawTable TRAINING = table("1.5,cook,new", "2,baker,old", "4,cook,old");

    private static RawTable column(String... cells) {
        List<List<String>> rows = new ArrayList<>();
        for (String cell : cells) {
            rows.add(List.of(cell));
        }
        return RawTable.of(List.of("x"), rows);
    }

    private static TableSchema role(ColumnRole role) {
        return TableSchema.label("y").with(role, "x");
    }

    @Test
    @DisplayName("numbers are standardised, categories sorted and one-hot, two values 0 and 1")
    void encodes() {
        TablePreparation preparation = TablePreparation.fit(SCHEMA, TRAINING);
        assertThat(preparation.featureNames()).containsExactly("x", "job=baker", "job=cook", "phone=old");
        DenseFeatures features = preparation.prepare(table("4,cook,old", "2.5,baker,new"));
        // statistics.fmean([1.5, 2, 4]) = 2.5, statistics.pstdev([1.5, 2, 4]) = 1.0801234497346435 (Python 3.12)
        float four = (float) (1.5 / 1.0801234497346435);
        assertThat(features.values()).containsExactly(four, 0, 1, 1, 0, 1, 0, 0);
    }

    @Test
    @DisplayName("columns are found by name, in any order and among others")
    void findsColumns() {
        TablePreparation preparation = TablePreparation.fit(SCHEMA, TRAINING);
        RawTable other = RawTable.of(List.of("phone", "extra", "job", "x"), List.of(List.of("old", "?", "cook", "4")));
        assertThat(preparation.prepare(other).values())
                .isEqualTo(preparation.prepare(table("4,cook,old")).values());
        assertThatThrownBy(() -> preparation.prepare(RawTable.of(List.of("x", "jobs", "phone"), List.of())))
                .hasMessage("table: has no column \"job\"; did you mean \"jobs\"?");
    }

    @Test
    @DisplayName("categories that no training row had are all zeros, values half way, and both are counted")
    void unseen() {
        TablePreparation preparation = TablePreparation.fit(SCHEMA, TRAINING);
        RawTable rows = table("2.5,diver,new", "2.5,cook,none", "2.5,pilot,old");
        assertThat(preparation.prepare(rows).values()).containsExactly(0, 0, 0, 0, 0, 0, 1, 0.5f, 0, 0, 0, 1);
        assertThat(preparation.unseen(rows)).isEqualTo(Map.of("job", 2, "phone", 1));
    }

    @Test
    @DisplayName("a constant column is 0, even where its rounded mean is not the constant")
    void constantColumn() {
        TablePreparation preparation = TablePreparation.fit(role(ColumnRole.NUMERIC), column("0.1", "0.1", "0.1"));
        assertThat(preparation.prepare(column("0.1", "7")).values()).containsExactly(0, 0);
        assertThat(preparation.columns())
                .containsExactly(new ColumnEncoding.Numeric("x", 0.1, 0, ColumnEncoding.Indicator.NONE));
    }

    @Test
    @DisplayName("a missing number becomes the training mean with an indicator, a missing category one of its own")
    void imputes() {
        TableSchema schema = SCHEMA.missing(MissingValues.IMPUTED);
        TablePreparation preparation = TablePreparation.fit(schema, table("1,cook,new", "?,NA,old", "3,cook,"));
        assertThat(preparation.featureNames()).containsExactly("x", "x missing", "job=", "job=cook", "phone=old");
        DenseFeatures features = preparation.prepare(table("3,cook,new", ",?,?"));
        assertThat(features.values()).containsExactly(1, 0, 0, 1, 0, 0, 1, 1, 0, 0.5f);
    }

    @Test
    @DisplayName("a column without gaps in training has no indicator; a gap becomes the mean")
    void imputesWithoutIndicator() {
        TableSchema schema = role(ColumnRole.NUMERIC).missing(MissingValues.IMPUTED);
        assertThat(TablePreparation.fit(schema, column("1", "3"))
                        .prepare(column("?", "3"))
                        .values())
                .containsExactly(0, 1);
    }

    @Test
    @DisplayName("what the preparation cannot use is refused at prediction too")
    void refusesRows() {
        TablePreparation preparation = TablePreparation.fit(SCHEMA, TRAINING);
        assertThatThrownBy(() -> preparation.prepare(table("2,cook,old", "?,cook,old")))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("row 1, column \"x\": the value is missing");
        assertThatThrownBy(() -> preparation.prepare(table("two,cook,old")))
                .hasMessageStartingWith("row 0, column \"x\": \"two\" is not a number");
        assertThatThrownBy(() -> preparation.prepare(RawTexts.of("a"))).hasMessageStartingWith("rows: are texts");
        TablePreparation narrow = TablePreparation.fit(role(ColumnRole.NUMERIC), column("1e-30", "2e-30"));
        assertThatThrownBy(() -> narrow.prepare(column("1e30")))
                .hasMessageContaining("is too far from the training rows for a float");
    }

    @Test
    void refusesToFit() {
        assertThatThrownBy(() -> TablePreparation.fit(role(ColumnRole.BINARY), column("a", "b", "c")))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(
                        "column \"x\": has 3 different values in the training rows, binary ones have 2");
        TableSchema imputing = role(ColumnRole.NUMERIC).missing(MissingValues.IMPUTED);
        assertThatThrownBy(() -> TablePreparation.fit(imputing, column("?", "")))
                .hasMessageStartingWith("column \"x\": is missing in every training row");
        assertThatThrownBy(() -> TablePreparation.fit(imputing, column())).hasMessageStartingWith("training rows");
    }

    @Test
    @DisplayName("inference takes numbers for numbers and the rest for categories, up to a thousand")
    void infers() {
        TableSchema schema = TableSchema.label("y").others(OtherColumns.INFER);
        assertThat(TablePreparation.fit(schema, TRAINING).featureNames())
                .containsExactly("x", "job=baker", "job=cook", "phone=new", "phone=old");
        String[] texts = new String[1001];
        Arrays.setAll(texts, i -> "text " + i);
        assertThatThrownBy(() -> TablePreparation.fit(schema, column(texts)))
                .hasMessageStartingWith("column \"x\": has 1001 different values and no role");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    @DisplayName("training columns have mean 0 and deviation 1; a row's features do not depend on its neighbours")
    void laws(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        String[] cells = new String[200];
        double scale = Math.pow(10, random.nextInt(-12, 12));
        Arrays.setAll(cells, i -> Double.toString((random.nextDouble() + 3) * scale));
        TablePreparation preparation = TablePreparation.fit(role(ColumnRole.NUMERIC), column(cells));
        DenseFeatures features = preparation.prepare(column(cells));
        double sum = 0;
        double squares = 0;
        for (float value : features.values()) {
            sum += value;
            squares += (double) value * value;
        }
        assertThat(sum / 200).isCloseTo(0, within(1e-6));
        assertThat(squares / 200).isCloseTo(1, within(1e-6));
        int row = random.nextInt(200);
        assertThat(preparation.prepare(column(cells).select(row)).values())
                .isEqualTo(features.select(row).values());
    }
}
