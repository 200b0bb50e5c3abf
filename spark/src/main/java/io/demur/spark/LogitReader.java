package io.demur.spark;

import java.io.Serializable;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/**
 * Reads the numbers of one row out of Spark's own form of an array or a vector, without an object for each.
 */
final class LogitReader implements Serializable {
    private static final long serialVersionUID = 1L;

    /** A vector's fields, as the type of vectors stores them. */
    private static final int VECTOR_FIELDS = 4;

    private static final int SIZE = 1;
    private static final int INDICES = 2;
    private static final int VALUES = 3;
    private static final byte DENSE = 1;

    private final DataType type;

    private LogitReader(DataType type) {
        this.type = type;
    }

    /** Whether a column of this type can hold logits. */
    static boolean reads(DataType type) {
        return type.equals(SQLDataTypes.VectorType())
                || (type instanceof ArrayType array && number(array.elementType()));
    }

    /** Whether a column of this type can hold the number of one class. */
    static boolean number(DataType type) {
        return type.equals(DataTypes.FloatType) || type.equals(DataTypes.DoubleType);
    }

    /** For columns of a type that {@link #reads} knows. */
    static LogitReader of(DataType type) {
        return new LogitReader(type);
    }

    /** The type of the numbers as numpy names it. */
    String dtype() {
        return single() ? "float32" : "float64";
    }

    private boolean single() {
        return type instanceof ArrayType array && array.elementType().equals(DataTypes.FloatType);
    }

    /** How many numbers a row has that is not null. */
    int length(SpecializedGetters row, int column) {
        return type instanceof ArrayType
                ? row.getArray(column).numElements()
                : vectorSize(row.getStruct(column, VECTOR_FIELDS));
    }

    private static int vectorSize(InternalRow vector) {
        return vector.getByte(0) == DENSE ? vector.getArray(VALUES).numElements() : vector.getInt(SIZE);
    }

    /**
     * Reads one row.
     *
     * @param target of the wanted length
     * @return what is wrong with the row; null if nothing is
     */
    @Nullable
    String read(SpecializedGetters row, int column, double[] target) {
        if (row.isNullAt(column)) {
            return "is null; every row needs its logits";
        }
        int length = length(row, column);
        if (length != target.length) {
            return "holds " + length + " numbers where " + target.length + " are wanted";
        }
        if (!(type instanceof ArrayType)) {
            readVector(row.getStruct(column, VECTOR_FIELDS), target);
            return null;
        }
        return readArray(row.getArray(column), target);
    }

    private @Nullable String readArray(ArrayData numbers, double[] target) {
        if (((ArrayType) type).containsNull()) {
            for (int k = 0; k < target.length; k++) {
                if (numbers.isNullAt(k)) {
                    return "number " + k + " of the list is null; every class needs one";
                }
            }
        }
        if (single()) {
            float[] singles = numbers.toFloatArray();
            for (int k = 0; k < target.length; k++) {
                target[k] = singles[k];
            }
        } else {
            System.arraycopy(numbers.toDoubleArray(), 0, target, 0, target.length);
        }
        return null;
    }

    private static void readVector(InternalRow vector, double[] target) {
        double[] values = vector.getArray(VALUES).toDoubleArray();
        if (vector.getByte(0) == DENSE) {
            System.arraycopy(values, 0, target, 0, target.length);
            return;
        }
        java.util.Arrays.fill(target, 0);
        int[] indices = vector.getArray(INDICES).toIntArray();
        for (int i = 0; i < indices.length; i++) {
            target[indices[i]] = values[i];
        }
    }
}
