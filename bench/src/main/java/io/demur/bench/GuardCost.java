package io.demur.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.demur.network.Architecture;
import io.demur.network.ResNet;
import io.demur.network.Weights;
import io.demur.onnx.GuardedModel;
import io.demur.onnx.OnnxExport;
import io.demur.score.Score;
import io.demur.select.ModelIdentity;
import io.demur.select.Selector;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * What a selector in its graph adds to the time of a ResNet-50 for 1,000 classes with random weights: the plain model and the
 * guarded one in turn, one thread, medians over the rounds, for 1 image and for 8.
 */
final class GuardCost {
    private static final int CLASSES = 1_000;
    private static final int NUMBERS = 3 * 224 * 224;
    private static final int[] BATCHES = {1, 8};

    private GuardCost() {}

    /** Takes the folder to write to and the number of rounds. */
    public static void main(String[] args) throws IOException, OrtException {
        Path folder = Files.createDirectories(Path.of(args[0]).toAbsolutePath());
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 40;
        Path plain = folder.resolve("resnet50.onnx");
        Architecture network = ResNet.imagenet50(CLASSES);
        OnnxExport.write(network, Weights.initial(network, 1), Map.of(), plain);
        System.out.printf("%-20s %6s %12s %12s %9s%n", "score", "images", "plain", "guarded", "added");
        for (String score : List.of("msp", "logit-norm:p=5")) {
            Path guarded = folder.resolve("guarded.onnx");
            GuardedModel.attach(selector(score), plain, Optional.empty(), guarded);
            for (int images : BATCHES) {
                measure(score, List.of(plain, guarded), images, Math.max(8, rounds / images));
            }
        }
    }

    private static void measure(String score, List<Path> models, int images, int rounds) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        float[] numbers = new float[images * NUMBERS];
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) random.nextDouble(-2, 2);
        }
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            try (OrtSession plain = environment.createSession(models.get(0).toString(), options);
                    OrtSession guarded = environment.createSession(models.get(1).toString(), options);
                    OnnxTensor input = OnnxTensor.createTensor(
                            environment, FloatBuffer.wrap(numbers), new long[] {images, 3, 224, 224})) {
                double[] alone = new double[rounds];
                double[] deciding = new double[rounds];
                for (int round = -3; round < rounds; round++) {
                    double first = milliseconds(plain, input);
                    double second = milliseconds(guarded, input);
                    if (round >= 0) {
                        alone[round] = first;
                        deciding[round] = second;
                    }
                }
                double before = median(alone);
                double after = median(deciding);
                System.out.printf(
                        Locale.ROOT,
                        "%-20s %6d %9.2f ms %9.2f ms %+8.2f%%%n",
                        score,
                        images,
                        before,
                        after,
                        100 * (after / before - 1));
            }
        }
    }

    private static double milliseconds(OrtSession session, OnnxTensor input) throws OrtException {
        long start = System.nanoTime();
        session.run(Map.of("images", input)).close();
        return (System.nanoTime() - start) / 1e6;
    }

    private static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[sorted.length / 2] + sorted[(sorted.length - 1) / 2]) / 2;
    }

    private static Selector selector(String score) {
        return Selector.uncertified(Score.parse(score), 0.5, new ModelIdentity("resnet", CLASSES, "float32"));
    }
}
