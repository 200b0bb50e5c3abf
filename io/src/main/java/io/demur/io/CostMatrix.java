package io.demur.io;

import io.demur.logits.InputException;
import java.util.Arrays;

/** What each mistake costs, in [0,1]: a row per true class, a column per predicted class. */
public final class CostMatrix {
    private final int classes;
    private final double[] costs;

    private CostMatrix(int classes, double[] costs) {
        this.classes = classes;
        this.costs = costs;
    }

    /**
     * Reads {@code K} rows of {@code K} costs, from a table or an array of any numeric type.
     *
     * @throws InputException for another shape, or a cost outside [0,1]
     */
    public static CostMatrix read(String argument, int classes) {
        double[] costs = Inputs.matrix(argument, classes, classes);
        check(argument, costs, classes);
        return new CostMatrix(classes, costs);
    }

    private static void check(String name, double[] costs, int classes) {
        double largest = Arrays.stream(costs).filter(cost -> cost > 1).max().orElse(0);
        for (int i = 0; i < costs.length; i++) {
            if (!(costs[i] >= 0 && costs[i] <= 1)) {
                throw new InputException(
                        name,
                        "row " + i / classes + ", column " + i % classes + ": the cost " + problem(costs[i]),
                        remedy(costs[i], largest));
            }
        }
    }

    private static String problem(double cost) {
        return Double.isNaN(cost) ? "is NaN" : cost + " is not in [0,1]";
    }

    private static String remedy(double cost, double largest) {
        if (Double.isNaN(cost)) {
            return "give every pair of classes a cost in [0,1]";
        }
        if (cost < 0) {
            return "costs are not negative";
        }
        return Double.isInfinite(largest) ? "costs are finite" : "divide all costs by the largest, " + largest;
    }

    /** Number of classes. */
    public int classes() {
        return classes;
    }

    /** What it costs to predict one class where another is true. */
    public double cost(int truth, int predicted) {
        return costs[truth * classes + predicted];
    }
}
