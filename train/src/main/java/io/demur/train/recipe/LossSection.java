package io.demur.train.recipe;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.demur.train.Objective;

/** The part {@code loss} of a recipe. */
final class LossSection {
    private LossSection() {}

    static Objective read(Section section) {
        return switch (section.choice(
                "kind",
                "cross-entropy",
                "label-smoothing",
                "focal",
                "confidence-penalty",
                "max-sup",
                "logit-norm",
                "distillation",
                "mixup",
                "cutmix")) {
            case "label-smoothing" ->
                new Objective.LabelSmoothing(section.only("kind", "alpha").number("alpha", Range.BELOW_ONE));
            case "focal" -> new Objective.Focal(section.only("kind", "gamma").number("gamma", Range.NOT_NEGATIVE));
            case "confidence-penalty" ->
                new Objective.ConfidencePenalty(section.only("kind", "weight").number("weight", Range.NOT_NEGATIVE));
            case "max-sup" -> new Objective.MaxSup(section.only("kind", "alpha").number("alpha", Range.SHARE));
            case "logit-norm" ->
                new Objective.LogitNorm(section.only("kind", "temperature").number("temperature", Range.POSITIVE));
            case "distillation" ->
                new Objective.Distillation(
                        section.only("kind", "weight", "teacher").number("weight", Range.WEIGHT),
                        section.text("teacher"));
            case "mixup" -> new Objective.Mixup(section.only("kind", "alpha").number("alpha", Range.POSITIVE));
            case "cutmix" -> new Objective.CutMix(section.only("kind", "alpha").number("alpha", Range.POSITIVE));
            default -> {
                section.only("kind");
                yield new Objective.CrossEntropy();
            }
        };
    }

    static ObjectNode write(Objective loss) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        if (loss instanceof Objective.LabelSmoothing smoothing) {
            return node.put("kind", "label-smoothing").put("alpha", smoothing.alpha());
        } else if (loss instanceof Objective.Focal focal) {
            return node.put("kind", "focal").put("gamma", focal.gamma());
        } else if (loss instanceof Objective.ConfidencePenalty penalty) {
            return node.put("kind", "confidence-penalty").put("weight", penalty.weight());
        } else if (loss instanceof Objective.MaxSup maxSup) {
            return node.put("kind", "max-sup").put("alpha", maxSup.alpha());
        } else if (loss instanceof Objective.LogitNorm norm) {
            return node.put("kind", "logit-norm").put("temperature", norm.temperature());
        } else if (loss instanceof Objective.Distillation distillation) {
            return node.put("kind", "distillation")
                    .put("weight", distillation.weight())
                    .put("teacher", distillation.teacher());
        } else if (loss instanceof Objective.Mixup mixup) {
            return node.put("kind", "mixup").put("alpha", mixup.alpha());
        } else if (loss instanceof Objective.CutMix cut) {
            return node.put("kind", "cutmix").put("alpha", cut.alpha());
        }
        return node.put("kind", "cross-entropy");
    }
}
