package io.demur.train.recipe;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.demur.train.OptimizerSpec;
import io.demur.train.OptimizerSpec.DecayGroup;
import io.demur.train.OptimizerSpec.Rule;

/** The part {@code optimizer} of a recipe. */
final class OptimizerSection {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;

    private OptimizerSection() {}

    static OptimizerSpec read(Section section) {
        Rule rule =
                switch (section.choice("kind", "sgd", "adam", "adamw")) {
                    case "sgd" -> sgd(section);
                    case "adam" -> {
                        adaptive(section);
                        yield new Rule.Adam(beta1(section), beta2(section), epsilon(section));
                    }
                    default -> {
                        adaptive(section);
                        yield new Rule.AdamW(beta1(section), beta2(section), epsilon(section));
                    }
                };
        return new OptimizerSpec(
                rule,
                section.number("lr", Range.POSITIVE),
                section.number("weight-decay", Range.NOT_NEGATIVE, 0),
                section.has("decay")
                                && section.choice("decay", "all", "weights").equals("weights")
                        ? DecayGroup.WEIGHTS
                        : DecayGroup.ALL,
                section.optionalNumber("clip-value", Range.POSITIVE),
                section.optionalNumber("clip-norm", Range.POSITIVE),
                section.optionalNumber("sam-rho", Range.POSITIVE));
    }

    private static Rule sgd(Section section) {
        section.only(
                "kind", "lr", "momentum", "nesterov", "weight-decay", "decay", "clip-value", "clip-norm", "sam-rho");
        return new Rule.Sgd(section.number("momentum", Range.SHARE, 0), section.truth("nesterov", false));
    }

    private static void adaptive(Section section) {
        section.only(
                "kind",
                "lr",
                "beta1",
                "beta2",
                "epsilon",
                "weight-decay",
                "decay",
                "clip-value",
                "clip-norm",
                "sam-rho");
    }

    private static double beta1(Section section) {
        return section.number("beta1", Range.SHARE, BETA1);
    }

    private static double beta2(Section section) {
        return section.number("beta2", Range.SHARE, BETA2);
    }

    private static double epsilon(Section section) {
        return section.number("epsilon", Range.POSITIVE, EPSILON);
    }

    static ObjectNode write(OptimizerSpec spec) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        if (spec.rule() instanceof Rule.Sgd sgd) {
            node.put("kind", "sgd").put("lr", spec.lr()).put("momentum", sgd.momentum());
            node.put("nesterov", sgd.nesterov());
        } else if (spec.rule() instanceof Rule.Adam adam) {
            node.put("kind", "adam").put("lr", spec.lr()).put("beta1", adam.beta1());
            node.put("beta2", adam.beta2()).put("epsilon", adam.epsilon());
        } else if (spec.rule() instanceof Rule.AdamW adam) {
            node.put("kind", "adamw").put("lr", spec.lr()).put("beta1", adam.beta1());
            node.put("beta2", adam.beta2()).put("epsilon", adam.epsilon());
        }
        node.put("weight-decay", spec.weightDecay());
        node.put("decay", spec.decay() == DecayGroup.ALL ? "all" : "weights");
        spec.clipValue().ifPresent(x -> node.put("clip-value", x));
        spec.clipNorm().ifPresent(x -> node.put("clip-norm", x));
        spec.samRho().ifPresent(x -> node.put("sam-rho", x));
        return node;
    }
}
