package io.demur.serve.decide;

import io.demur.logits.LogitTile;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Rows as they came over the wire, little-endian, decoded only on their way into a tile. */
public final class BinaryRows implements Rows {
    private static final VarHandle FLOATS =
            MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle DOUBLES =
            MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);
    /** A cache line of the tile: so many rows are read side by side, so that each line is written at once. */
    private static final int SIDE_BY_SIDE = 8;

    /** The element types. */
    public enum Type {
        /** Four bytes. */
        FP32(4),
        /** Eight bytes. */
        FP64(8);

        private final int bytes;

        Type(int bytes) {
            this.bytes = bytes;
        }

        /** Size of an element. */
        public int bytes() {
            return bytes;
        }
    }

    private final Type type;
    private final int rows;
    private final int columns;
    private final byte[] bytes;
    private final int offset;

    /**
     * Keeps the array without copying it.
     *
     * @param offset where the first element begins
     */
    public BinaryRows(Type type, int rows, int columns, byte[] bytes, int offset) {
        if (columns < 1 || rows < 0 || offset + (long) rows * columns * type.bytes > bytes.length) {
            throw new IllegalArgumentException(rows + " rows of " + columns + " do not fit " + bytes.length + " bytes");
        }
        this.type = type;
        this.rows = rows;
        this.columns = columns;
        this.bytes = bytes;
        this.offset = offset;
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public int columns() {
        return columns;
    }

    @Override
    public void fill(LogitTile tile, int first, int count) {
        tile.hold(first, count);
        for (int r = 0; r < count; r += SIDE_BY_SIDE) {
            int side = Math.min(SIDE_BY_SIDE, count - r);
            if (type == Type.FP32) {
                floats(tile, r, first + r, side);
            } else {
                doubles(tile, r, first + r, side);
            }
        }
    }

    private void floats(LogitTile tile, int target, int row, int side) {
        int step = 4 * columns;
        int from = offset + row * step;
        for (int k = 0; k < columns; k++, from += 4) {
            double[] values = tile.values()[k];
            for (int s = 0; s < side; s++) {
                values[target + s] = (float) FLOATS.get(bytes, from + s * step);
            }
        }
    }

    private void doubles(LogitTile tile, int target, int row, int side) {
        int step = 8 * columns;
        int from = offset + row * step;
        for (int k = 0; k < columns; k++, from += 8) {
            double[] values = tile.values()[k];
            for (int s = 0; s < side; s++) {
                values[target + s] = (double) DOUBLES.get(bytes, from + s * step);
            }
        }
    }

    @Override
    public float[] toFloats() {
        float[] floats = new float[rows * columns];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = type == Type.FP32
                    ? (float) FLOATS.get(bytes, offset + 4 * i)
                    : (float) (double) DOUBLES.get(bytes, offset + 8 * i);
        }
        return floats;
    }
}
