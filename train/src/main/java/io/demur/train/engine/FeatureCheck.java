package io.demur.train.engine;

import io.demur.inputs.BagFeatures;
import io.demur.inputs.DenseFeatures;
import io.demur.inputs.Features;
import io.demur.inputs.SequenceFeatures;
import io.demur.logits.InputException;
import io.demur.network.Shape;

/** Whether rows are what a network takes. */
final class FeatureCheck {
    private FeatureCheck() {}

    /** Checks form, number of columns and identifiers. */
    static void requireFit(String name, Features features, Shape input) {
        if (input instanceof Shape.Vector vector && features instanceof DenseFeatures dense) {
            if (dense.columns() != vector.features()) {
                throw mismatch(name, dense.columns() + " columns", input);
            }
        } else if (input instanceof Shape.Image image && features instanceof DenseFeatures dense) {
            if (dense.columns() != image.numbers()) {
                throw mismatch(name, dense.columns() + " numbers each", input);
            }
        } else if (input instanceof Shape.Bag bag && features instanceof BagFeatures bags) {
            requireBelow(name, bags.ids(), bag.vocabulary());
        } else if (input instanceof Shape.Tokens tokens && features instanceof SequenceFeatures sequences) {
            requireBelow(name, sequences.ids(), tokens.vocabulary());
        } else {
            throw mismatch(name, features.getClass().getSimpleName(), input);
        }
    }

    private static InputException mismatch(String name, String found, Shape input) {
        return new InputException(
                name + " rows", "they have " + found + ", the network takes " + input, "prepare them for this network");
    }

    private static void requireBelow(String name, int[] ids, int vocabulary) {
        for (int id : ids) {
            if (id < 0 || id >= vocabulary) {
                throw new InputException(
                        name + " rows",
                        "identifier " + id + " is not below the network's vocabulary of " + vocabulary,
                        "prepare them for this network");
            }
        }
    }
}
