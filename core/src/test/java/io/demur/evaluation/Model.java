package io.demur.evaluation;

import io.demur.logits.ArrayLogits;
import io.demur.logits.Labels;
import io.demur.logits.Logits;
import java.util.Arrays;
import java.util.SplittableRandom;

/** The logits of an imagined model and their labels, drawn from a seed. */
public final class Model {
    private final double[][] rows;
    private final int[] labels;

    private Model(double[][] rows, int[] labels) {
        this.rows = rows;
        this.labels = labels;
    }

    /** Given rows and labels. */
    public static Model of(double[][] rows, int... labels) {
        return new Model(rows, labels);
    }

    /** Normal noise plus 2.5 at the true class: the softmax tells all there is to know. */
    public static Model honest(int n, int classes, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] rows = new double[n][classes];
        int[] labels = new int[n];
        for (int i = 0; i < n; i++) {
            labels[i] = random.nextInt(classes);
            for (int k = 0; k < classes; k++) {
                rows[i][k] = random.nextGaussian() + (k == labels[i] ? 2.5 : 0);
            }
        }
        return new Model(rows, labels);
    }

    /** The same with rows predicted wrong scaled up: surer than they should be, as label smoothing leaves them. */
    public static Model overconfidentErrors(int n, int classes, long seed) {
        Model model = honest(n, classes, seed);
        for (int i = 0; i < n; i++) {
            double scale = model.prediction(i) == model.labels[i] ? 1 : 1.6;
            for (int k = 0; k < classes; k++) {
                model.rows[i][k] *= scale;
            }
        }
        return model;
    }

    /** Logits rounded to multiples of a step, so that many rows tie. */
    public Model rounded(double step) {
        return new Model(
                Arrays.stream(rows)
                        .map(row -> Arrays.stream(row)
                                .map(v -> Math.rint(v / step) * step)
                                .toArray())
                        .toArray(double[][]::new),
                labels);
    }

    /** The same rows in another order. */
    public Model shuffled(long seed) {
        return pick(order(seed));
    }

    /** The rows at some positions, in that order. */
    public Model pick(int... positions) {
        return new Model(
                Arrays.stream(positions).mapToObj(i -> rows[i]).toArray(double[][]::new),
                Arrays.stream(positions).map(i -> labels[i]).toArray());
    }

    /** The rows from one position to before another. */
    public Model slice(int from, int to) {
        return new Model(Arrays.copyOfRange(rows, from, to), Arrays.copyOfRange(labels, from, to));
    }

    /** A permutation of the positions. */
    public int[] order(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] order = new int[rows.length];
        for (int i = 0; i < order.length; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    /** With another label at one row. */
    public Model label(int row, int label) {
        int[] changed = labels.clone();
        changed[row] = label;
        return new Model(rows, changed);
    }

    /** With another logit at one place. */
    public Model logit(int row, int klass, double value) {
        double[][] changed = Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
        changed[row][klass] = value;
        return new Model(changed, labels);
    }

    /** The lowest index among the largest logits of a row. */
    public int prediction(int row) {
        int best = 0;
        for (int k = 1; k < rows[row].length; k++) {
            best = rows[row][k] > rows[row][best] ? k : best;
        }
        return best;
    }

    /** How many of some rows are predicted wrong. */
    public long wrong(int... positions) {
        return Arrays.stream(positions).filter(i -> prediction(i) != labels[i]).count();
    }

    /** Number of rows. */
    public int size() {
        return rows.length;
    }

    /** One row. */
    public double[] row(int i) {
        return rows[i];
    }

    /** One label. */
    public int label(int i) {
        return labels[i];
    }

    /** As a source. */
    public Logits logits() {
        return ArrayLogits.of(rows);
    }

    /** As a source. */
    public Labels labels() {
        return Labels.of(labels);
    }
}
