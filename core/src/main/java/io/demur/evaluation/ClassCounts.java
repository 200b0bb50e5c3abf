package io.demur.evaluation;

import io.demur.math.ByteSink;
import io.demur.math.ByteSource;
import io.demur.metric.ConfusionMatrix;
import io.demur.metric.Loss;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Right and wrong predictions by class, over some rows.
 *
 * @param classes one entry per class, in their order
 */
public record ClassCounts(List<Count> classes) {

    /**
     * One class.
     *
     * @param labelled rows whose label it is
     * @param predicted rows whose prediction it is
     * @param right rows of which both hold
     */
    public record Count(long labelled, long predicted, long right) {

        /** Share predicted wrong of the rows with this label, unless there are none. */
        public OptionalDouble error() {
            return share(labelled - right, labelled);
        }

        /** Share predicted wrong of the rows with this prediction, unless there are none. */
        public OptionalDouble errorOfPredicted() {
            return share(predicted - right, predicted);
        }

        /** Intersection over union of prediction and label, unless there are neither. */
        public OptionalDouble intersectionOverUnion() {
            return ConfusionMatrix.intersectionOverUnion(right, labelled, predicted)
                    .number();
        }

        private static OptionalDouble share(long part, long whole) {
            return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / whole);
        }
    }

    public ClassCounts {
        classes = List.copyOf(classes);
    }

    /** All rows of several parts, which have the same classes. */
    public static ClassCounts sum(List<ClassCounts> parts) {
        int classes = parts.get(0).classes().size();
        return new ClassCounts(IntStream.range(0, classes)
                .mapToObj(k -> new Count(
                        parts.stream()
                                .mapToLong(p -> p.classes().get(k).labelled())
                                .sum(),
                        parts.stream()
                                .mapToLong(p -> p.classes().get(k).predicted())
                                .sum(),
                        parts.stream()
                                .mapToLong(p -> p.classes().get(k).right())
                                .sum()))
                .toList());
    }

    /** Mean intersection over union of the classes for which it is defined, by which segmentations are judged. */
    public OptionalDouble meanIntersectionOverUnion() {
        return classes.stream()
                .flatMapToDouble(count -> count.intersectionOverUnion().stream())
                .average();
    }

    /** Counts row by row, in parts that are merged. */
    static final class Tally {
        private final long[] labelled;
        private final long[] predicted;
        private final long[] right;

        Tally(int classes) {
            labelled = new long[classes];
            predicted = new long[classes];
            right = new long[classes];
        }

        void add(int label, int prediction) {
            labelled[label]++;
            predicted[prediction]++;
            right[label] += 1 - Loss.zeroOne(label, prediction);
        }

        /** The first {@code count} rows of the arrays. */
        void addAll(int[] label, int[] prediction, int count) {
            for (int i = 0; i < count; i++) {
                add(label[i], prediction[i]);
            }
        }

        void merge(Tally other) {
            for (int k = 0; k < right.length; k++) {
                labelled[k] += other.labelled[k];
                predicted[k] += other.predicted[k];
                right[k] += other.right[k];
            }
        }

        void write(ByteSink sink) {
            sink.count(right.length);
            for (int k = 0; k < right.length; k++) {
                sink.count(labelled[k]).count(predicted[k]).count(right[k]);
            }
        }

        static Tally read(ByteSource source) {
            Tally read = new Tally(source.countBelow(Integer.MAX_VALUE));
            for (int k = 0; k < read.right.length; k++) {
                read.labelled[k] = source.count();
                read.predicted[k] = source.count();
                read.right[k] = source.count();
            }
            return read;
        }

        ClassCounts counts() {
            return new ClassCounts(IntStream.range(0, right.length)
                    .mapToObj(k -> new Count(labelled[k], predicted[k], right[k]))
                    .toList());
        }
    }

    /** Predictions and labels of all rows, from which parts are counted. */
    static final class Rows {
        private final int[] predictions;
        private final int[] labels;
        private final int classes;

        /** Takes the arrays over. */
        Rows(int[] predictions, int[] labels, int classes) {
            this.predictions = predictions;
            this.labels = labels;
            this.classes = classes;
        }

        ClassCounts whole() {
            Tally tally = new Tally(classes);
            for (int row = 0; row < labels.length; row++) {
                tally.add(labels[row], predictions[row]);
            }
            return tally.counts();
        }

        /** Of some rows. */
        ClassCounts of(boolean[] part) {
            Tally tally = new Tally(classes);
            for (int row = 0; row < labels.length; row++) {
                if (part[row]) {
                    tally.add(labels[row], predictions[row]);
                }
            }
            return tally.counts();
        }
    }
}
