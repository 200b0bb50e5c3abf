package io.demur.metric;

import io.demur.logits.InputException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What a prediction costs given the truth, in [0,1].
 */
public final class Loss {
    private static final Loss ERROR = new Loss(0, new double[0]);

    private final int classes;
    private final double[] costs;

    private Loss(int classes, double[] costs) {
        this.classes = classes;
        this.costs = costs;
    }

    /** 0 where the prediction is right, 1 where it is wrong. */
    public static Loss error() {
        return ERROR;
    }

    /**
     * A cost matrix: {@code costs[truth][prediction]}.
     *
     * @throws InputException if it is not square or a cost lies outside [0,1]
     */
    public static Loss costs(double[][] costs) {
        int classes = costs.length;
        if (classes < 2) {
            throw new InputException("cost matrix", "has " + classes + " rows, but there are at least two classes");
        }
        double[] flat = new double[classes * classes];
        for (int truth = 0; truth < classes; truth++) {
            if (costs[truth].length != classes) {
                throw new InputException(
                        "cost matrix", "row " + truth + " has " + costs[truth].length + " entries, not " + classes);
            }
            for (int prediction = 0; prediction < classes; prediction++) {
                double cost = costs[truth][prediction];
                if (!(cost >= 0 && cost <= 1)) {
                    throw new InputException(
                            "cost matrix",
                            "the cost " + cost + " at row " + truth + ", column " + prediction + " is not in [0,1]",
                            "divide all costs by the largest");
                }
                flat[truth * classes + prediction] = cost;
            }
        }
        return new Loss(classes, flat);
    }

    /** 1 for an error, without a branch: no processor foresees which predictions are wrong. */
    public static int zeroOne(int truth, int prediction) {
        return ((truth - prediction) | (prediction - truth)) >>> (Integer.SIZE - 1);
    }

    /** The loss of one prediction. */
    public double of(int truth, int prediction) {
        return classes == 0 ? zeroOne(truth, prediction) : costs[truth * classes + prediction];
    }

    /**
     * The losses of many predictions.
     *
     * @throws InputException if a cost matrix has another number of classes than {@code classes}
     */
    public double[] of(int[] truth, int[] prediction, int classes) {
        requireClasses(classes);
        double[] loss = new double[truth.length];
        for (int i = 0; i < loss.length; i++) {
            loss[i] = of(truth[i], prediction[i]);
        }
        return loss;
    }

    /**
     * Refuses a cost matrix for another number of classes.
     *
     * @throws InputException if there is one
     */
    public void requireClasses(int logitClasses) {
        if (classes != 0 && classes != logitClasses) {
            throw new InputException("cost matrix", "is for " + classes + " classes, the logits have " + logitClasses);
        }
    }

    /** The SHA-256 of the costs as binary64 in big-endian order, row by row; empty for the plain error. */
    public Optional<String> digest() {
        if (isError()) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.allocate(costs.length * Double.BYTES);
        for (double cost : costs) {
            bytes.putDouble(cost + 0.0); // -0 is the same cost as 0
        }
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes.array());
            return Optional.of("sha256:" + HexFormat.of().formatHex(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Whether this is the plain 0/1 error. */
    public boolean isError() {
        return classes == 0;
    }
}
