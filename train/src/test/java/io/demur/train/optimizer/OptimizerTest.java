package io.demur.train.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.demur.network.Initializer;
import io.demur.network.ParameterSpec;
import io.demur.train.OptimizerSpec;
import io.demur.train.OptimizerSpec.DecayGroup;
import io.demur.train.OptimizerSpec.Rule;
import io.demur.train.ScheduleSpec;
import io.demur.train.optimizer.Optimizer.Course;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OptimizerTest {
    private static final OptionalDouble NONE = OptionalDouble.empty();

    private static OptimizerSpec spec(Rule rule, double lr, double decay) {
        return new OptimizerSpec(rule, lr, decay, DecayGroup.ALL, NONE, NONE, NONE);
    }

    private static Course course(OptimizerSpec spec) {
        return new Course(spec, Schedule.of(new ScheduleSpec(new ScheduleSpec.Shape.Cosine(), 0.5), 10, 100));
    }

    private static Course constant(OptimizerSpec spec) {
        return new Course(spec, Schedule.of(new ScheduleSpec(new ScheduleSpec.Shape.Constant(), 0), 10, 10));
    }

    private static Parameter vector(ParameterSpec.Kind kind, float... values) {
        return Parameter.of(new ParameterSpec("p", List.of(values.length), kind, new Initializer.Normal(0)), values);
    }

    private static Parameter table(int rows, int width, float... values) {
        return Parameter.of(
                new ParameterSpec(
                        "table", List.of(rows, width), ParameterSpec.Kind.EMBEDDING, new Initializer.Normal(0)),
                values);
    }

    /** {@code torch.tensor([.5 * t, -.25 + .1 * t, 2 / (t + 1)])} */
    private static float[] gradient(int t) {
        return new float[] {.5f * t, -.25f + .1f * t, 2f / (t + 1)};
    }

    static Stream<Arguments> golden() {
        // torch 2.13, float64: p = Parameter([1, -2, .5]); five steps of optim.X([p], …), p.grad as above at t = 0..4.
        // The clips are nn.utils.clip_grad_value_ and clip_grad_norm_ before the step.
        Rule sgd = new Rule.Sgd(0, false);
        return Stream.of(
                Arguments.of("SGD(lr=.1)", spec(sgd, .1, 0), new double[] {.5, -1.975, .043333333}),
                Arguments.of(
                        "SGD(lr=.1, momentum=.9, weight_decay=.05)",
                        spec(new Rule.Sgd(.9, false), .1, .05),
                        new double[] {.011999329, -1.729970559, -.98796379}),
                Arguments.of(
                        "SGD(lr=.1, momentum=.9, nesterov=True, weight_decay=.05)",
                        spec(new Rule.Sgd(.9, true), .1, .05),
                        new double[] {-.404698961, -1.687301353, -1.280355797}),
                Arguments.of("Adam(lr=.01)", spec(new Rule.Adam(.9, .999, 1e-8), .01, 0), new double[] {
                    .966542867, -1.964318919, .455985391
                }),
                Arguments.of(
                        "Adam(lr=.01, betas=(.8, .95), weight_decay=.1)",
                        spec(new Rule.Adam(.8, .95, 1e-8), .01, .1),
                        new double[] {.952988011, -1.954775141, .456726905}),
                Arguments.of(
                        "AdamW(lr=.01, weight_decay=.1)",
                        spec(new Rule.AdamW(.9, .999, 1e-8), .01, .1),
                        new double[] {.961600437, -1.954430072, .453583931}),
                Arguments.of(
                        "SGD(lr=.1), clip_grad_value_(.4)",
                        new OptimizerSpec(sgd, .1, 0, DecayGroup.ALL, OptionalDouble.of(.4), NONE, NONE),
                        new double[] {.84, -1.975, .3}),
                Arguments.of(
                        "SGD(lr=.1), clip_grad_norm_(.4)",
                        new OptimizerSpec(sgd, .1, 0, DecayGroup.ALL, NONE, OptionalDouble.of(.4), NONE),
                        new double[] {.871971195, -1.992255146, .382214451}));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("golden")
    void fiveStepsAsInTorch(String name, OptimizerSpec spec, double[] expected) {
        Parameter parameter = vector(ParameterSpec.Kind.WEIGHT, 1, -2, .5f);
        Optimizer optimizer = Optimizer.of(constant(spec), List.of(parameter), Loop.of(1));
        for (int t = 0; t < 5; t++) {
            optimizer.step(List.of(Gradient.dense(parameter, gradient(t))));
        }
        for (int i = 0; i < 3; i++) {
            assertThat((double) parameter.values()[i]).as(name).isCloseTo(expected[i], within(1e-6));
        }
    }

    @Test
    void decayOfWeightsLeavesBiases() {
        OptimizerSpec spec = new OptimizerSpec(new Rule.Sgd(0, false), .5, .1, DecayGroup.WEIGHTS, NONE, NONE, NONE);
        Parameter weight = vector(ParameterSpec.Kind.WEIGHT, 2);
        Parameter bias = vector(ParameterSpec.Kind.BIAS, 2);
        Optimizer.of(constant(spec), List.of(weight, bias), Loop.of(1))
                .step(List.of(Gradient.dense(weight, new float[1]), Gradient.dense(bias, new float[1])));
        assertThat(weight.values()[0]).isCloseTo(1.9f, within(1e-6f));
        assertThat(bias.values()[0]).isEqualTo(2);
    }

    @Test
    void sharpnessAsByHand() {
        // numpy-like loop in torch 2.13, float64: f = (p0^2 + 3 p1^2 + p2^2 / 2) / 2 + p0 p1, rho .05, momentum .9, lr
        // .1
        Parameter p = vector(ParameterSpec.Kind.WEIGHT, 1, -2, .5f);
        Optimizer optimizer = Optimizer.of(constant(spec(new Rule.Sgd(.9, false), .1, 0)), List.of(p), Loop.of(1));
        for (int t = 0; t < 3; t++) {
            float[] before = p.values().clone();
            Sharpness ascent = Sharpness.ascend(.05, List.of(Gradient.dense(p, slope(p.values()))));
            Gradient second = Gradient.dense(p, slope(p.values()));
            ascent.restore();
            assertThat(p.values()).containsExactly(before);
            optimizer.step(List.of(second));
        }
        double[] expected = {1.312843407, .14808702, .364507625};
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) p.values()[i]).isCloseTo(expected[i], within(1e-6));
        }
    }

    private static float[] slope(float[] p) {
        return new float[] {p[0] + p[1], 3 * p[1] + p[0], .5f * p[2]};
    }

    static Stream<Arguments> rulesAndSeeds() {
        return Stream.of(
                        spec(new Rule.Sgd(0, false), .1, 0),
                        spec(new Rule.Sgd(.9, true), .1, .01),
                        spec(new Rule.Adam(.9, .999, 1e-8), .01, 0),
                        spec(new Rule.Adam(.9, .999, 1e-8), .01, .05),
                        spec(new Rule.AdamW(.8, .99, 1e-8), .01, .05))
                .flatMap(spec -> Stream.of(1L, 2L).map(seed -> Arguments.of(spec, seed)));
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("rulesAndSeeds")
    void rowsLeftAloneEndAsIfAlwaysUpdated(OptimizerSpec spec, long seed) {
        int rows = 150;
        int width = 5;
        Parameter lazy = table(rows, width, random(seed, rows * width));
        Parameter eager = vector(ParameterSpec.Kind.WEIGHT, random(seed, rows * width));
        Optimizer someRows = Optimizer.of(course(spec), List.of(lazy), Loop.of(2));
        Optimizer allRows = Optimizer.of(course(spec), List.of(eager), Loop.of(1));
        SplittableRandom random = new SplittableRandom(seed);
        for (int step = 0; step < 60; step++) {
            int[] touched = IntStream.range(0, rows)
                    .filter(row -> random.nextInt(30) == 0)
                    .toArray();
            float[] gradient = random(seed + step, touched.length * width);
            float[] whole = new float[rows * width];
            for (int i = 0; i < touched.length; i++) {
                System.arraycopy(gradient, i * width, whole, touched[i] * width, width);
            }
            someRows.refresh(lazy, touched);
            for (int row : touched) {
                assertThat(row(lazy, row)).containsExactly(rowOf(eager.values(), row, width));
            }
            someRows.step(List.of(Gradient.ofRows(lazy, touched, gradient)));
            allRows.step(List.of(Gradient.dense(eager, whole)));
        }
        someRows.refreshAll();
        assertThat(lazy.values()).containsExactly(eager.values());
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("rulesAndSeeds")
    void resumesToTheSameBits(OptimizerSpec spec, long seed) {
        Parameter straight = table(40, 3, random(seed, 120));
        Optimizer whole = Optimizer.of(course(spec), List.of(straight), Loop.of(1));
        Parameter first = table(40, 3, random(seed, 120));
        Optimizer before = Optimizer.of(course(spec), List.of(first), Loop.of(1));
        run(whole, straight, 0, 30);
        run(before, first, 0, 13);
        OptimizerState state = before.state();
        Parameter second = table(40, 3, first.values().clone());
        Optimizer after = Optimizer.resume(course(spec), List.of(second), Loop.of(1), state);
        run(after, second, 13, 30);
        assertThat(after.steps()).isEqualTo(30);
        whole.refreshAll();
        after.refreshAll();
        assertThat(second.values()).containsExactly(straight.values());
    }

    private static void run(Optimizer optimizer, Parameter table, int from, int to) {
        for (int step = from; step < to; step++) {
            int[] rows = {step % 40, (step * 7 + 3) % 40 == step % 40 ? (step + 1) % 40 : (step * 7 + 3) % 40};
            optimizer.refresh(table, rows);
            optimizer.step(List.of(Gradient.ofRows(table, rows, random(step, 6))));
        }
    }

    @Test
    void aMomentLeftAloneComesToRestAtZero() {
        Parameter table = table(2, 1, 1, 1);
        Optimizer optimizer =
                Optimizer.of(course(spec(new Rule.Adam(.5, .5, 1e-8), .01, 0)), List.of(table), Loop.of(1));
        optimizer.step(List.of(Gradient.ofRows(table, new int[] {0}, new float[] {1})));
        for (int i = 0; i < 200; i++) {
            optimizer.step(List.of(Gradient.ofRows(table, new int[] {1}, new float[] {1})));
        }
        assertThat(optimizer.state().moments().get("table.moment1")[0]).isZero();
        assertThat(optimizer.state().moments().get("table.moment2")[0]).isZero();
    }

    @Test
    void refusesForeignMoments() {
        Parameter p = vector(ParameterSpec.Kind.WEIGHT, 1, 2);
        OptimizerState state = OptimizerState.of(3, Map.of("p.moment1", new float[1]));
        assertThatThrownBy(() -> Optimizer.resume(
                        course(spec(new Rule.Adam(.9, .999, 1e-8), .1, 0)), List.of(p), Loop.of(1), state))
                .hasMessageContaining("p.moment1 of 2 values")
                .hasMessageContaining("1 values");
    }

    private static float[] row(Parameter table, int row) {
        return rowOf(table.values(), row, table.width());
    }

    private static float[] rowOf(float[] values, int row, int width) {
        return Arrays.copyOfRange(values, row * width, (row + 1) * width);
    }

    private static float[] random(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextDouble() - 0.5f;
        }
        return values;
    }
}
