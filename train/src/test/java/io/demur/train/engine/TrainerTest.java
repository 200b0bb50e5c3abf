package io.demur.train.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.demur.inputs.DenseFeatures;
import io.demur.logits.InputException;
import io.demur.network.Architecture;
import io.demur.network.Shape;
import io.demur.train.Objective;
import io.demur.train.OptimizerSpec;
import io.demur.train.OptimizerSpec.DecayGroup;
import io.demur.train.OptimizerSpec.Rule;
import io.demur.train.ScheduleSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TrainerTest {
    private static final int ROWS = 90;
    private static final Rule ADAM = new Rule.Adam(.9, .999, 1e-8);
    private static final ScheduleSpec COSINE = new ScheduleSpec(new ScheduleSpec.Shape.Cosine(), 0.5);

    private static TrainingOptions options(int epochs, int threads) {
        return new TrainingOptions(epochs, 16, 7, Processor.CPU, threads);
    }

    private static OptimizerSpec sharp() {
        return new OptimizerSpec(
                ADAM, .01, .01, DecayGroup.WEIGHTS, OptionalDouble.of(1), OptionalDouble.of(2), OptionalDouble.of(.05));
    }

    static Stream<Arguments> plans() {
        OptimizerSpec adam = OptimizerSpec.of(ADAM, .01);
        return Stream.of(
                Arguments.of(new TrainingPlan(Samples.mlp(), new Objective.LabelSmoothing(.2), adam, COSINE)),
                Arguments.of(new TrainingPlan(Samples.bag(), new Objective.CrossEntropy(), adam, COSINE)),
                Arguments.of(new TrainingPlan(Samples.bag(), new Objective.Mixup(.5), sharp(), COSINE)),
                Arguments.of(new TrainingPlan(
                        Samples.lstm(),
                        new Objective.MaxSup(.1),
                        OptimizerSpec.of(new Rule.Sgd(.9, true), .1),
                        COSINE)),
                Arguments.of(new TrainingPlan(Samples.lstm(), new Objective.Mixup(.5), adam, COSINE)));
    }

    private static TrainingData data(TrainingPlan plan) {
        return new TrainingData(
                Samples.of(plan.architecture(), ROWS, 1), Optional.of(Samples.of(plan.architecture(), 40, 2)));
    }

    private static TrainingState start(TrainingPlan plan) {
        return TrainingState.start(plan.architecture(), 11);
    }

    @ParameterizedTest
    @MethodSource("plans")
    void theSameSeedGivesTheSameBits(TrainingPlan plan) {
        TrainingState once = Trainer.of(plan, options(3, 1)).train(start(plan), data(plan), TrainingListener.NONE);
        TrainingState again = Trainer.of(plan, options(3, 1)).train(start(plan), data(plan), TrainingListener.NONE);
        requireSame(once, again);
        assertThat(once.weights()).isNotEqualTo(start(plan).weights());
    }

    @ParameterizedTest
    @MethodSource("plans")
    void resumedAfterEveryStepEndsInTheSameBits(TrainingPlan plan) {
        Trainer trainer = Trainer.of(plan, options(3, 1));
        List<EpochReport> straight = new ArrayList<>();
        TrainingState whole = trainer.train(start(plan), data(plan), listener(straight, Long.MAX_VALUE));
        assertThat(straight).hasSize(3);
        for (long stop : new long[] {1, 6, 8, 12, 17}) {
            List<EpochReport> pieces = new ArrayList<>();
            TrainingState half = trainer.train(start(plan), data(plan), listener(pieces, stop));
            assertThat(half.step()).isEqualTo(stop);
            TrainingState end = trainer.train(half, data(plan), listener(pieces, Long.MAX_VALUE));
            requireSame(whole, end);
            assertThat(pieces)
                    .extracting(EpochReport::training)
                    .isEqualTo(straight.stream().map(EpochReport::training).toList());
            assertThat(pieces)
                    .extracting(EpochReport::tuning)
                    .isEqualTo(straight.stream().map(EpochReport::tuning).toList());
        }
    }

    private static TrainingListener listener(List<EpochReport> reports, long stopAt) {
        AtomicLong step = new AtomicLong();
        return new TrainingListener() {
            @Override
            public void onStep(StepReport report) {
                step.set(report.step());
            }

            @Override
            public void onEpoch(EpochReport report, Supplier<TrainingState> state) {
                assertThat(state.get().step()).isEqualTo(report.step());
                reports.add(report);
            }

            @Override
            public boolean stopRequested() {
                return step.get() >= stopAt;
            }
        };
    }

    private static void requireSame(TrainingState a, TrainingState b) {
        assertThat(b.weights()).isEqualTo(a.weights());
        assertThat(b.step()).isEqualTo(a.step());
        assertThat(b.optimizer().moments().keySet())
                .isEqualTo(a.optimizer().moments().keySet());
        a.optimizer()
                .moments()
                .forEach((name, values) ->
                        assertThat(b.optimizer().moments().get(name)).as(name).containsExactly(values));
    }

    static Stream<Architecture> architectures() {
        return Stream.of(Samples.mlp(), Samples.bag(), Samples.lstm());
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void learns(Architecture architecture) {
        TrainingPlan plan =
                new TrainingPlan(architecture, new Objective.CrossEntropy(), OptimizerSpec.of(ADAM, .02), COSINE);
        List<EpochReport> reports = new ArrayList<>();
        Trainer.of(plan, options(40, 2)).train(start(plan), data(plan), listener(reports, Long.MAX_VALUE));
        assertThat(reports.get(0).training().meanLoss()).isCloseTo(Math.log(Samples.CLASSES), within(0.4));
        assertThat(reports.get(39).training().meanLoss()).isLessThan(0.8);
        assertThat(reports.get(39).tuning().orElseThrow().error()).isLessThan(0.5);
        assertThat(reports.get(39).training().rows()).isEqualTo(ROWS);
        assertThat(reports.get(39).lr()).isLessThan(0.001);
    }

    /** Rows that are made when they are asked for, and that takes a while. */
    private record Slow(Examples source, int millis) implements ExampleSource {
        @Override
        public int places() {
            return source.places();
        }

        @Override
        public Optional<Shape.Image> input() {
            return Optional.empty();
        }

        @Override
        public Examples batch(long seed, int epoch, int... chosen) {
            LockSupport.parkNanos(millis * 1_000_000L);
            return source.batch(seed, epoch, chosen);
        }

        @Override
        public int rows() {
            return source.rows();
        }
    }

    @Test
    void everyStepSaysHowLongItWaitedForItsBatch() {
        TrainingPlan plan =
                new TrainingPlan(Samples.mlp(), new Objective.CrossEntropy(), OptimizerSpec.of(ADAM, .01), COSINE);
        Examples rows = Samples.of(plan.architecture(), ROWS, 1);
        AtomicLong waited = new AtomicLong();
        TrainingListener sum = new TrainingListener() {
            @Override
            public void onStep(StepReport report) {
                waited.addAndGet(report.waitedNanos());
            }
        };
        Trainer trainer = Trainer.of(plan, options(1, 1));
        trainer.train(start(plan), new TrainingData(new Slow(rows, 100), Optional.empty()), sum);
        // Six batches, of which the one worker makes one after the other.
        assertThat(waited.getAndSet(0)).isGreaterThan(300_000_000);
        trainer.train(start(plan), new TrainingData(rows, Optional.empty()), sum);
        assertThat(waited.get()).isBetween(1L, 300_000_000L);
    }

    @Test
    void suppressionIsThatOfLabelSmoothing() {
        TrainingPlan plan =
                new TrainingPlan(Samples.mlp(), new Objective.LabelSmoothing(.2), OptimizerSpec.of(ADAM, .001), COSINE);
        List<EpochReport> reports = new ArrayList<>();
        Trainer.of(plan, options(1, 1)).train(start(plan), data(plan), listener(reports, Long.MAX_VALUE));
        assertThat(reports.get(0).training().meanSuppressionRight().orElseThrow())
                .isCloseTo(.15, within(1e-9));
        assertThat(reports.get(0).training().meanSuppressionWrong().orElseThrow())
                .isCloseTo(-.05, within(1e-9));
    }

    @Test
    void distilsATeacher() {
        TrainingPlan plan = new TrainingPlan(
                Samples.mlp(), new Objective.Distillation(1, "constant"), OptimizerSpec.of(ADAM, .02), COSINE);
        Examples rows = Samples.of(plan.architecture(), ROWS, 1);
        float[] teacher = new float[ROWS * Samples.CLASSES];
        for (int i = 0; i < teacher.length; i++) {
            teacher[i] = i % Samples.CLASSES == 2 ? .7f : .1f;
        }
        List<EpochReport> reports = new ArrayList<>();
        TrainingData data = new TrainingData(rows.withTeacher(teacher), Optional.empty());
        Trainer.of(plan, options(30, 1)).train(start(plan), data, listener(reports, Long.MAX_VALUE));
        double entropy = -.7 * Math.log(.7) - .3 * Math.log(.1);
        assertThat(reports.get(29).training().meanLoss()).isCloseTo(entropy, within(0.05));
        assertThat(reports.get(29).tuning()).isEmpty();
    }

    @Test
    void divergenceNamesTheStepAndKeepsTheStateBefore() {
        TrainingPlan plan = new TrainingPlan(
                Samples.mlp(),
                new Objective.LabelSmoothing(-.5),
                OptimizerSpec.of(new Rule.Sgd(0, false), 1e6),
                Descent.CONSTANT);
        AtomicReference<TrainingState> kept = new AtomicReference<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void onDivergence(Optional<TrainingState> before) {
                kept.set(before.orElseThrow());
            }
        };
        assertThatThrownBy(() -> Trainer.of(plan, options(3, 1)).train(start(plan), data(plan), listener))
                .isInstanceOf(InputException.class)
                .hasMessageMatching("epoch 1, step \\d: the (loss|gradient) is not finite; lower the learning rate.*");
        assertThat(kept.get().step()).isPositive();
        kept.get().weights().requireFit("kept", plan.architecture());
    }

    @Test
    void weightsThatOverflowInOneStepAreNotHandedOver() {
        TrainingPlan plan = new TrainingPlan(
                Samples.mlp(),
                new Objective.LabelSmoothing(-.5),
                OptimizerSpec.of(new Rule.Sgd(0, false), 1e40),
                Descent.CONSTANT);
        List<Optional<TrainingState>> told = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void onDivergence(Optional<TrainingState> before) {
                told.add(before);
            }
        };
        assertThatThrownBy(() -> Trainer.of(plan, options(3, 1)).train(start(plan), data(plan), listener))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("epoch 1, step 2");
        assertThat(told).containsExactly(Optional.empty());
    }

    @Test
    void refusesWhatDoesNotFit() {
        TrainingPlan plan =
                new TrainingPlan(Samples.mlp(), new Objective.CrossEntropy(), OptimizerSpec.of(ADAM, .01), COSINE);
        requireRefused(plan, Examples.of(DenseFeatures.of(6, new float[12]), 0, 4), "row 1: label 4");
        requireRefused(plan, Examples.of(DenseFeatures.of(5, new float[5]), 0), "5 columns");
        requireRefused(plan, Samples.of(Samples.bag(), 4, 1), "takes a vector of 6");
        requireRefused(plan, Examples.of(DenseFeatures.of(6, new float[0])), "there are none");
        TrainingPlan cut =
                new TrainingPlan(Samples.mlp(), new Objective.CutMix(1), OptimizerSpec.of(ADAM, .01), COSINE);
        requireRefused(cut, Samples.of(Samples.mlp(), 8, 1), "objective cutmix: it cuts images");
        TrainingPlan distillation = new TrainingPlan(
                Samples.mlp(), new Objective.Distillation(.5, "t"), OptimizerSpec.of(ADAM, .01), COSINE);
        Examples rows = Samples.of(Samples.mlp(), 4, 1);
        requireRefused(distillation, rows, "no teacher");
        requireRefused(distillation, rows.withTeacher(new float[8]), "2 classes, the network 4");
    }

    private static void requireRefused(TrainingPlan plan, Examples rows, String message) {
        TrainingData data = new TrainingData(rows, Optional.empty());
        assertThatThrownBy(() -> Trainer.of(plan, options(1, 1)).train(start(plan), data, TrainingListener.NONE))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(message);
    }

    @Test
    void graphicsCardThatIsNotThereIsRefused() {
        TrainingPlan plan =
                new TrainingPlan(Samples.mlp(), new Objective.CrossEntropy(), OptimizerSpec.of(ADAM, .01), COSINE);
        Assumptions.assumeFalse(Files.exists(Path.of("/dev/nvidia0")), "this machine has a graphics card");
        TrainingOptions gpu = new TrainingOptions(1, 16, 1, Processor.parse("gpu"), 1);
        assertThatThrownBy(() -> Trainer.of(plan, gpu).train(start(plan), data(plan), TrainingListener.NONE))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no CUDA device")
                .hasMessageContaining("PYTORCH_LIBRARY_PATH");
        assertThatThrownBy(() -> Processor.parse("tpu")).hasMessageContaining("cpu or gpu");
    }
}
