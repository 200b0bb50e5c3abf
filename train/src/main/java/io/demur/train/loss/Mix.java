package io.demur.train.loss;

import io.demur.math.Hash64;
import java.util.SplittableRandom;

/**
 * How a batch is paired, each row with a partner; the row's target becomes {@code lambda t + (1 - lambda) t'}, with
 * {@code t'} the partner's. One {@code lambda} per batch.
 *
 * <p>Mixup (Zhang et al. 2018): row {@code i} becomes {@code lambda x_i + (1 - lambda) x_partner(i)}. Numbers are mixed
 * as they stand; bags and sequences after their embedding, since identifiers cannot be averaged.
 *
 * <p>CutMix (Yun et al. 2019): a rectangle of the image, the same in all channels and rows of the batch, is the
 * partner's. Its sides are {@code sqrt(1 - lambda)} of the image's and its centre is uniform; what juts out is cut off,
 * and {@code lambda} is then what is left of the row's own image.
 */
public final class Mix {
    private final double lambda;
    private final int[] partners;
    private final int[] inverse;
    private final Blend blend;

    private Mix(double lambda, int[] partners, Blend blend) {
        this.lambda = lambda;
        this.partners = partners;
        this.inverse = new int[partners.length];
        this.blend = blend;
        for (int row = 0; row < partners.length; row++) {
            inverse[partners[row]] = row;
        }
    }

    /**
     * Mixup, a function of the key: {@code lambda ~ Beta(alpha, alpha)}, partners a uniform permutation.
     *
     * @param alpha above 0
     */
    public static Mix of(double alpha, int rows, long key) {
        SplittableRandom random = new SplittableRandom(Hash64.mix(key));
        double lambda = Beta.sample(alpha, random);
        return new Mix(lambda, permutation(rows, random), weighted((float) lambda, (float) (1 - lambda)));
    }

    /**
     * CutMix, a function of the key: {@code lambda ~ Beta(alpha, alpha)} before it is adjusted to the rectangle, partners
     * a uniform permutation.
     *
     * @param alpha above 0
     * @param area of the images, which lie channel after channel, line after line
     */
    public static Mix cut(double alpha, int rows, Area area, long key) {
        SplittableRandom random = new SplittableRandom(Hash64.mix(key));
        double side = Math.sqrt(1 - Beta.sample(alpha, random));
        Span lines = Span.draw(side, area.height(), random);
        Span columns = Span.draw(side, area.width(), random);
        double foreign = (double) lines.length() * columns.length() / area.pixels();
        return new Mix(1 - foreign, permutation(rows, random), pasted(area, lines, columns));
    }

    /** Lines and columns of an image. */
    public record Area(int height, int width) {
        int pixels() {
            return Math.multiplyExact(height, width);
        }
    }

    /** From one line or column to before another. */
    private record Span(int from, int to) {
        static Span draw(double share, int size, SplittableRandom random) {
            int length = (int) Math.rint(share * size);
            int first = random.nextInt(size) - length / 2;
            return new Span(Math.max(0, first), Math.min(size, first + length));
        }

        int length() {
            return to - from;
        }
    }

    /** One row of a batch and another row, at {@code own} and {@code other}, become the one in {@code target}. */
    private interface Blend {
        void write(float[] rows, int own, int other, float[] target, int width);
    }

    private static Blend weighted(float ours, float theirs) {
        return (rows, own, other, target, width) -> {
            for (int i = 0; i < width; i++) {
                target[own + i] = ours * rows[own + i] + theirs * rows[other + i];
            }
        };
    }

    private static Blend pasted(Area area, Span lines, Span columns) {
        return (rows, own, other, target, width) -> {
            System.arraycopy(rows, own, target, own, width);
            for (int channel = 0; channel < width; channel += area.pixels()) {
                for (int line = lines.from(); line < lines.to(); line++) {
                    int start = channel + line * area.width() + columns.from();
                    System.arraycopy(rows, other + start, target, own + start, columns.length());
                }
            }
        };
    }

    private static int[] permutation(int rows, SplittableRandom random) {
        int[] partners = new int[rows];
        for (int row = 0; row < rows; row++) {
            int other = random.nextInt(row + 1);
            partners[row] = partners[other];
            partners[other] = row;
        }
        return partners;
    }

    /** The weight of a row's own target. */
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
        float[] mixed = new float[others.length * width];
        for (int row = 0; row < others.length; row++) {
            blend.write(rows, row * width, others[row] * width, mixed, width);
        }
        return mixed;
    }
}
