package io.demur.inputs.prepare;

import io.demur.inputs.ColumnRole;
import io.demur.inputs.MissingValues;
import io.demur.inputs.RawTable;
import io.demur.inputs.TableSchema;
import io.demur.io.csv.Decimal;
import io.demur.logits.InputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.stream.DoubleStream;

/** Learns the encoding of each column from training rows. */
final class TableFit {
    /** A column of text has more categories than this, and no table of features is made of that by inference. */
    private static final int MOST_INFERRED = 1000;

    private final MissingValues missing;
    private final RawTable rows;

    private TableFit(MissingValues missing, RawTable rows) {
        this.missing = missing;
        this.rows = rows;
    }

    static TablePreparation fit(TableSchema schema, RawTable rows) {
        if (rows.rows() == 0) {
            throw new InputException("training rows", "there are none");
        }
        schema.check(rows);
        TableFit fit = new TableFit(schema.missing(), rows);
        List<ColumnEncoding> encodings = new ArrayList<>();
        for (int column = 0; column < rows.columns().size(); column++) {
            String name = rows.columns().get(column);
            if (!name.equals(schema.label()) && schema.role(name).orElse(ColumnRole.NUMERIC) != ColumnRole.IGNORED) {
                int at = column;
                encodings.add(fit.encoding(at, schema.role(name).orElseGet(() -> fit.inferred(at))));
            }
        }
        return new TablePreparation(encodings, schema.missing());
    }

    private ColumnEncoding encoding(int column, ColumnRole role) {
        return switch (role) {
            case NUMERIC -> numeric(column);
            case CATEGORICAL -> new ColumnEncoding.Categorical(name(column), values(column, Gaps.KEPT));
            case BINARY -> binary(column);
            case IGNORED -> throw new IllegalArgumentException("an ignored column has no encoding");
        };
    }

    private ColumnRole inferred(int column) {
        List<String> values = values(column, Gaps.DROPPED);
        if (!values.isEmpty() && values.stream().allMatch(Decimal::isNumber)) {
            return ColumnRole.NUMERIC;
        }
        if (values.size() > MOST_INFERRED) {
            throw problem(
                    column,
                    "has " + values.size() + " different values and no role",
                    "say in the schema whether it is categorical or ignored");
        }
        return ColumnRole.CATEGORICAL;
    }

    private ColumnEncoding numeric(int column) {
        double[] numbers = numbers(column);
        if (numbers.length == 0) {
            throw problem(column, "is missing in every training row", "ignore it in the schema");
        }
        ColumnEncoding.Indicator indicator =
                numbers.length < rows.rows() ? ColumnEncoding.Indicator.MISSING : ColumnEncoding.Indicator.NONE;
        double least = Arrays.stream(numbers).min().orElseThrow();
        if (least == Arrays.stream(numbers).max().orElseThrow()) {
            return new ColumnEncoding.Numeric(
                    name(column), least, 0, indicator); // a rounded mean would leave a deviation
        }
        double mean = sum(Arrays.stream(numbers)) / numbers.length;
        double squares = sum(Arrays.stream(numbers).map(x -> (x - mean) * (x - mean)));
        return new ColumnEncoding.Numeric(name(column), mean, Math.sqrt(squares / numbers.length), indicator);
    }

    /** Plain addition from the left, which is the same on every JDK. */
    private static double sum(DoubleStream numbers) {
        double sum = 0;
        for (double number : numbers.toArray()) {
            sum += number;
        }
        return sum;
    }

    private double[] numbers(int column) {
        double[] numbers = new double[rows.rows()];
        int count = 0;
        for (int row = 0; row < rows.rows(); row++) {
            OptionalDouble number = TablePreparation.number(missing, rows, row, column);
            if (number.isPresent()) {
                numbers[count++] = number.getAsDouble();
            }
        }
        return Arrays.copyOf(numbers, count);
    }

    private ColumnEncoding binary(int column) {
        List<String> values = values(column, Gaps.DROPPED);
        if (values.size() != 2) {
            throw problem(
                    column,
                    "has " + values.size() + " different values in the training rows, binary ones have 2",
                    "make it categorical in the schema");
        }
        return new ColumnEncoding.Binary(name(column), values.get(0), values.get(1));
    }

    private List<String> values(int column, Gaps gaps) {
        TreeSet<String> values = new TreeSet<>();
        for (int row = 0; row < rows.rows(); row++) {
            missing.read(rows, row, column)
                    .or(() -> gaps == Gaps.KEPT ? Optional.of(TablePreparation.GAP) : Optional.empty())
                    .ifPresent(values::add);
        }
        return List.copyOf(values);
    }

    private String name(int column) {
        return rows.columns().get(column);
    }

    private InputException problem(int column, String problem, String remedy) {
        return new InputException("column \"" + name(column) + "\"", problem, remedy);
    }

    private enum Gaps {
        KEPT,
        DROPPED
    }
}
