package io.demur.train.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.demur.logits.InputException;
import io.demur.train.Objective;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BatchLossTest {
    private static final List<Objective> OBJECTIVES = List.of(
            new Objective.CrossEntropy(),
            new Objective.LabelSmoothing(0.3),
            new Objective.LabelSmoothing(-0.4),
            new Objective.Focal(0),
            new Objective.Focal(0.5),
            new Objective.Focal(2),
            new Objective.ConfidencePenalty(0.7),
            new Objective.MaxSup(0.2),
            new Objective.LogitNorm(0.5),
            new Objective.Distillation(0.6, "teacher"));

    @Test
    void vectorOfFiveClasses() {
        // sum and differences by hand in double precision: LSE(v) - v_y and alpha (v_y - mean v)
        float[] logits = {6, 2, 0, -3, -5};
        assertThat(loss(new Objective.CrossEntropy(), logits, 1)).isCloseTo(4.0207183869, within(1e-9));
        assertThat(loss(new Objective.LabelSmoothing(0.2), logits, 1)).isCloseTo(4.4207183869, within(1e-9));
        requireClose(
                gradient(new Objective.CrossEntropy(), logits, 1),
                .9794947643,
                -.9820599276,
                .0024279248,
                .0001208793,
                .0000163592);
        requireClose(
                gradient(new Objective.LabelSmoothing(0.2), logits, 1),
                .9394947643,
                -.8220599276,
                -.0375720752,
                -.0398791207,
                -.0399836408);
    }

    @Test
    void vectorOfOneBinaryLogit() {
        float[] logit = {1.3f};
        // 1.3 is not a float: the loss moves by the gradient times 4.8e-8
        assertThat(loss(new Objective.LabelSmoothing(0.4), logit, 1)).isCloseTo(0.5010084538, within(1e-8));
        requireClose(gradient(new Objective.LabelSmoothing(0.4), logit, 1), -.0141650170);
    }

    @Test
    void otherLossesAtOneVector() {
        float[] logits = {2, 1, -1};
        double p = 1 / (1 + Math.exp(1) + Math.exp(-2));
        assertThat(loss(new Objective.Focal(2), logits, 1)).isCloseTo(-(1 - p) * (1 - p) * Math.log(p), within(1e-12));
        assertThat(loss(new Objective.MaxSup(0.3), logits, 1))
                .isCloseTo(-Math.log(p) + 0.3 * (2 - 2.0 / 3), within(1e-12));
        double norm = Math.sqrt(6);
        double normed = Math.log(Math.exp(2 / norm) + Math.exp(1 / norm) + Math.exp(-1 / norm)) - 1 / norm;
        assertThat(loss(new Objective.LogitNorm(1), logits, 1)).isCloseTo(normed, within(1e-12));
        double entropy = -Stream.of(p * Math.exp(1), p, p * Math.exp(-2))
                .mapToDouble(q -> q * Math.log(q))
                .sum();
        assertThat(loss(new Objective.ConfidencePenalty(0.4), logits, 1))
                .isCloseTo(-Math.log(p) + 0.4 * (Math.log(3) - entropy), within(1e-12));
    }

    static Stream<Arguments> cases() {
        return OBJECTIVES.stream().flatMap(objective -> Stream.of(1, 2, 3, 77)
                .filter(outputs -> outputs > 1 || !(objective instanceof Objective.LogitNorm))
                .flatMap(outputs -> Stream.of(1L, 2L, 3L).map(seed -> Arguments.of(objective, outputs, seed))));
    }

    @ParameterizedTest(name = "{0}, {1} outputs, seed {2}")
    @MethodSource("cases")
    void gradientIsThatOfDifferences(Objective objective, int outputs, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int rows = 3;
        int classes = Math.max(2, outputs);
        int[] labels = random.ints(rows, 0, classes).toArray();
        float[] logits = new float[rows * outputs];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = random.nextInt(-4096, 4096) / 1024f;
        }
        Targets targets = ObjectiveTargets.of(objective, classes, labels, Optional.of(teacher(rows, classes)));
        BatchLoss loss = BatchLoss.of(objective, outputs);
        float[] gradient = new float[logits.length];
        loss.evaluate(logits, targets, gradient);
        float step = 0x1p-12f;
        for (int i = 0; i < logits.length; i++) {
            double slope = (at(loss, logits, i, step, targets) - at(loss, logits, i, -step, targets)) / (2 * step);
            assertThat(gradient[i]).as("logit %d", i).isCloseTo((float) slope, within(2e-6f));
        }
    }

    /** Probabilities that differ by class: 1, 2, 3, … over their sum. */
    private static float[] teacher(int rows, int classes) {
        float[] teacher = new float[rows * classes];
        for (int i = 0; i < teacher.length; i++) {
            teacher[i] = (i % classes + 1) * 2f / (classes * (classes + 1f));
        }
        return teacher;
    }

    private static double at(BatchLoss loss, float[] logits, int index, float step, Targets targets) {
        float[] moved = logits.clone();
        moved[index] += step;
        return loss.evaluate(moved, targets, new float[logits.length]).meanLoss();
    }

    @ParameterizedTest(name = "{0}, {1} outputs, seed {2}")
    @MethodSource("cases")
    void extremeLogitsGiveFiniteNumbers(Objective objective, int outputs, long seed) {
        float[] logits = new float[2 * outputs];
        Arrays.fill(logits, 0, outputs, 0);
        for (int i = outputs; i < 2 * outputs; i++) {
            logits[i] = i % 2 == 0 ? 3e4f : -3e4f;
        }
        int classes = Math.max(2, outputs);
        Targets targets = ObjectiveTargets.of(objective, classes, new int[] {0, 1}, Optional.of(teacher(2, classes)));
        float[] gradient = new float[logits.length];
        assertThat(BatchLoss.of(objective, outputs)
                        .evaluate(logits, targets, gradient)
                        .loss())
                .isFinite();
        for (float slope : gradient) {
            assertThat(slope).isFinite();
        }
    }

    @Test
    void suppressionFollowsTheFormulas() {
        double alpha = 0.2;
        int classes = 4;
        float[] logits = {3, 1, 0, -1, 3, 1, 0, -1, 0, 2, 1, 0};
        int[] labels = {0, 2, 1}; // right, wrong, right
        Tally smoothing = tally(new Objective.LabelSmoothing(alpha), logits, labels);
        assertThat(smoothing.meanSuppressionRight().orElseThrow()).isCloseTo(alpha * (1 - .25), within(1e-12));
        assertThat(smoothing.meanSuppressionWrong().orElseThrow()).isCloseTo(-alpha / classes, within(1e-12));
        Tally plain = tally(new Objective.CrossEntropy(), logits, labels);
        assertThat(plain.meanSuppressionRight().orElseThrow()).isCloseTo(0, within(1e-12));
        assertThat(plain.error()).isCloseTo(1 / 3.0, within(1e-12));
        Tally maxSup = tally(new Objective.MaxSup(alpha), logits, labels);
        assertThat(maxSup.meanSuppressionRight().orElseThrow()).isCloseTo(alpha * .75, within(1e-12));
        assertThat(maxSup.meanSuppressionWrong().orElseThrow()).isCloseTo(alpha * .75, within(1e-12));
        assertThat(tally(new Objective.CrossEntropy(), logits, new int[] {0, 0, 1})
                        .meanSuppressionWrong())
                .isEmpty();
    }

    @Test
    void mixedTargetsSuppressByThePartner() {
        Mix mix = Mix.of(1, 2, 5);
        Targets targets = Targets.of(3, 0, 1).mixed(mix);
        Tally tally =
                BatchLoss.of(new Objective.Mixup(1), 3).evaluate(new float[] {1, 0, 0, 0, 1, 0}, targets, new float[6]);
        double expected = mix.partner(0) == 0 ? 0 : 1 - mix.lambda();
        assertThat(tally.meanSuppressionRight().orElseThrow()).isCloseTo(expected, within(1e-12));
    }

    @Test
    void logitNormRefusesASingleLogit() {
        assertThatThrownBy(() -> BatchLoss.of(new Objective.LogitNorm(1), 1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("its sign")
                .hasMessageContaining("two outputs");
    }

    @Test
    void distillationNeedsATeacher() {
        assertThatThrownBy(() ->
                        ObjectiveTargets.of(new Objective.Distillation(1, "t"), 2, new int[] {0}, Optional.empty()))
                .hasMessageContaining("teacher");
    }

    private static void requireClose(float[] values, double... expected) {
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) values[i]).isCloseTo(expected[i], within(1e-7));
        }
    }

    private static double loss(Objective objective, float[] logits, int label) {
        return tally(objective, logits, label).loss();
    }

    private static Tally tally(Objective objective, float[] logits, int... labels) {
        return run(objective, logits, new float[logits.length], labels);
    }

    private static float[] gradient(Objective objective, float[] logits, int label) {
        float[] gradient = new float[logits.length];
        run(objective, logits, gradient, label);
        return gradient;
    }

    private static Tally run(Objective objective, float[] logits, float[] gradient, int... labels) {
        int outputs = logits.length / labels.length;
        Targets targets = ObjectiveTargets.of(objective, Math.max(2, outputs), labels, Optional.empty());
        return BatchLoss.of(objective, outputs).evaluate(logits, targets, gradient);
    }
}
