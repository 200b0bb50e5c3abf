package io.demur.smoothing;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Imagined rows: confidences that say how often they are right, and logits that do not depend on them. */
final class Draws {
    private Draws() {}

    /** So many rows, errors raised by so many standard deviations of the largest logit. */
    static MaxLogitSample rows(int n, double imbalance, long seed) {
        return pick(imbalance, seed, IntStream.range(0, n).toArray());
    }

    /** The rows of some numbers, in that order: a row depends on its number alone. */
    static MaxLogitSample pick(double imbalance, long seed, int... numbers) {
        double[] msp = new double[numbers.length];
        double[] max = new double[numbers.length];
        boolean[] wrong = new boolean[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            SplittableRandom random = new SplittableRandom(seed * 1_000_003 + numbers[i]);
            msp[i] = 1.5 + 2 * random.nextGaussian();
            wrong[i] = random.nextDouble() > 1 / (1 + StrictMath.exp(-msp[i]));
            max[i] = 7 + random.nextGaussian() + (wrong[i] ? imbalance : 0);
        }
        return MaxLogitSample.of(10, msp, max, wrong);
    }

    static int[] order(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
