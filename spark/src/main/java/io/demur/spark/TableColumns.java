package io.demur.spark;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.demur.io.file.InputFile;
import io.demur.logits.InputException;
import io.demur.logits.Nearest;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Finds the columns of a table, or says what is wrong with them. */
final class TableColumns {
    private final String table;
    private final StructType schema;

    TableColumns(String table, StructType schema) {
        this.table = table;
        this.schema = schema;
    }

    /** Name and type of a column. */
    StructField field(String name) {
        return Arrays.stream(schema.fields())
                .filter(field -> field.name().equals(name))
                .findFirst()
                .orElseThrow(() -> missing(name));
    }

    private InputException missing(String name) {
        List<String> names = List.of(schema.fieldNames());
        return names.isEmpty()
                ? new InputException(table, "has no columns")
                : new InputException(
                        table,
                        "has no column \"" + name + "\"",
                        "did you mean \"" + Nearest.to(name, names) + "\"? The columns are "
                                + InputFile.listing(names));
    }

    private static Column named(StructField field) {
        return col("`" + field.name().replace("`", "``") + "`");
    }

    /** One column that holds all logits of a row. */
    Column logits(RowColumns columns) {
        if (columns.logits().isEmpty()) {
            throw new InputException(table, "no column of logits is named");
        }
        if (columns.logits().size() > 1
                || LogitReader.number(field(columns.logits().get(0)).dataType())) {
            return array(columns.logits().stream()
                    .map(this::number)
                    .map(field -> named(field).cast(type(columns)))
                    .toArray(Column[]::new));
        }
        StructField field = field(columns.logits().get(0));
        if (!LogitReader.reads(field.dataType())) {
            throw wrong(field, "logits are vectors, arrays of FLOAT or DOUBLE, or a column of such numbers per class");
        }
        return named(field);
    }

    private StructField number(String name) {
        StructField field = field(name);
        if (!LogitReader.number(field.dataType())) {
            throw wrong(field, "logits are of type FLOAT or DOUBLE");
        }
        return field;
    }

    /** Single precision where nothing is lost by it. */
    private DataType type(RowColumns columns) {
        boolean single = columns.logits().stream()
                .allMatch(name -> field(name).dataType().equals(DataTypes.FloatType));
        return single ? DataTypes.FloatType : DataTypes.DoubleType;
    }

    private InputException wrong(StructField field, String wanted) {
        return new InputException(
                table,
                "column \"" + field.name() + "\" is " + field.dataType().sql() + ", " + wanted,
                "name another column or turn this one by CAST");
    }

    /** How the labels are read. */
    LabelReader.Form labelForm(RowColumns columns) {
        if (columns.label().isEmpty()) {
            return LabelReader.Form.ABSENT;
        }
        StructField field = field(columns.label().get());
        LabelReader.Form form = LabelReader.form(field.dataType());
        if (form == LabelReader.Form.ABSENT) {
            throw wrong(field, "labels are whole numbers or names of classes");
        }
        if (form == LabelReader.Form.NAMES && columns.classNames().isEmpty()) {
            throw new InputException(
                    table,
                    "column \"" + field.name() + "\" holds text",
                    "give the names of the classes, in the order of the logits");
        }
        return form;
    }

    /** The labels, in the type in which they are read. */
    Column label(RowColumns columns, LabelReader.Form form) {
        Column label = columns.label().map(name -> named(field(name))).orElse(lit(0.0));
        return label.cast(LabelReader.stored(form));
    }

    /** The groups as text. */
    Column group(RowColumns columns) {
        return columns.group()
                .map(name -> named(field(name)).cast(DataTypes.StringType))
                .orElse(lit(""));
    }
}
