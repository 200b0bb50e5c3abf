package io.demur.train.engine;

import io.demur.logits.InputException;
import io.demur.network.Architecture;
import io.demur.network.Shape;
import io.demur.train.Objective;
import java.util.Optional;

/**
 * The rows of a training.
 *
 * @param training rows to learn from; at least one
 * @param tuning rows to look at after each epoch, if any
 */
public record TrainingData(ExampleSource training, Optional<? extends ExampleSource> tuning) {
    /**
     * Checks that a network can take the rows and knows their labels.
     *
     * @throws InputException that names the row
     */
    void requireFit(TrainingPlan plan) {
        if (training.rows() == 0) {
            throw new InputException("training rows", "there are none");
        }
        requireForm(plan.architecture());
        if (training instanceof Examples rows) {
            requireFit("training", rows, plan.architecture());
        }
        tuning.ifPresent(source -> {
            if (source instanceof Examples rows) {
                requireFit("tuning", rows, plan.architecture());
            }
        });
        if (training.places() > 1 && isForWholeRows(plan.objective())) {
            throw new InputException(
                    "objective",
                    "distillation, mixup and cutmix are for one label per row",
                    "choose another objective");
        }
        if (plan.objective() instanceof Objective.CutMix
                && !(plan.architecture().input() instanceof Shape.Image)) {
            throw new InputException(
                    "objective cutmix",
                    "it cuts images, the network takes " + plan.architecture().input(),
                    "choose mixup");
        }
        if (plan.objective() instanceof Objective.Distillation) {
            requireTeacher(plan.architecture().classes());
        }
    }

    private static boolean isForWholeRows(Objective objective) {
        return objective instanceof Objective.Distillation
                || objective instanceof Objective.Mixup
                || objective instanceof Objective.CutMix;
    }

    private void requireForm(Architecture architecture) {
        training.input().filter(input -> !input.equals(architecture.input())).ifPresent(input -> {
            throw new InputException(
                    "training rows",
                    "each is " + input + ", the network takes " + architecture.input(),
                    "prepare them for this network");
        });
    }

    /** Checks a batch that has only now come into being. */
    static void requireFit(String name, Examples examples, Architecture architecture) {
        FeatureCheck.requireFit(name, examples.features(), architecture.input());
        if (examples.places() != architecture.places()) {
            throw new InputException(
                    name + " rows",
                    "each has " + examples.places() + " labels, the network answers " + architecture.places(),
                    "prepare them for this network");
        }
        int classes = architecture.classes();
        for (int i = 0; i < examples.labels().length; i++) {
            int label = examples.labels()[i];
            boolean none = label == Examples.VOID && examples.places() > 1;
            if (!none && (label < 0 || label >= classes)) {
                throw new InputException(
                        name + " row " + i / examples.places(),
                        "label " + label + " is not below the number of classes " + classes);
            }
        }
    }

    private void requireTeacher(int classes) {
        int found = Optional.of(training)
                .flatMap(source -> source instanceof Examples rows ? rows.teacher() : Optional.empty())
                .orElseThrow(() -> new InputException(
                        "objective distillation", "the training rows have no teacher", "give its probabilities"))
                .length;
        if (found != training.rows() * classes) {
            throw new InputException(
                    "objective distillation",
                    "the teacher has " + found / training.rows() + " classes, the network " + classes);
        }
    }
}
