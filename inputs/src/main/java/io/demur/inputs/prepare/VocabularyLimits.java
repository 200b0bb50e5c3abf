package io.demur.inputs.prepare;

/**
 * Which tokens of the training texts get an identifier.
 *
 * @param leastCount how often a token must come
 * @param mostTokens how many of them, the most frequent first
 */
public record VocabularyLimits(int leastCount, int mostTokens) {
    /** Checks both. */
    public VocabularyLimits {
        if (leastCount < 1 || mostTokens < 1) {
            throw new IllegalArgumentException("counts must be at least 1, not " + leastCount + " and " + mostTokens);
        }
    }
}
