package io.demur.train.engine;

import io.demur.inputs.Features;
import io.demur.network.Shape;
import io.demur.train.loss.Targets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rows with their labels, one each or one at every pixel, and for distillation what a teacher says about them. */
public final class Examples implements ExampleSource {
    /** The label of a pixel that has none: it counts nowhere. */
    public static final int VOID = Targets.VOID;

    private final Features features;
    private final int places;
    private final int[] labels;
    private final float @Nullable [] teacher;

    private Examples(Features features, int places, int[] labels, float @Nullable [] teacher) {
        this.features = features;
        this.places = places;
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
        return new Examples(features, 1, labels, null);
    }

    /**
     * Images with a label at every pixel, or {@link #VOID}; takes the array over.
     *
     * @param places pixels of an image's labels
     * @param labels row after row of image after image
     * @throws IllegalArgumentException if there are not as many labels as pixels
     */
    public static Examples ofPixels(Features features, int places, int... labels) {
        if (places < 1 || (long) features.rows() * places != labels.length) {
            throw new IllegalArgumentException(
                    features.rows() + " images of " + places + " pixels, but " + labels.length + " labels");
        }
        return new Examples(features, places, labels, null);
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
        return new Examples(features, places, labels, probabilities);
    }

    @Override
    public int rows() {
        return features.rows();
    }

    @Override
    public int places() {
        return places;
    }

    @Override
    public Optional<Shape.Image> input() {
        return Optional.empty();
    }

    /** The chosen rows, in every epoch the same. */
    @Override
    public Examples batch(long seed, int epoch, int... rows) {
        return select(rows);
    }

    /** The rows. */
    public Features features() {
        return features;
    }

    /** Their labels, row after row; not to be changed. */
    public int[] labels() {
        return labels;
    }

    /** The teacher's probabilities, row after row, if there is one; not to be changed. */
    public Optional<float[]> teacher() {
        return Optional.ofNullable(teacher);
    }

    Examples select(int... rows) {
        int[] chosen = new int[rows.length * places];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(labels, rows[i] * places, chosen, i * places, places);
        }
        return new Examples(features.select(rows), places, chosen, teacher == null ? null : teacherOf(teacher, rows));
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
