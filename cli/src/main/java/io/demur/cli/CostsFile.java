package io.demur.cli;

import io.demur.io.CostMatrix;
import io.demur.metric.Loss;
import org.jspecify.annotations.Nullable;

/** The loss that an option names. */
final class CostsFile {
    private CostsFile() {}

    /** A cost matrix, or the plain error if there is no file. */
    static Loss loss(@Nullable String file, int classes) {
        if (file == null) {
            return Loss.error();
        }
        CostMatrix matrix = CostMatrix.read(file, classes);
        double[][] costs = new double[classes][classes];
        for (int truth = 0; truth < classes; truth++) {
            for (int predicted = 0; predicted < classes; predicted++) {
                costs[truth][predicted] = matrix.cost(truth, predicted);
            }
        }
        return Loss.costs(costs);
    }
}
