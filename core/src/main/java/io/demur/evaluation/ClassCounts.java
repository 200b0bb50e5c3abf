package io.demur.evaluation;

import io.demur.metric.ConfusionMatrix;
import io.demur.metric.Ranking;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

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

    /** Mean intersection over union of the classes for which it is defined, by which segmentations are judged. */
    public OptionalDouble meanIntersectionOverUnion() {
        return classes.stream()
                .flatMapToDouble(count -> count.intersectionOverUnion().stream())
                .average();
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
            Counter counter = new Counter();
            for (int row = 0; row < labels.length; row++) {
                counter.add(row);
            }
            return counter.counts();
        }

        /** Of the first {@code count} rows of a ranking. */
        ClassCounts accepted(Ranking ranking, int count) {
            Counter counter = new Counter();
            for (int i = 0; i < count; i++) {
                counter.add(ranking.sample(i));
            }
            return counter.counts();
        }

        private final class Counter {
            private final long[] labelled = new long[classes];
            private final long[] predicted = new long[classes];
            private final long[] right = new long[classes];

            void add(int row) {
                labelled[labels[row]]++;
                predicted[predictions[row]]++;
                right[labels[row]] += labels[row] == predictions[row] ? 1 : 0;
            }

            ClassCounts counts() {
                List<Count> counts = new ArrayList<>(classes);
                for (int k = 0; k < classes; k++) {
                    counts.add(new Count(labelled[k], predicted[k], right[k]));
                }
                return new ClassCounts(counts);
            }
        }
    }
}
