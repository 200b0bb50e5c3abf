package io.demur.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.demur.logits.InputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccumulatorTest {

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    @DisplayName("merging in any grouping = one pass, bit for bit, exact and bounded")
    void mergeIsOnePass(long seed) {
        Random random = new Random(seed);
        for (int trial = 0; trial < 10; trial++) {
            int n = 1 + random.nextInt(trial == 0 ? 5000 : 300);
            Design design = trial % 3 == 0 ? Design.spread(random, n) : Design.crowded(random, n);
            BoundedCurve exact = inParts(design, random, ExactAccumulator::new);
            assertSame(exact, BoundedCurve.exact(design.exact()));
            assertSame(inParts(design, random, BoundedAccumulator::new), design.bounded());
            Design binary = Design.of(
                    design.confidences().stream().mapToDouble(c -> c).toArray(),
                    design.losses().stream().mapToDouble(Math::rint).toArray());
            assertSame(inParts(binary, random, DiskAccumulator::new), BoundedCurve.exact(binary.exact()));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13})
    @DisplayName("bytes say everything, and are the same however the samples came together")
    void travelsAsBytes(long seed) {
        Random random = new Random(seed);
        for (int trial = 0; trial < 6; trial++) {
            int n = 1 + random.nextInt(400);
            Design design = trial % 2 == 0 ? Design.spread(random, n) : Design.crowded(random, n);
            BoundedAccumulator whole = new BoundedAccumulator();
            BoundedAccumulator odd = new BoundedAccumulator();
            BoundedAccumulator even = new BoundedAccumulator();
            for (int i = 0; i < n; i++) {
                whole.add(design.confidences().get(i), design.losses().get(i));
                (i % 2 == 0 ? even : odd)
                        .add(design.confidences().get(i), design.losses().get(i));
            }
            byte[] bytes = whole.toBytes();
            BoundedAccumulator read = BoundedAccumulator.fromBytes(bytes);
            assertSame(read.curve(), design.bounded());
            assertThat(read.toBytes()).isEqualTo(bytes);
            BoundedAccumulator merged = BoundedAccumulator.fromBytes(odd.toBytes());
            merged.merge(BoundedAccumulator.fromBytes(even.toBytes()));
            assertThat(merged.toBytes()).isEqualTo(bytes);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {21, 22, 23})
    @DisplayName("many at once = one by one, whatever does not count in between")
    void manyAtOnce(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int n : new int[] {1, 1023, 1024, 1025, 5000}) {
            double[] confidence = random.doubles(n, -2, 12)
                    .map(c -> random.nextInt(4) == 0 ? Math.rint(c) : c)
                    .toArray();
            byte[] outcome = new byte[n];
            BoundedAccumulator single = new BoundedAccumulator();
            for (int i = 0; i < n; i++) {
                outcome[i] = (byte) (random.nextInt(3) - 1);
                if (outcome[i] < 0) {
                    confidence[i] = Double.NaN;
                } else {
                    single.add(confidence[i], outcome[i]);
                }
            }
            BoundedAccumulator together = new BoundedAccumulator();
            together.addAll(confidence, outcome, n);
            assertThat(together.toBytes()).isEqualTo(single.toBytes());
            together.addAll(confidence, outcome, n);
            single.merge(BoundedAccumulator.fromBytes(single.toBytes()));
            assertThat(together.toBytes()).isEqualTo(single.toBytes());
        }
    }

    @Test
    void refusesNaNOfASampleThatCounts() {
        BoundedAccumulator counts = new BoundedAccumulator();
        counts.addAll(new double[] {1, Double.NaN}, new byte[] {1, -1}, 2);
        assertThat(counts.samples()).isEqualTo(1);
        assertThatThrownBy(() -> counts.addAll(new double[] {Double.NaN}, new byte[] {0}, 1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("NaN");
    }

    @ParameterizedTest(name = "loss {0}: 2^{1} samples are too many")
    @CsvSource({"0, 32", "1, 31"})
    void tooManySamples(double loss, int doublings) {
        BoundedAccumulator counts = new BoundedAccumulator();
        counts.add(1, loss);
        for (int i = 1; i < doublings; i++) {
            counts.merge(BoundedAccumulator.fromBytes(counts.toBytes()));
        }
        assertThat(counts.samples()).isEqualTo(1L << (doublings - 1));
        assertThat(counts.curve().outline().fullRisk()).isEqualTo(loss);
        BoundedAccumulator same = BoundedAccumulator.fromBytes(counts.toBytes());
        assertThatThrownBy(() -> counts.merge(same))
                .isInstanceOf(InputException.class)
                .hasMessage("samples: there are more than 4294967295, or more than 2147483647 wrong ones;"
                        + " measure them in parts");
    }

    @Test
    @DisplayName("once every prefix is mixed, bytes do not grow with the samples")
    void bytesAreBounded() {
        SplittableRandom random = new SplittableRandom(3);
        BoundedAccumulator counts = new BoundedAccumulator();
        int prefixes = 4096; // of 19 bits, in a 128th of the span from 1/2 to 1
        List<Integer> bytes = new ArrayList<>();
        for (int n = 1; n <= 400_000; n++) {
            counts.add(0.5 + random.nextDouble() / 256, n % 3 == 0 ? 1 : 0);
            if (n == 4_000 || n == 40_000 || n == 400_000) {
                bytes.add(counts.toBytes().length);
            }
        }
        assertThat(bytes.get(0)).as("one sample for each").isBetween(3 * prefixes, 4 * prefixes);
        assertThat(bytes.get(1)).as("ten").isBetween(3 * prefixes, 3 * prefixes + 200);
        assertThat(bytes.get(2)).as("a hundred, in one byte more").isBetween(3 * prefixes, 4 * prefixes + 200);
    }

    @Test
    void otherBytesAreRefused() {
        BoundedAccumulator one = new BoundedAccumulator();
        one.add(0.7, 0.25);
        one.add(-1e300, 1);
        byte[] bytes = one.toBytes();
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> BoundedAccumulator.fromBytes(cut)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> BoundedAccumulator.fromBytes(Arrays.copyOf(bytes, bytes.length + 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("1 bytes after the end");
        assertThat(BoundedAccumulator.fromBytes(new BoundedAccumulator().toBytes())
                        .samples())
                .isZero();
    }

    private static <A extends RiskCoverageAccumulator<A>> BoundedCurve inParts(
            Design design, Random random, Supplier<A> empty) {
        List<A> parts = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            parts.add(empty.get());
        }
        for (int i = 0; i < design.size(); i++) {
            A part = parts.get(random.nextInt(6));
            part.add(design.confidences().get(i), design.losses().get(i));
        }
        while (parts.size() > 1) {
            A taken = parts.remove(random.nextInt(parts.size()));
            parts.get(random.nextInt(parts.size())).merge(taken);
        }
        assertThat(parts.get(0).samples()).isEqualTo(design.size());
        return parts.get(0).curve();
    }

    private static void assertSame(BoundedCurve actual, BoundedCurve expected) {
        RiskCoverageCurve a = actual.outline();
        RiskCoverageCurve e = expected.outline();
        assertThat(a.points()).isEqualTo(e.points());
        for (int point = 0; point < e.points(); point++) {
            assertThat(a.accepted(point)).isEqualTo(e.accepted(point));
            assertThat(a.loss(point)).isEqualTo(e.loss(point));
            assertThat(a.confidence(point)).isEqualTo(e.confidence(point));
            assertThat(actual.mixed(point)).isEqualTo(expected.mixed(point));
        }
        assertThat(CurveLawsTest.allOf(actual)).isEqualTo(CurveLawsTest.allOf(expected));
    }

    @Test
    void nothingHasNoCurve() {
        for (RiskCoverageAccumulator<?> empty :
                List.of(new ExactAccumulator(), new BoundedAccumulator(), new DiskAccumulator())) {
            assertThat(empty.samples()).isZero();
            assertThatThrownBy(empty::curve)
                    .isInstanceOf(InputException.class)
                    .hasMessage("samples: there is none to measure on");
        }
    }

    @Test
    @DisplayName("three million samples in several runs on disk = in memory, bit for bit")
    void manyRunsOnDisk() {
        SplittableRandom random = new SplittableRandom(17);
        int n = 3_000_000;
        double[] confidence =
                random.doubles(n, -1, 9).map(c -> Math.rint(c * 1e6) / 1e6).toArray();
        double[] loss = random.doubles(n).map(u -> u < 0.4 ? 1 : 0).toArray();
        DiskAccumulator first = new DiskAccumulator();
        DiskAccumulator second = new DiskAccumulator();
        for (int i = 0; i < n; i++) {
            (i % 3 == 0 ? first : second).add(confidence[i], loss[i]);
        }
        second.merge(first);
        assertSame(second.curve(), BoundedCurve.exact(RiskCoverageCurve.of(ScoredLosses.of(confidence, loss))));
    }

    @Test
    void onDiskThereAreRightsAndWrongsOnly() {
        DiskAccumulator disk = new DiskAccumulator();
        assertThatThrownBy(() -> disk.add(1, 0.5))
                .isInstanceOf(InputException.class)
                .hasMessage("sample: confidence 1.0 and loss 0.5 cannot be kept on disk");
    }

    @Test
    void boundedRefusesWhatCannotBeCounted() {
        BoundedAccumulator accumulator = new BoundedAccumulator();
        assertThatThrownBy(() -> accumulator.add(Double.NaN, 0))
                .isInstanceOf(InputException.class)
                .hasMessage("sample: confidence NaN and loss 0.0 cannot be counted");
        assertThatThrownBy(() -> accumulator.add(1, 1.5)).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> accumulator.add(1, Double.NaN)).isInstanceOf(InputException.class);
        assertThat(accumulator.samples()).isZero();
    }

    @Test
    void goesOnAfterACurve() {
        ExactAccumulator exact = new ExactAccumulator();
        BoundedAccumulator bounded = new BoundedAccumulator();
        for (int i = 0; i < 3; i++) {
            exact.add(i, i % 2);
            bounded.add(i, i % 2);
            assertThat(exact.curve().outline().samples()).isEqualTo(i + 1);
            assertThat(bounded.curve().outline().totalLoss()).isEqualTo(i == 0 ? 0 : 1);
        }
    }

    @Test
    @DisplayName("a prefix is mixed once it has seen two scores, however they came together")
    void mixedStaysMixed() {
        double near = 0.7 + 0x1p-40;
        BoundedAccumulator one = new BoundedAccumulator();
        BoundedAccumulator other = new BoundedAccumulator();
        one.add(0.7, 0);
        one.add(0.7, 1);
        assertThat(one.curve().isExact()).isTrue();
        other.add(near, 0);
        assertThat(other.curve().isExact()).isTrue();
        one.merge(other);
        assertThat(one.curve().mixed(0)).isTrue();
        one.add(0.7, 0);
        assertThat(one.curve().mixed(0)).isTrue();
        assertThat(one.curve().outline().points()).isEqualTo(1);
        assertThat(one.curve().outline().confidence(0))
                .as("the least that the prefix holds, of 19 bits below the half")
                .isEqualTo(Math.floor(0.7 * 0x1p20) * 0x1p-20);
    }

    @Test
    @DisplayName("scores that differ by one part in 16,384 are told apart")
    void resolution() {
        for (double base : new double[] {1, -3.5, 1e300, 1.99}) {
            BoundedAccumulator accumulator = new BoundedAccumulator();
            accumulator.add(base, 0);
            accumulator.add(base * (1 + 1.01 / 16384), 1);
            assertThat(accumulator.curve().outline().points()).as("at %s", base).isEqualTo(2);
        }
    }

    @Test
    void infiniteConfidencesHaveTheirPlaces() {
        BoundedAccumulator accumulator = new BoundedAccumulator();
        accumulator.add(Double.NEGATIVE_INFINITY, 1);
        accumulator.add(Double.POSITIVE_INFINITY, 0);
        accumulator.add(-0.0, 1);
        accumulator.add(0.0, 0);
        BoundedCurve curve = accumulator.curve();
        assertThat(curve.isExact()).isTrue();
        assertThat(curve.outline().points()).isEqualTo(3);
        assertThat(curve.outline().confidence(0)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(curve.outline().accepted(1)).isEqualTo(3);
        assertThat(curve.outline().loss(1)).isEqualTo(1);
    }

    @Test
    @DisplayName("the oracle is known up to 65,536 different fractional losses, whatever the grouping")
    void tooManyLosses() {
        BoundedAccumulator few = new BoundedAccumulator();
        BoundedAccumulator more = new BoundedAccumulator();
        for (int i = 0; i < 40_000; i++) {
            few.add(1, (i + 1) / 100_000.0);
            more.add(1, (i + 40_001) / 100_000.0);
        }
        assertThat(few.oracleKnown()).isTrue();
        few.merge(more);
        assertThat(few.oracleKnown()).isFalse();
        assertThat(few.curve().outline().fullRisk()).isEqualTo(0.400005);
        few.merge(new BoundedAccumulator());
        assertThat(few.oracleKnown()).isFalse();
    }
}
