package io.demur.spark;

import io.demur.logits.Labels;
import io.demur.logits.Nearest;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.FractionalType;
import org.apache.spark.sql.types.IntegralType;
import org.apache.spark.sql.types.StringType;

/** Reads labels: whole numbers of any type, truth values as 0 and 1, or names of classes. */
final class LabelReader implements Serializable {
    /** What {@link #read} gives for a label that is none. */
    static final int BAD = -2;

    private static final long serialVersionUID = 1L;

    /** How labels are stored. */
    enum Form {
        /** There are none. */
        ABSENT,
        /** As doubles, which hold every label that there can be. */
        NUMBERS,
        /** As names. */
        NAMES
    }

    private final Form form;
    private final String column;
    private final int classes;
    private final HashMap<String, Integer> names = new HashMap<>();
    private final Set<Long> ignored;

    private LabelReader(Form form, String column, int classes, List<Long> ignored) {
        this.form = form;
        this.column = column;
        this.classes = classes;
        this.ignored = Set.copyOf(ignored);
    }

    /** For rows without labels: every row counts as one to be ignored. */
    static LabelReader none() {
        return new LabelReader(Form.ABSENT, "", 0, List.of());
    }

    /** How a column of some type is read. */
    static Form form(DataType type) {
        if (type instanceof StringType) {
            return Form.NAMES;
        }
        boolean number = type instanceof IntegralType || type instanceof FractionalType || type instanceof BooleanType;
        return number ? Form.NUMBERS : Form.ABSENT;
    }

    /** Labels in a column that was brought into the form of {@link #stored}. */
    static LabelReader of(RowColumns columns, String column, Form form, int classes) {
        LabelReader reader = new LabelReader(form, column, classes, columns.ignored());
        for (int k = 0; k < columns.classNames().size(); k++) {
            reader.names.put(columns.classNames().get(k), k);
        }
        return reader;
    }

    /** The type into which a column is brought. */
    static DataType stored(Form form) {
        return form == Form.NAMES ? DataTypes.StringType : DataTypes.DoubleType;
    }

    /** Name of the column. */
    String column() {
        return column;
    }

    /** The label of a row, {@link Labels#IGNORED}, or {@link #BAD}. */
    int read(InternalRow row) {
        if (form == Form.ABSENT) {
            return Labels.IGNORED;
        }
        if (row.isNullAt(RowShape.LABEL)) {
            return BAD;
        }
        if (form == Form.NAMES) {
            return names.getOrDefault(row.getUTF8String(RowShape.LABEL).toString(), BAD);
        }
        double number = row.getDouble(RowShape.LABEL);
        long whole = (long) number;
        if (whole != number) {
            return BAD;
        }
        return ignored.contains(whole) ? Labels.IGNORED : whole >= 0 && whole < classes ? (int) whole : BAD;
    }

    /** What is wrong with the label of a row. */
    String problem(InternalRow row) {
        if (row.isNullAt(RowShape.LABEL)) {
            return "is null; leave such rows out by a filter";
        }
        if (form == Form.NAMES) {
            String text = row.getUTF8String(RowShape.LABEL).toString();
            return "\"" + text + "\" is no name of a class; did you mean \"" + Nearest.to(text, names.keySet()) + "\"?";
        }
        double number = row.getDouble(RowShape.LABEL);
        return number == (long) number
                ? "label " + (long) number + " is not in [0, " + classes + ")"
                : "label " + number + " is not a whole number";
    }
}
