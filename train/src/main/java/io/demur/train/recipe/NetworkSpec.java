package io.demur.train.recipe;

import java.util.List;
import java.util.OptionalInt;

/** The network of a recipe: a ready-made one by its name, or layers whose input sizes follow from the data. */
public sealed interface NetworkSpec {
    /** The width of the embedding of words with which the network begins, if it does. */
    default OptionalInt wordWidth() {
        return OptionalInt.empty();
    }

    /** A ready-made network. */
    record Named(String name) implements NetworkSpec {}

    /** Layers in order. */
    record Layers(List<Step> steps) implements NetworkSpec {
        /** Copies the list. */
        public Layers {
            steps = List.copyOf(steps);
        }

        @Override
        public OptionalInt wordWidth() {
            return steps.get(0) instanceof Wide first && first.key().equals(Wide.WORDS)
                    ? OptionalInt.of(first.width())
                    : OptionalInt.empty();
        }
    }

    /** One layer; what goes in follows from the layer before. */
    sealed interface Step {
        /** The key by which a recipe calls it. */
        String key();
    }

    /** A layer with a width: {@code dense}, {@code bag-embedding}, {@code token-embedding}, {@code lstm}. */
    record Wide(String key, int width) implements Step {
        static final String WORDS = "token-embedding";
    }

    /** {@code dropout}. */
    record Dropout(double rate) implements Step {
        @Override
        public String key() {
            return "dropout";
        }
    }

    /** A layer without a number: {@code relu}, {@code logits} (one per class), {@code logit} (one, for two classes). */
    record Plain(String key) implements Step {}
}
