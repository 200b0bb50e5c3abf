package io.demur.guarantee;

import java.util.List;
import java.util.OptionalInt;

/**
 * What a procedure made of the p-values of its candidates.
 *
 * @param chosen the certified candidate of the largest coverage
 * @param level what a p-value was compared with: for fixed-sequence testing delta over the number of starts, for
 *     Bonferroni-Holm delta over the number of candidates, the level of its first step
 * @param starts number of hypotheses that share delta from the outset
 * @param tested indices of the candidates that were tested, each once, in the order of testing
 */
record Selection(OptionalInt chosen, double level, int starts, List<Integer> tested) {
    Selection {
        tested = List.copyOf(tested);
    }
}
