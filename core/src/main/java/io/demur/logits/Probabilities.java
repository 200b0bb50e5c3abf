package io.demur.logits;

/** Checks of tiles that hold probabilities or their logarithms; row by row, the first bad row is named. */
final class Probabilities {
    private static final double SUM_SLACK = 1e-3;
    private static final double LOG_SLACK = 1e-6;

    private static final String IF_LOGITS = "say --input logits if these are logits";
    private static final String ZERO = "a zero probability has no logit";

    private Probabilities() {}

    /** Replaces each probability by its logarithm. */
    static void toLogs(String name, LogitTile tile) {
        for (int r = 0; r < tile.rows(); r++) {
            checkRow(name, tile, r);
        }
        for (double[] values : tile.values()) {
            for (int r = 0; r < tile.rows(); r++) {
                values[r] = StrictMath.log(values[r]);
            }
        }
    }

    private static void checkRow(String name, LogitTile tile, int row) {
        double sum = 0;
        for (int k = 0; k < tile.classes(); k++) {
            double p = tile.value(row, k);
            if (!(p >= 0 && p <= 1)) {
                throw new InputException(name, cell(tile, row, k) + p + " is no probability", IF_LOGITS);
            }
            if (p == 0) {
                throw new InputException(name, cell(tile, row, k) + ZERO, "give the logits instead");
            }
            sum += p;
        }
        if (Math.abs(sum - 1) > SUM_SLACK) {
            throw new InputException(
                    name,
                    "row " + (tile.firstRow() + row) + ": the probabilities sum to " + sum + ", not to 1",
                    IF_LOGITS);
        }
    }

    /** Lets log-probabilities through unchanged. */
    static void checkLogs(String name, LogitTile tile) {
        for (int r = 0; r < tile.rows(); r++) {
            checkLogRow(name, tile, r);
        }
    }

    private static void checkLogRow(String name, LogitTile tile, int row) {
        double sum = 0;
        for (int k = 0; k < tile.classes(); k++) {
            double log = tile.value(row, k);
            if (!(log <= LOG_SLACK)) {
                throw new InputException(name, cell(tile, row, k) + log + " is no log-probability", IF_LOGITS);
            }
            if (log == Double.NEGATIVE_INFINITY) {
                throw new InputException(name, cell(tile, row, k) + ZERO, "give the logits instead");
            }
            sum += StrictMath.exp(log);
        }
        double logSumExp = StrictMath.log(sum);
        if (Math.abs(logSumExp) > SUM_SLACK) {
            throw new InputException(
                    name,
                    "row " + (tile.firstRow() + row) + ": the log-sum-exp is " + logSumExp + ", not 0",
                    IF_LOGITS);
        }
    }

    private static String cell(LogitTile tile, int row, int klass) {
        return "row " + (tile.firstRow() + row) + ", class " + klass + ": ";
    }
}
