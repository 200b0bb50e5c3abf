package io.demur.train.run;

import io.demur.inputs.DenseFeatures;
import io.demur.math.Normal;
import io.demur.train.engine.Examples;
import io.demur.train.recipe.SyntheticSpec;
import java.util.SplittableRandom;

/**
 * Draws the points of a {@link SyntheticSpec}: the same bits on every machine, since normal numbers come from the
 * quantile function on a generator that Java specifies.
 */
final class SyntheticData {
    private final SyntheticSpec spec;
    private final SplittableRandom random;
    private final double[] means;

    private SyntheticData(SyntheticSpec spec) {
        this.spec = spec;
        this.random = new SplittableRandom(spec.seed());
        this.means = means();
    }

    /**
     * The three parts, drawn one after the other.
     *
     * @param train with wrong labels among them
     * @param tune without
     * @param test without
     */
    record Parts(Examples train, Examples tune, Examples test) {}

    static Parts of(SyntheticSpec spec) {
        SyntheticData data = new SyntheticData(spec);
        Examples train = data.part(spec.rows().train(), spec.noise());
        Examples tune = data.part(spec.rows().tune(), 0);
        return new Parts(train, tune, data.part(spec.rows().test(), 0));
    }

    private double[] means() {
        int features = spec.features();
        double[] drawn = new double[Math.multiplyExact(spec.classes(), features)];
        for (int k = 0; k < spec.classes(); k++) {
            double squares = 0;
            for (int j = k * features; j < (k + 1) * features; j++) {
                drawn[j] = gaussian();
                squares += drawn[j] * drawn[j];
            }
            double scale = spec.norm() / Math.sqrt(squares);
            for (int j = k * features; j < (k + 1) * features; j++) {
                drawn[j] *= scale;
            }
        }
        return drawn;
    }

    private Examples part(int rows, double noise) {
        int features = spec.features();
        float[] values = new float[Math.multiplyExact(rows, features)];
        int[] labels = new int[rows];
        for (int i = 0; i < rows; i++) {
            int label = random.nextInt(spec.classes());
            double scale = StrictMath.exp(spec.spread() * gaussian());
            for (int j = 0; j < features; j++) {
                values[i * features + j] = (float) (means[label * features + j] + scale * gaussian());
            }
            labels[i] = noise > 0 && random.nextDouble() < noise ? random.nextInt(spec.classes()) : label;
        }
        return Examples.of(DenseFeatures.of(features, values), labels);
    }

    private double gaussian() {
        return Normal.quantile(((random.nextLong() >>> 11) + 0.5) * 0x1p-53);
    }
}
