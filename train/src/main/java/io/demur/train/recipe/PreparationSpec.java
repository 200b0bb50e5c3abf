package io.demur.train.recipe;

import io.demur.inputs.augment.Augmentations;
import io.demur.inputs.prepare.ImagePreparation;
import io.demur.inputs.prepare.NgramPreparation;
import io.demur.inputs.prepare.VocabularyLimits;
import java.util.Optional;

/** What becomes of a row before the network sees it. Whatever is learned is learned from the training part alone. */
public sealed interface PreparationSpec {
    /** The file of word vectors from which embeddings start, relative to the data folder; otherwise they are drawn. */
    default Optional<String> vectors() {
        return Optional.empty();
    }

    /** Numbers standardised, names one-hot. */
    record Table() implements PreparationSpec {}

    /** N-grams of words and characters, hashed. */
    record Ngrams(NgramPreparation form) implements PreparationSpec {}

    /**
     * The words of a text in order, as identifiers of a vocabulary.
     *
     * @param limits which words are known
     * @param length words kept of a text
     * @param vectors see {@link PreparationSpec#vectors}
     */
    record Tokens(VocabularyLimits limits, int length, Optional<String> vectors) implements PreparationSpec {}

    /**
     * Pictures of one size as numbers; those to learn from are changed by chance.
     *
     * @param form the same for every part
     * @param augmentations of the training part
     */
    record Image(ImagePreparation form, Augmentations augmentations) implements PreparationSpec {}

    /** Numbers as they are. */
    record None() implements PreparationSpec {}
}
