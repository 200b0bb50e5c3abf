package io.demur.bench;

import io.demur.logits.Labels;
import io.demur.logits.Logits;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A stream of any number of pixels that look like those of a street: runs of one class with sharp or flat logits and a
 * little noise. A pool of 2^18 pixels comes again and again, each time stretched a little more, so that no confidence
 * comes twice; a pixel costs one multiplication per class.
 */
final class MadeUpPixels implements Logits, Labels {
    static final int CLASSES = 19;

    private static final int POOL = 1 << 18;
    private static final int LONGEST_RUN = 60;
    private static final double STRETCH = 1e-5;

    private final long pixels;
    private final float[][] pool = new float[CLASSES][POOL];
    private final int[] truth = new int[POOL];

    MadeUpPixels(long pixels, long seed) {
        this.pixels = pixels;
        SplittableRandom random = new SplittableRandom(seed);
        for (int at = 0; at < POOL; ) {
            int length = Math.min(POOL - at, 1 + random.nextInt(LONGEST_RUN));
            fillRun(random, at, at + length);
            at += length;
        }
    }

    private void fillRun(SplittableRandom random, int from, int to) {
        double[] level = random.doubles(CLASSES, -4, 2).toArray();
        int winner = random.nextInt(CLASSES);
        level[winner] = 1 + 13 * random.nextDouble();
        for (int i = from; i < to; i++) {
            double[] weight = new double[CLASSES];
            for (int k = 0; k < CLASSES; k++) {
                pool[k][i] = (float) (level[k] + random.nextDouble(-0.5, 0.5));
                weight[k] = Math.exp(pool[k][i]);
            }
            truth[i] = drawn(weight, random.nextDouble() * Arrays.stream(weight).sum());
        }
    }

    private static int drawn(double[] weight, double point) {
        int k = 0;
        for (double left = point - weight[0]; left > 0 && k < CLASSES - 1; left -= weight[k]) {
            k++;
        }
        return k;
    }

    @Override
    public String name() {
        return "made-up pixels";
    }

    @Override
    public int classes() {
        return CLASSES;
    }

    @Override
    public String dtype() {
        return "float32";
    }

    @Override
    public OptionalLong rows() {
        return OptionalLong.of(pixels);
    }

    @Override
    public Pass pass() {
        AtomicLong next = new AtomicLong();
        return tile -> {
            long first = Math.min(pixels, next.getAndAdd(tile.capacity()));
            // The pool is a multiple of every tile's capacity.
            int count = (int) Math.min(tile.capacity(), pixels - first);
            tile.hold(first, count);
            int start = (int) (first % POOL);
            double stretch = 1 + first / POOL * STRETCH;
            for (int k = 0; k < CLASSES; k++) {
                stretch(pool[k], start, stretch, tile.values()[k], count);
            }
            return count > 0;
        };
    }

    private static void stretch(float[] source, int start, double factor, double[] target, int count) {
        for (int r = 0; r < count; r++) {
            target[r] = source[start + r] * factor;
        }
    }

    @Override
    public void read(long firstRow, int count, int[] target) {
        System.arraycopy(truth, (int) (firstRow % POOL), target, 0, count);
    }

    @Override
    public void close() {}
}
