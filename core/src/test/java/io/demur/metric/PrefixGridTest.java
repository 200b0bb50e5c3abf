package io.demur.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.demur.math.SortKeys;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PrefixGridTest {
    /** Of any size, sign and exponent, with those where the grid changes its fineness. */
    private static double[] values() {
        SplittableRandom random = new SplittableRandom(5);
        double[] any = random.doubles(20_000)
                .map(u -> Double.longBitsToDouble(random.nextLong()))
                .filter(Double::isFinite)
                .toArray();
        double[] usual = random.doubles(20_000, -70, 70).toArray();
        double[] ends = {
            0,
            -0.0,
            0.0625,
            -0.0625,
            0.5,
            -0.5,
            Math.nextDown(0.5),
            1,
            Math.nextDown(1.0),
            -1,
            64,
            Math.nextDown(64.0),
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            Double.MIN_VALUE,
            Double.MAX_VALUE
        };
        return Arrays.stream(new double[][] {any, usual, ends})
                .flatMapToDouble(Arrays::stream)
                .sorted()
                .toArray();
    }

    @Test
    void surerConfidencesNeverComeLater() {
        int last = Integer.MAX_VALUE;
        for (double value : values()) {
            int prefix = PrefixGrid.prefix(SortKeys.descending(value));
            assertThat(prefix).as("at %s", value).isBetween(0, Math.min(last, PrefixGrid.size() - 1));
            last = prefix;
        }
    }

    @Test
    void aPrefixAndTheRestOfAKeyAreTheKey() {
        for (double value : values()) {
            long key = SortKeys.descending(value);
            assertThat(PrefixGrid.key(PrefixGrid.prefix(key), key & ((1L << 38) - 1)))
                    .as("of %s", value)
                    .isEqualTo(key);
        }
    }

    @Test
    void isFinestBelowOne() {
        for (double[] pair :
                new double[][] {{0.9, 0x1p-20}, {1.5, 0x1p-17}, {40, 0x1p-12}, {0.1, 0x1p-20}, {1e6, 0x1p5}}) {
            long a = SortKeys.descending(pair[0]);
            long b = SortKeys.descending(pair[0] + 1.01 * pair[1] * 1);
            assertThat(PrefixGrid.prefix(a)).as("at %s", pair[0]).isNotEqualTo(PrefixGrid.prefix(b));
        }
    }
}
