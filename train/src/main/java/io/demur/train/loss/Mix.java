package io.demur.train.loss;

import io.demur.math.Hash64;
import java.util.SplittableRandom;

/**
 * How mixup pairs a batch: row {@code i} becomes {@code lambda x_i + (1 - lambda) x_partner(i)}, and so its target;
 * Zhang et al. 2018. One {@code lambda} per batch.
 *
 * <p>Numbers are mixed as they stand. Bags and sequences are mixed after their embedding: identifiers cannot be averaged.
 */
public final class Mix {
    private final double lambda;
    private final int[] partners;
    private final int[] inverse;

    private Mix(double lambda, int[] partners) {
        this.lambda = lambda;
        this.partners = partners;
        this.inverse = new int[partners.length];
        for (int row = 0; row < partners.length; row++) {
            inverse[partners[row]] = row;
        }
    }

    /**
     * A pairing that is a function of the key: {@code lambda ~ Beta(alpha, alpha)}, partners a uniform permutation.
     *
     * @param alpha above 0
     */
    public static Mix of(double alpha, int rows, long key) {
        SplittableRandom random = new SplittableRandom(Hash64.mix(key));
        double lambda = Beta.sample(alpha, random);
        int[] partners = new int[rows];
        for (int row = 0; row < rows; row++) {
            int other = random.nextInt(row + 1);
            partners[row] = partners[other];
            partners[other] = row;
        }
        return new Mix(lambda, partners);
    }

    /** The weight of a row's own input and target. */
    public double lambda() {
        return lambda;
    }

    /** With whom a row is mixed; possibly itself. */
    public int partner(int row) {
        return partners[row];
    }

    /**
     * The mixed inputs.
     *
     * @param width numbers per row
     */
    public float[] mix(float[] inputs, int width) {
        return blend(inputs, width, partners);
    }

    /** The gradient by the inputs, from that by the mixed inputs: the transpose of {@link #mix}. */
    public float[] gradient(float[] mixed, int width) {
        return blend(mixed, width, inverse);
    }

    private float[] blend(float[] rows, int width, int[] others) {
        float own = (float) lambda;
        float foreign = (float) (1 - lambda);
        float[] blend = new float[others.length * width];
        for (int row = 0; row < others.length; row++) {
            int from = others[row] * width;
            for (int i = 0; i < width; i++) {
                blend[row * width + i] = own * rows[row * width + i] + foreign * rows[from + i];
            }
        }
        return blend;
    }
}
