package io.demur.cli;

import io.demur.io.CostMatrix;
import io.demur.metric.Loss;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a wrong answer costs. */
final class CostOptions {
    @Option(
            names = "--costs",
            paramLabel = "FILE",
            description =
                    "Costs in [0,1], a row per true and a column per predicted class, instead of the plain error.")
    private @Nullable String file;

    /** A cost matrix, or the plain error if there is no file. */
    Loss loss(int classes) {
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

    /** What error messages call the costs, if there are any. */
    Optional<String> source() {
        return Optional.ofNullable(file);
    }
}
