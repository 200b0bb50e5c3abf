package io.demur.bench;

/** What one run time makes of rows. */
final class Outcomes {
    private final long[] prediction;
    private final double[] confidence;
    private final boolean[] accepted;

    Outcomes(int rows) {
        prediction = new long[rows];
        confidence = new double[rows];
        accepted = new boolean[rows];
    }

    int rows() {
        return prediction.length;
    }

    /** A row that abstained may have no prediction, -1. */
    void put(int row, long predicted, double score, boolean answered) {
        prediction[row] = predicted;
        confidence[row] = score;
        accepted[row] = answered;
    }

    double confidence(int row) {
        return confidence[row];
    }

    /** Whether the same goes out: the outcome, and the prediction where there is one on both sides. */
    boolean sameDecision(Outcomes other, int row) {
        return accepted[row] == other.accepted[row]
                && (prediction[row] == other.prediction[row] || prediction[row] < 0 || other.prediction[row] < 0);
    }
}
