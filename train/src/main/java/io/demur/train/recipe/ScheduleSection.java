package io.demur.train.recipe;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.demur.train.ScheduleSpec;
import io.demur.train.ScheduleSpec.Shape;

/** The part {@code schedule} of a recipe; without it the rate is constant. */
final class ScheduleSection {
    private static final double GAMMA = 0.1;
    private static final double RISE = 0.3;

    private ScheduleSection() {}

    static ScheduleSpec read(Section section) {
        Shape shape =
                switch (section.choice("kind", "constant", "step", "cosine", "polynomial", "one-cycle")) {
                    case "step" ->
                        new Shape.Step(
                                section.only("kind", "epochs", "gamma", "warmup")
                                        .wholes("epochs", 1),
                                section.number("gamma", Range.POSITIVE, GAMMA));
                    case "cosine" -> {
                        section.only("kind", "warmup");
                        yield new Shape.Cosine();
                    }
                    case "polynomial" ->
                        new Shape.Polynomial(
                                section.only("kind", "power", "warmup").number("power", Range.POSITIVE, 1));
                    case "one-cycle" ->
                        new Shape.OneCycle(
                                section.only("kind", "rise", "warmup").number("rise", Range.INNER_SHARE, RISE));
                    default -> {
                        section.only("kind", "warmup");
                        yield new Shape.Constant();
                    }
                };
        return new ScheduleSpec(shape, section.number("warmup", Range.NOT_NEGATIVE, 0));
    }

    static ObjectNode write(ScheduleSpec spec) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        if (spec.shape() instanceof Shape.Step step) {
            node.put("kind", "step");
            step.epochs().forEach(node.putArray("epochs")::add);
            node.put("gamma", step.gamma());
        } else if (spec.shape() instanceof Shape.Polynomial polynomial) {
            node.put("kind", "polynomial").put("power", polynomial.power());
        } else if (spec.shape() instanceof Shape.OneCycle cycle) {
            node.put("kind", "one-cycle").put("rise", cycle.rise());
            // Recipes that were written when a cycle had no warm-up stay the same text.
            return spec.warmupEpochs() == 0 ? node : node.put("warmup", spec.warmupEpochs());
        } else {
            node.put("kind", spec.shape() instanceof Shape.Cosine ? "cosine" : "constant");
        }
        return node.put("warmup", spec.warmupEpochs());
    }
}
