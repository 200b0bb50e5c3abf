package io.demur.train.engine;

import ai.djl.ndarray.types.Shape;
import io.demur.train.loss.Mix;
import java.util.Arrays;
import java.util.stream.LongStream;

/** A batch as the graph begins with it: per row a vector, an image, or a sequence of vectors of which some are real. */
final class GraphInput {
    private final float[] values;
    private final Shape row;
    private final int[] lengths;

    private GraphInput(float[] values, Shape row, int[] lengths) {
        this.values = values;
        this.row = row;
        this.lengths = lengths;
    }

    /** One vector per row; takes the array over. */
    static GraphInput vectors(int rows, int width, float[] values) {
        return rows(rows, new Shape(width), values);
    }

    /** Numbers of any shape per row; takes the array over. */
    static GraphInput rows(int rows, Shape row, float[] values) {
        int[] lengths = new int[rows];
        Arrays.fill(lengths, 1);
        return new GraphInput(values, row, lengths);
    }

    /** {@code length} vectors per row, of which {@code lengths} are real; takes the arrays over. */
    static GraphInput sequences(int length, int width, float[] values, int[] lengths) {
        return new GraphInput(values, new Shape(length, width), lengths);
    }

    int rows() {
        return lengths.length;
    }

    /** Numbers per row. */
    int width() {
        return Math.toIntExact(row.size());
    }

    Shape shape() {
        return new Shape(LongStream.concat(LongStream.of(rows()), LongStream.of(row.getShape()))
                .toArray());
    }

    float[] values() {
        return values;
    }

    /** Per row how many vectors are real. */
    int[] lengths() {
        return lengths;
    }

    /** Mixed with each row's partner; a sequence is then as long as the longer of the two. */
    GraphInput mixed(Mix mix) {
        int[] longer = new int[lengths.length];
        for (int i = 0; i < longer.length; i++) {
            longer[i] = Math.max(lengths[i], lengths[mix.partner(i)]);
        }
        return new GraphInput(mix.mix(values, width()), row, longer);
    }
}
