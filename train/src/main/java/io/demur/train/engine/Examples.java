package io.demur.train.engine;

import io.demur.inputs.Features;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rows with their labels, and for distillation what a teacher says about them. */
public final class Examples {
    private final Features features;
    private final int[] labels;
    private final float @Nullable [] teacher;

    private Examples(Features features, int[] labels, float @Nullable [] teacher) {
        this.features = features;
        this.labels = labels;
        this.teacher = teacher;
    }

    /**
     * Rows with one label each; takes the array over.
     *
     * @throws IllegalArgumentException if there are not as many labels as rows
     */
    public static Examples of(Features features, int... labels) {
        if (features.rows() != labels.length) {
            throw new IllegalArgumentException(features.rows() + " rows, but " + labels.length + " labels");
        }
        return new Examples(features, labels, null);
    }

    /**
     * The same with a teacher; takes the array over.
     *
     * @param probabilities the teacher's softmax, row after row
     * @throws IllegalArgumentException if they do not divide into the rows
     */
    public Examples withTeacher(float[] probabilities) {
        if (labels.length == 0 || probabilities.length % labels.length != 0) {
            throw new IllegalArgumentException(
                    probabilities.length + " probabilities do not divide into " + labels.length + " rows");
        }
        return new Examples(features, labels, probabilities);
    }

    /** Number of rows. */
    public int rows() {
        return labels.length;
    }

    /** The rows. */
    public Features features() {
        return features;
    }

    /** Their labels; not to be changed. */
    public int[] labels() {
        return labels;
    }

    /** The teacher's probabilities, row after row, if there is one; not to be changed. */
    public Optional<float[]> teacher() {
        return Optional.ofNullable(teacher);
    }

    Examples select(int... rows) {
        int[] chosen = Arrays.stream(rows).map(row -> labels[row]).toArray();
        return new Examples(features.select(rows), chosen, teacher == null ? null : teacherOf(teacher, rows));
    }

    private float[] teacherOf(float[] all, int... rows) {
        int classes = all.length / labels.length;
        float[] chosen = new float[rows.length * classes];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(all, rows[i] * classes, chosen, i * classes, classes);
        }
        return chosen;
    }
}
