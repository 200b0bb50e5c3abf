package io.demur.train.loss;

import io.demur.logits.InputException;
import io.demur.train.Objective;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The loss of a batch of logits and its gradient.
 *
 * <p>A network with a single output {@code z} is read as two logits {@code (-z/2, z/2)}: the binary cross-entropy, the
 * smoothed target {@code y (1 - alpha) + alpha/2} and the prediction {@code z > 0} are what the formulas for two classes
 * give there.
 */
public final class BatchLoss {
    /** Rows that are summed one after the other; pieces, and so all digits, do not depend on the number of threads. */
    private static final int PIECE = 1 << 13;

    private final RowLoss loss;
    private final int outputs;

    private BatchLoss(RowLoss loss, int outputs) {
        this.loss = loss;
        this.outputs = outputs;
    }

    /**
     * The loss that an objective names.
     *
     * @param outputs logits per row, 1 for a binary logit
     * @throws InputException for an objective that has no form for a single output
     */
    public static BatchLoss of(Objective objective, int outputs) {
        if (outputs == 1 && objective instanceof Objective.LogitNorm) {
            throw new InputException(
                    "objective logit-norm",
                    "a single logit divided by its norm is its sign, and nothing is left to train",
                    "give the network two outputs, or choose another objective");
        }
        return new BatchLoss(loss(objective), outputs);
    }

    private static RowLoss loss(Objective objective) {
        if (objective instanceof Objective.Focal focal) {
            return new FocalLoss(focal.gamma());
        }
        if (objective instanceof Objective.ConfidencePenalty penalty) {
            return new ConfidencePenaltyLoss(penalty.weight());
        }
        if (objective instanceof Objective.MaxSup maxSup) {
            return new MaxSupLoss(maxSup.alpha());
        }
        if (objective instanceof Objective.LogitNorm norm) {
            return new LogitNormLoss(norm.temperature());
        }
        return new CrossEntropyLoss();
    }

    /** Classes told apart: 2 for a single output. */
    public int classes() {
        return Math.max(2, outputs);
    }

    /**
     * Sums over the batch; writes the gradient of the mean loss over the rows that count; rows without a
     * label have the gradient 0.
     *
     * @param logits {@code rows * outputs}, row after row
     * @param gradient as long as the logits, overwritten
     */
    public Tally evaluate(float[] logits, Targets targets, float[] gradient) {
        int counted = targets.counted();
        int pieces = (targets.rows() + PIECE - 1) / PIECE;
        if (pieces <= 1) {
            return evaluate(logits, targets, gradient, new Piece(0, targets.rows(), counted));
        }
        return IntStream.range(0, pieces)
                .parallel()
                .mapToObj(i -> new Piece(i * PIECE, Math.min(targets.rows(), (i + 1) * PIECE), counted))
                .map(piece -> evaluate(logits, targets, gradient, piece))
                .toList()
                .stream()
                .reduce(Tally.NONE, Tally::plus);
    }

    /** Rows from one to before another, of a batch in which so many count. */
    private record Piece(int from, int to, int counted) {}

    private Tally evaluate(float[] logits, Targets targets, float[] gradient, Piece piece) {
        double[] row = new double[classes()];
        double[] target = new double[classes()];
        double[] slope = new double[classes()];
        Tally tally = Tally.NONE;
        for (int i = piece.from(); i < piece.to(); i++) {
            if (targets.label(i) == Targets.VOID) {
                Arrays.fill(gradient, i * outputs, (i + 1) * outputs, 0);
                continue;
            }
            read(logits, i, row);
            targets.copyRow(i, target);
            double value = loss.at(row, target, slope);
            write(slope, piece.counted(), i, gradient);
            tally = tally.plus(tally(value, row, slope, targets.label(i)));
        }
        return tally;
    }

    private static Tally tally(double loss, double[] row, double[] slope, int label) {
        int prediction = Softmax.argmax(row);
        double[] probabilities = new double[row.length];
        Softmax.write(row, probabilities);
        double suppression = slope[prediction] - probabilities[prediction];
        return prediction == label ? new Tally(1, 0, loss, suppression + 1, 0) : new Tally(1, 1, loss, 0, suppression);
    }

    private void read(float[] logits, int index, double[] row) {
        if (outputs == 1) {
            row[0] = -0.5 * logits[index];
            row[1] = 0.5 * logits[index];
            return;
        }
        for (int k = 0; k < outputs; k++) {
            row[k] = logits[index * outputs + k];
        }
    }

    private void write(double[] slope, int rows, int index, float[] gradient) {
        if (outputs == 1) {
            gradient[index] = (float) (0.5 * (slope[1] - slope[0]) / rows);
            return;
        }
        for (int k = 0; k < outputs; k++) {
            gradient[index * outputs + k] = (float) (slope[k] / rows);
        }
    }
}
