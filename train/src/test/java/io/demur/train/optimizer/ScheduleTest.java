package io.demur.train.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.demur.train.ScheduleSpec;
import io.demur.train.ScheduleSpec.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {
    private static double[] factors(Shape shape, double warmup, int stepsPerEpoch, int epochs) {
        Schedule schedule = Schedule.of(new ScheduleSpec(shape, warmup), stepsPerEpoch, epochs);
        return LongStream.range(0, (long) stepsPerEpoch * epochs)
                .mapToDouble(schedule::factor)
                .toArray();
    }

    @Test
    void constantAfterWarmup() {
        assertThat(factors(new Shape.Constant(), 1.5, 2, 3)).containsExactly(1 / 3.0, 2 / 3.0, 1, 1, 1, 1);
        assertThat(factors(new Shape.Constant(), 0, 2, 1)).containsExactly(1, 1);
    }

    @Test
    void stepAtItsEpochs() {
        assertThat(factors(new Shape.Step(List.of(1, 3), 0.5), 0, 2, 4))
                .containsExactly(1, 1, .5, .5, .5, .5, .25, .25);
    }

    @Test
    void cosineAsInTorch() {
        // torch 2.13: optim.lr_scheduler.CosineAnnealingLR(SGD(lr=1), T_max=10), lr before each step
        assertThat(factors(new Shape.Cosine(), 0, 5, 2))
                .containsExactly(
                        new double[] {
                            1,
                            .975528258,
                            .904508497,
                            .793892626,
                            .654508497,
                            .5,
                            .345491503,
                            .206107374,
                            .095491503,
                            .024471742
                        },
                        within(1e-9));
    }

    @Test
    void warmupComesBeforeTheWholeShape() {
        assertThat(factors(new Shape.Cosine(), 2, 1, 4)).containsExactly(new double[] {.5, 1, 1, .5}, within(1e-12));
    }

    @Test
    void polynomialFallsToItsEnd() {
        assertThat(factors(new Shape.Polynomial(2), 0, 4, 1))
                .containsExactly(new double[] {1, .5625, .25, .0625}, within(1e-12));
    }

    @Test
    void oneCycleAsInTorch() {
        // torch 2.13: OneCycleLR(SGD(lr=1), max_lr=1, total_steps=20, pct_start=.3, cycle_momentum=False)
        assertThat(factors(new Shape.OneCycle(0.3), 0, 4, 5))
                .containsExactly(
                        new double[] {
                            .04,
                            .131671843,
                            .371671843,
                            .668328157,
                            .908328157,
                            1,
                            .987464006,
                            .950484632,
                            .890916178,
                            .811745654,
                            .716943002,
                            .611262022,
                            .500002,
                            .388741978,
                            .283060998,
                            .188258346,
                            .109087822,
                            .049519368,
                            .012539994,
                            4e-6
                        },
                        within(1e-9));
    }

    @Test
    void warmupLeadsToTheFirstStepOfACycle() {
        double[] cycle = factors(new Shape.OneCycle(0.3), 0, 4, 5);
        double[] warm = factors(new Shape.OneCycle(0.3), 1, 4, 6);
        assertThat(Arrays.copyOf(warm, 4)).containsExactly(new double[] {.01, .02, .03, .04}, within(1e-12));
        assertThat(Arrays.copyOfRange(warm, 4, 24)).containsExactly(cycle);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void everyShapeStartsWhereItsWarmupEnds(Shape shape) {
        double[] warm = factors(shape, 2, 5, 8);
        double[] plain = factors(shape, 0, 5, 6);
        for (int step = 0; step < 10; step++) {
            assertThat(warm[step]).isCloseTo((step + 1) / 10.0 * plain[0], within(1e-15));
        }
        assertThat(warm[10]).isEqualTo(plain[0]);
    }

    static Stream<Shape> shapes() {
        return Stream.of(
                new Shape.Constant(),
                new Shape.Step(List.of(4, 6), 0.1),
                new Shape.Cosine(),
                new Shape.Polynomial(0.9),
                new Shape.OneCycle(0.25));
    }

    /** A rise of a quarter of four steps is over at the first of them. */
    @ParameterizedTest(name = "rise {0}")
    @ValueSource(doubles = {0.25, 0.3, 0.5, 0.9})
    void veryShortCyclesStayInTheUnitInterval(double rise) {
        for (int steps = 1; steps < 6; steps++) {
            assertThat(Arrays.stream(factors(new Shape.OneCycle(rise), 0, steps, 1)))
                    .allMatch(f -> f >= 0 && f <= 1);
        }
    }
}
