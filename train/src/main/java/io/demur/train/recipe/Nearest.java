package io.demur.train.recipe;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The known word that a mistyped one most likely meant. */
final class Nearest {
    private Nearest() {}

    /** The known word at the smallest edit distance, the first of equals, if it shares at least half of the letters. */
    static Optional<String> of(String word, Collection<String> known) {
        return known.stream()
                .filter(k -> distance(word, k) <= Math.max(2, Math.max(word.length(), k.length()) / 2))
                .min(Comparator.comparingInt(k -> distance(word, k)));
    }

    /** Levenshtein's distance: the fewest insertions, deletions and replacements of a letter. */
    static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
