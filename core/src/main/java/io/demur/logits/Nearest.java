package io.demur.logits;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;

/** What somebody may have meant by a name that is not known. */
public final class Nearest {
    private Nearest() {}

    /**
     * The known name with the smallest Levenshtein distance, the first of them.
     *
     * @param known at least one name
     */
    public static String to(String given, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(name -> distance(given, name)))
                .orElseThrow(() -> new IllegalArgumentException("nothing is known"));
    }

    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        Arrays.setAll(row, j -> j);
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitution = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substitution, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
