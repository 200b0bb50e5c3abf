package io.demur.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Hash64Test {

    private static long hash(double... row) {
        long hash = Hash64.START;
        for (double value : row) {
            hash = Hash64.step(hash, value);
        }
        return Hash64.mix(hash);
    }

    @Test
    void isAFunctionOfTheContent() {
        assertThat(hash(1.5, -2, 0.25)).isEqualTo(hash(1.5, -2, 0.25));
        assertThat(hash(0.0, 1)).isEqualTo(hash(-0.0, 1));
        assertThat(hash(1.5, -2)).isNotEqualTo(hash(-2, 1.5));
        assertThat(hash(0)).isNotEqualTo(hash(0, 0));
        assertThat(hash(1)).isNotEqualTo(hash(Math.nextUp(1.0)));
    }

    @Test
    @DisplayName("all 15,625 rows of six small integers differ")
    void smallIntegersDoNotCollide() {
        Set<Long> seen = new HashSet<>();
        for (int code = 0; code < 15_625; code++) {
            double[] row = new double[6];
            for (int k = 0, rest = code; k < 6; k++, rest /= 5) {
                row[k] = rest % 5 - 2;
            }
            seen.add(hash(row));
        }
        assertThat(seen).hasSize(15_625);
    }

    @Test
    @DisplayName("one changed bit of a row changes half of the bits of the hash")
    void avalanche() {
        Random random = new Random(5);
        int[] flips = new int[64];
        int trials = 4000;
        for (int t = 0; t < trials; t++) {
            double[] row = random.doubles(4).toArray();
            long before = hash(row);
            int at = random.nextInt(4);
            row[at] = Double.longBitsToDouble(Double.doubleToRawLongBits(row[at]) ^ (1L << random.nextInt(52)));
            long changed = before ^ hash(row);
            for (int bit = 0; bit < 64; bit++) {
                flips[bit] += (int) (changed >>> bit & 1);
            }
        }
        // 6 standard deviations of a fair coin over 4,000 trials are 0.047.
        Arrays.stream(flips)
                .forEach(count -> assertThat((double) count / trials).isCloseTo(0.5, within(0.05)));
    }

    @Test
    @DisplayName("many side by side = one by one, of which others stay as they are")
    void sideBySide() {
        Random random = new Random(3);
        double[] values = random.doubles(50, -2, 2).toArray();
        values[7] = -0.0;
        values[8] = Double.NaN;
        values[9] = Double.NEGATIVE_INFINITY;
        long[] before = random.longs(50).toArray();
        long[] hash = before.clone();
        Hash64.stepEach(hash, values, new double[50], new long[50], 5, 40);
        Hash64.mixEach(hash, 30);
        for (int i = 0; i < 50; i++) {
            long stepped = i >= 5 && i < 40 ? Hash64.step(before[i], values[i]) : before[i];
            assertThat(hash[i]).isEqualTo(i < 30 ? Hash64.mix(stepped) : stepped);
        }
        assertThat(Hash64.mix(Hash64.joint(3, 7))).isEqualTo(Hash64.join(3, 7));
    }

    @Test
    void joinMindsTheOrder() {
        assertThat(Hash64.join(3, 7)).isNotEqualTo(Hash64.join(7, 3));
        assertThat(Hash64.join(0, 0)).isNotZero();
        Set<Long> seen = new HashSet<>();
        for (long a = 0; a < 100; a++) {
            for (long b = 0; b < 100; b++) {
                seen.add(Hash64.join(a, b));
            }
        }
        assertThat(seen).hasSize(10_000);
    }

    @ParameterizedTest(name = "unit() is uniform, seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void unitIsUniform(long seed) {
        int[] bins = new int[20];
        for (long i = 0; i < 20_000; i++) {
            double u = Hash64.unit(Hash64.join(seed, i));
            assertThat(u).isGreaterThanOrEqualTo(0).isLessThan(1);
            bins[(int) (u * 20)]++;
        }
        // 1,000 expected per bin, standard deviation 31.
        Arrays.stream(bins).forEach(count -> assertThat(count).isBetween(1000 - 155, 1000 + 155));
    }

    @Test
    void unitReachesItsEndsButNotOne() {
        assertThat(Hash64.unit(0)).isZero();
        assertThat(Hash64.unit(-1)).isEqualTo(1 - 0x1p-53);
    }

    /** Recipe: SplitMix64's finaliser; splitmix64 seeded with 0 gives the mix of 1, 2, .. times 0x9e3779b97f4a7c15. */
    @Test
    void mixIsTheFinaliserOfSplitMix64() {
        assertThat(Hash64.mix(0x9e3779b97f4a7c15L)).isEqualTo(0xe220a8397b1dcdafL);
        assertThat(Hash64.mix(0x3c6ef372fe94f82aL)).isEqualTo(0x6e789e6aa1b965f4L);
        assertThat(Hash64.mix(0)).isZero();
    }

    /** Recipe: printed once by this code; guards every seeded split and every data digest against a silent change. */
    @Test
    void staysAsItIs() {
        assertThat(Long.toHexString(hash(3, 1.5, -0.25))).isEqualTo("b0c4ebde0db85423");
        assertThat(Long.toHexString(Hash64.join(hash(3, 1.5, -0.25), 2))).isEqualTo("b2c08ac6e66e532f");
    }
}
