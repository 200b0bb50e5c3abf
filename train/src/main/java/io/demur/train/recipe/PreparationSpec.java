package io.demur.train.recipe;

import java.util.List;

/** What becomes of a row before the network sees it. Whatever is learned is learned from the training part alone. */
public sealed interface PreparationSpec {
    /** Numbers standardised, names one-hot. */
    record Table() implements PreparationSpec {}

    /**
     * Word and character n-grams, hashed.
     *
     * @param words lengths of the word n-grams
     * @param characters lengths of the character n-grams
     * @param buckets number of identifiers
     */
    record Ngrams(List<Integer> words, List<Integer> characters, int buckets) implements PreparationSpec {
        /** Copies the lists. */
        public Ngrams {
            words = List.copyOf(words);
            characters = List.copyOf(characters);
        }
    }

    /**
     * The words of a text in order, as identifiers of a vocabulary.
     *
     * @param vocabulary largest number of words known
     * @param minimum how often a word must come to be known
     * @param length words kept of a text
     */
    record Words(int vocabulary, int minimum, int length) implements PreparationSpec {}

    /** Numbers as they are. */
    record None() implements PreparationSpec {}
}
