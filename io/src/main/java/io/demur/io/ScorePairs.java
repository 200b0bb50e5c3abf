package io.demur.io;

import io.demur.logits.InputException;
import io.demur.logits.Logits;
import java.util.Optional;

/** One confidence per row, higher where the prediction is surer, and whether the prediction was right. */
public final class ScorePairs {
    private final double[] score;
    private final boolean[] correct;

    private ScorePairs(double[] score, boolean[] correct) {
        this.score = score;
        this.correct = correct;
    }

    /**
     * Reads pairs from one table with the columns score and correct: CSV, or an NPY array {@code (n,2)}.
     *
     * @throws InputException unless there are two columns and the second holds 0 and 1 only
     */
    public static ScorePairs read(String argument) {
        try (Logits table = Inputs.logits(argument, InputOptions.LOGITS)) {
            if (table.classes() != 2 || table.singleLogit()) {
                int columns = table.singleLogit() ? 1 : table.classes();
                throw new InputException(
                        argument,
                        "has " + columns + " numeric columns",
                        "two are wanted: score, and correct as 0 or 1");
            }
            double[] values = Rows.all(table);
            double[] score = new double[values.length / 2];
            double[] correct = new double[score.length];
            for (int i = 0; i < score.length; i++) {
                score[i] = values[2 * i];
                correct[i] = values[2 * i + 1];
            }
            return new ScorePairs(score, truths(argument, correct));
        }
    }

    /**
     * Reads pairs from two files with one column each.
     *
     * @throws InputException if they differ in length, or the second holds anything but 0 and 1
     */
    public static ScorePairs read(String scores, String corrects) {
        double[] score = Inputs.doubles(scores, Optional.empty());
        double[] correct = Inputs.doubles(corrects, Optional.empty());
        if (score.length != correct.length) {
            throw new InputException(corrects, "has " + correct.length + " rows, " + scores + " has " + score.length);
        }
        return new ScorePairs(score, truths(corrects, correct));
    }

    private static boolean[] truths(String name, double[] numbers) {
        boolean[] truths = new boolean[numbers.length];
        for (int i = 0; i < truths.length; i++) {
            if (numbers[i] != 0 && numbers[i] != 1) {
                throw new InputException(name, "row " + i + ": correct is " + numbers[i] + ", not 0 or 1");
            }
            truths[i] = numbers[i] == 1;
        }
        return truths;
    }

    /** Number of rows. */
    public int size() {
        return score.length;
    }

    /** The confidences; a copy. */
    public double[] score() {
        return score.clone();
    }

    /** Whether each prediction was right; a copy. */
    public boolean[] correct() {
        return correct.clone();
    }
}
