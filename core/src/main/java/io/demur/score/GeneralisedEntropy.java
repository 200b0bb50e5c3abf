package io.demur.score;

import io.demur.logits.LogitTile;
import io.demur.math.Exp;
import io.demur.math.Log;

/** The kernel of {@link Gen}. */
final class GeneralisedEntropy {
    private final Gen gen;
    private final double[] row;
    private final double[] selection;

    GeneralisedEntropy(int classes, Gen gen) {
        this.gen = gen;
        this.row = new double[classes];
        this.selection = new double[classes];
    }

    void fill(LogitTile tile, RowExtremes extremes, SoftmaxSums softmax, double[] target) {
        for (int r = 0; r < tile.rows(); r++) {
            target[r] = of(tile, extremes, softmax, r);
        }
    }

    private double of(LogitTile tile, RowExtremes extremes, SoftmaxSums softmax, int r) {
        for (int k = 0; k < row.length; k++) {
            row[k] = tile.value(r, k);
        }
        double cut = gen.top() < row.length ? largest(gen.top()) : Double.NEGATIVE_INFINITY;
        int atCut = gen.top();
        for (double v : row) {
            atCut -= v > cut ? 1 : 0;
        }
        double sum = 0;
        for (int k = 0; k < row.length; k++) {
            if (row[k] > cut || (row[k] == cut && atCut-- > 0)) {
                sum += term(row[k] - extremes.max[r], k == extremes.prediction[r], softmax, r);
            }
        }
        return -sum;
    }

    /** {@code (p (1 - p))^gamma}, from logarithms so that a sure prediction keeps its place. */
    private double term(double belowMax, boolean predicted, SoftmaxSums softmax, int r) {
        double logP = belowMax - softmax.logPartition(r);
        double logRest = predicted ? logP - softmax.mspLogit(r) : Log.onePlus(-Exp.of(logP));
        return Exp.of(gen.gamma() * (logP + logRest));
    }

    /** The {@code m}-th largest logit of the row (Hoare's selection). */
    private double largest(int m) {
        System.arraycopy(row, 0, selection, 0, row.length);
        int target = row.length - m;
        int low = 0;
        int high = row.length - 1;
        while (low < high) {
            double pivot = selection[(low + high) >>> 1];
            int i = low;
            int j = high;
            while (i <= j) {
                while (selection[i] < pivot) {
                    i++;
                }
                while (selection[j] > pivot) {
                    j--;
                }
                if (i <= j) {
                    double swap = selection[i];
                    selection[i++] = selection[j];
                    selection[j--] = swap;
                }
            }
            if (target <= j) {
                high = j;
            } else if (target >= i) {
                low = i;
            } else {
                return selection[target];
            }
        }
        return selection[target];
    }
}
