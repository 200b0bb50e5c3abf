package io.demur.train.engine;

import io.demur.inputs.DenseFeatures;
import io.demur.network.Architecture;
import io.demur.network.ResNet;
import io.demur.train.Objective;
import io.demur.train.OptimizerSpec;
import io.demur.train.ScheduleSpec;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;

/** Images per second of training ResNet-20 on noise, as {@code bench/python/training.py resnet20}: rounds, one per line. */
final class ImageThroughput {
    private static final int IMAGES = 128 * 20;
    private static final int WIDTH = 3 * 32 * 32;

    private ImageThroughput() {}

    public static void main(String[] words) {
        int epochs = words.length > 0 ? Integer.parseInt(words[0]) : 3;
        Architecture network = ResNet.cifar20(10);
        int[] labels = new SplittableRandom(1).ints(IMAGES, 0, 10).toArray();
        Examples rows = Examples.of(DenseFeatures.of(WIDTH, ParityTest.noise(IMAGES * WIDTH, 1)), labels);
        TrainingPlan plan = new TrainingPlan(
                network,
                new Objective.LabelSmoothing(0.2),
                OptimizerSpec.of(new OptimizerSpec.Rule.Sgd(0.9, false), 0.01),
                new ScheduleSpec(new ScheduleSpec.Shape.Constant(), 0));
        TrainingListener printing = new TrainingListener() {
            @Override
            public void onEpoch(EpochReport report, java.util.function.Supplier<TrainingState> state) {
                System.out.printf(
                        Locale.ROOT,
                        "epoch %d: %.0f images/s, loss %.3f%n",
                        report.epoch(),
                        IMAGES / (report.elapsedNanos() / 1e9),
                        report.training().meanLoss());
            }
        };
        Trainer.of(plan, new TrainingOptions(epochs, 128, 0, Processor.CPU, 2))
                .train(TrainingState.start(network, 0), new TrainingData(rows, Optional.empty()), printing);
    }
}
