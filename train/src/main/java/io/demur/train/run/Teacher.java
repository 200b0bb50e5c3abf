package io.demur.train.run;

import io.demur.io.json.Json;
import io.demur.logits.InputException;
import io.demur.network.Architecture;
import io.demur.network.ArchitectureJson;
import io.demur.network.Safetensors;
import io.demur.network.Weights;
import io.demur.train.Objective;
import io.demur.train.engine.ExampleSource;
import io.demur.train.engine.Examples;
import io.demur.train.engine.Inference;
import io.demur.train.engine.TrainingOptions;
import java.nio.file.Path;

/** The finished run from which another learns: its softmax on the training rows. */
final class Teacher {
    private Teacher() {}

    /** The training rows, with what a teacher says if the loss asks for one. */
    static ExampleSource taught(Objective loss, PreparedData data, TrainingOptions options) {
        if (!(loss instanceof Objective.Distillation distillation)) {
            return data.train();
        }
        if (!(data.train() instanceof Examples rows)) {
            throw new InputException(
                    "loss.kind",
                    "distillation has no form for pictures that change from epoch to epoch",
                    "choose another");
        }
        Path run = Path.of(distillation.teacher());
        if (RunFolder.status(run) != RunStatus.FINISHED) {
            throw new InputException(
                    "loss.teacher", run + " holds no finished run", "name the folder of a run on the same data");
        }
        requireSamePreparation(run, data);
        Architecture architecture = ArchitectureJson.read(run.resolve("architecture.json"));
        Weights weights = Safetensors.read(run.resolve("weights.safetensors")).weights();
        float[] logits = Inference.logits(architecture, weights, rows.features(), options);
        return rows.withTeacher(softmax(logits, architecture.outputs()));
    }

    private static void requireSamePreparation(Path run, PreparedData data) {
        String theirs = Json.canonical(Json.read(run.resolve("preparation.json")));
        if (!theirs.equals(Json.canonical(data.preparation()))) {
            throw new InputException(
                    "loss.teacher",
                    run + " was trained on rows prepared otherwise",
                    "use the same data and preparation");
        }
    }

    /** Per row; a single logit is that of the second of two classes. */
    static float[] softmax(float[] logits, int outputs) {
        int classes = Math.max(2, outputs);
        int rows = logits.length / outputs;
        float[] probabilities = new float[rows * classes];
        double[] row = new double[classes];
        for (int i = 0; i < rows; i++) {
            double largest = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < classes; k++) {
                row[k] = outputs == 1 ? k * (double) logits[i] : logits[i * outputs + k];
                largest = Math.max(largest, row[k]);
            }
            double sum = 0;
            for (int k = 0; k < classes; k++) {
                row[k] = StrictMath.exp(row[k] - largest);
                sum += row[k];
            }
            for (int k = 0; k < classes; k++) {
                probabilities[i * classes + k] = (float) (row[k] / sum);
            }
        }
        return probabilities;
    }
}
