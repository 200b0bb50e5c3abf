package io.demur.train.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.demur.inputs.DenseFeatures;
import io.demur.logits.InputException;
import io.demur.network.Architecture;
import io.demur.network.Composite.Chain;
import io.demur.network.Composite.Resized;
import io.demur.network.DeepLab;
import io.demur.network.ImageLayer.BatchNorm;
import io.demur.network.ImageLayer.Conv2d;
import io.demur.network.Layer;
import io.demur.network.ResNet;
import io.demur.network.Shape;
import io.demur.network.Window;
import io.demur.train.Objective;
import io.demur.train.OptimizerSpec;
import io.demur.train.ScheduleSpec;
import io.demur.train.loss.BatchLoss;
import io.demur.train.loss.Tally;
import io.demur.train.loss.Targets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Logits at every pixel learn from labels at every pixel, and pixels without a label count nowhere. */
class PixelTrainingTest {
    private static final int SIDE = 12;
    private static final int PLACES = SIDE * SIDE;

    /** The class of a pixel is whether its first channel is positive; every fifth has no label. */
    private static Examples images(int count, long seed) {
        float[] values = ParityTest.noise(count * 3 * PLACES, seed);
        int[] labels = new int[count * PLACES];
        for (int i = 0; i < labels.length; i++) {
            boolean positive = values[i / PLACES * 3 * PLACES + i % PLACES] > 0;
            labels[i] = i % 5 == 0 ? Examples.VOID : positive ? 1 : 0;
        }
        return Examples.ofPixels(DenseFeatures.of(3 * PLACES, values), PLACES, labels);
    }

    private static List<EpochReport> train(Architecture network, Examples rows, Objective objective, int epochs) {
        List<EpochReport> reports = new ArrayList<>();
        TrainingPlan plan = new TrainingPlan(
                network,
                objective,
                OptimizerSpec.of(new OptimizerSpec.Rule.Sgd(0.9, false), 0.1),
                new ScheduleSpec(new ScheduleSpec.Shape.Constant(), 0));
        TrainingListener listener = new TrainingListener() {
            @Override
            public void onEpoch(EpochReport report, Supplier<TrainingState> state) {
                reports.add(report);
            }
        };
        Trainer.of(plan, new TrainingOptions(epochs, 4, 0, Processor.CPU, 1))
                .train(TrainingState.start(network, 1), new TrainingData(rows, Optional.of(images(3, 9))), listener);
        return reports;
    }

    /** Five images in fours leave one, whose pooled features are one number per channel. */
    @Test
    void refusesALastBatchOfOneImageWhereItCannotBeNormalised() {
        Architecture deepLab = DeepLab.small(new Shape.Image(3, SIDE, SIDE), 2);
        assertThatThrownBy(() -> train(deepLab, images(5, 1), new Objective.CrossEntropy(), 1))
                .isInstanceOf(InputException.class)
                .hasMessage(
                        "training rows: 5 in batches of 4 leave one for the last batch, and deeplab-v3-plus-small"
                                + " normalises over batches what is one pixel of an image; choose another batch, for instance 5");
        assertThat(train(deepLab, images(6, 1), new Objective.CrossEntropy(), 1))
                .hasSize(1);
        assertThatThrownBy(() -> NormCheck.requireDeviations(deepLab, 1, 4)).hasMessageContaining("at least 2 rows");
        assertThatThrownBy(() -> NormCheck.requireDeviations(deepLab, 7, 1)).hasMessageContaining("for instance 4");
    }

    @Test
    void oneImageIsEnoughWhereItKeepsPixels() {
        assertThat(NormCheck.normalisesOnePixel(ResNet.cifar20(2))).isFalse();
        Architecture tiny = ResNet.cifar20(2).withInput(new Shape.Image(3, 4, 4));
        assertThat(NormCheck.normalisesOnePixel(tiny)).isTrue();
    }

    @Test
    void learnsThePixels() {
        Architecture network = new Architecture(
                "pixels",
                new Shape.Image(3, SIDE, SIDE),
                List.of(new Resized(Chain.of(
                        new Conv2d(3, 8, Window.same(3, 1)),
                        new BatchNorm(8),
                        new Layer.Relu(),
                        new Conv2d(8, 2, Window.valid(1, 1), 1, Conv2d.Bias.ADDED)))));
        List<EpochReport> reports = train(network, images(16, 1), new Objective.LabelSmoothing(0.1), 25);
        Tally last = reports.get(reports.size() - 1).tuning().orElseThrow();
        assertThat(last.rows()).isEqualTo(3 * PLACES - (3 * PLACES + 4) / 5);
        assertThat(last.error()).isLessThan(0.08);
        assertThat(reports.get(0).training().meanLoss())
                .isGreaterThan(reports.get(24).training().meanLoss() + 0.1);
    }

    @Test
    void trainsTheSmallDeepLab() {
        Architecture network = DeepLab.small(new Shape.Image(3, SIDE, SIDE), 2);
        List<EpochReport> reports = train(network, images(8, 1), new Objective.CrossEntropy(), 6);
        assertThat(reports.get(5).training().meanLoss())
                .isLessThan(reports.get(0).training().meanLoss());
    }

    @Test
    void pixelsWithoutLabelCountNowhere() {
        BatchLoss loss = BatchLoss.of(new Objective.LabelSmoothing(0.2), 2);
        float[] some = new float[4];
        Tally expected = loss.evaluate(new float[] {1, -2, .5f, 3}, Targets.smoothed(.2, 2, 1, 0), some);
        float[] all = {9, 9, 9, 9, 9, 9};
        Tally tally =
                loss.evaluate(new float[] {1, -2, 7, 7, .5f, 3}, Targets.smoothed(.2, 2, 1, Targets.VOID, 0), all);
        assertThat(tally).isEqualTo(expected);
        assertThat(all).containsExactly(new float[] {some[0], some[1], 0, 0, some[2], some[3]}, within(0f));
    }

    @Test
    void saysWhenLabelsDoNotFit() {
        Architecture network = DeepLab.small(new Shape.Image(3, SIDE, SIDE), 2);
        Examples rows = Examples.of(images(4, 1).features(), 0, 1, 0, 1);
        assertThatThrownBy(() -> train(network, rows, new Objective.CrossEntropy(), 1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("each has 1 labels, the network answers 144");
    }
}
