package io.demur.train.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.demur.inputs.DenseFeatures;
import io.demur.logits.InputException;
import io.demur.network.Architecture;
import io.demur.network.ImageLayer.Conv2d;
import io.demur.network.ImageLayer.Flatten;
import io.demur.network.ImageLayer.GlobalAveragePool;
import io.demur.network.Layer;
import io.demur.network.Shape;
import io.demur.network.Weights;
import io.demur.network.Window;
import io.demur.train.Objective;
import io.demur.train.OptimizerSpec;
import io.demur.train.ScheduleSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** CutMix trains on images with one label each, repeatably, and says what it is not for. */
class CutMixTest {
    private static final int SIDE = 8;
    private static final int PLACES = SIDE * SIDE;
    private static final Architecture NETWORK = new Architecture(
            "bright or dark",
            new Shape.Image(3, SIDE, SIDE),
            List.of(
                    new Conv2d(3, 6, Window.same(3, 1)),
                    new Layer.Relu(),
                    new GlobalAveragePool(),
                    new Flatten(),
                    new Layer.Dense(6, 2)));

    private final List<EpochReport> reports = new ArrayList<>();

    /** Noise; the images of class 1 are a little brighter. */
    private static Examples images(int count, long seed) {
        float[] values = ParityTest.noise(count * 3 * PLACES, seed);
        int[] labels = new int[count];
        for (int i = 0; i < values.length; i++) {
            labels[i / (3 * PLACES)] = i / (3 * PLACES) % 2;
            values[i] += i / (3 * PLACES) % 2 == 0 ? -0.5f : 0.5f;
        }
        return Examples.of(DenseFeatures.of(3 * PLACES, values), labels);
    }

    private Weights train(Objective objective, Examples rows) {
        reports.clear();
        TrainingPlan plan = new TrainingPlan(
                NETWORK,
                objective,
                OptimizerSpec.of(new OptimizerSpec.Rule.Adam(.9, .999, 1e-8), 0.03),
                new ScheduleSpec(new ScheduleSpec.Shape.Constant(), 0));
        TrainingListener listener = new TrainingListener() {
            @Override
            public void onEpoch(EpochReport report, Supplier<TrainingState> state) {
                reports.add(report);
            }
        };
        return Trainer.of(plan, new TrainingOptions(12, 8, 0, Processor.CPU, 1))
                .train(TrainingState.start(NETWORK, 1), new TrainingData(rows, Optional.of(images(40, 9))), listener)
                .weights();
    }

    @Test
    void learnsAndRepeats() {
        Weights once = train(new Objective.CutMix(1), images(64, 1));
        assertThat(reports.get(11).tuning().orElseThrow().error()).isLessThan(0.05);
        assertThat(reports.get(11).training().meanLoss())
                .as("targets are mixed, so the loss stays away from 0")
                .isGreaterThan(0.1);
        assertThat(train(new Objective.CutMix(1), images(64, 1))).isEqualTo(once);
        assertThat(train(new Objective.Mixup(1), images(64, 1))).isNotEqualTo(once);
    }

    @Test
    void isForOneLabelPerImage() {
        Examples pixels = Examples.ofPixels(images(8, 1).features(), PLACES, new int[8 * PLACES]);
        assertThatThrownBy(() -> train(new Objective.CutMix(1), pixels)).isInstanceOf(InputException.class);
    }
}
