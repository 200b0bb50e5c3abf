package io.demur.inputs.prepare;

import io.demur.inputs.RawRows;
import io.demur.inputs.SequenceFeatures;
import io.demur.logits.InputException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A text as the identifiers of its first tokens, padded to the same length; case counts.
 *
 * <p>A token is a word, a longest run of letters, digits and marks in which single apostrophes may stand, or any other
 * code point that is not white space; the line break of HTML, {@code <br />}, counts as white space. Identifiers: 0 is
 * padding, 1 every token that is not in the vocabulary, 2 and up the vocabulary in its order. Of a longer text the
 * beginning is taken; a text without tokens becomes a single 1.
 */
public final class TokenPreparation implements Preparation {
    /** The identifier behind the end of a text. */
    public static final int PADDING = 0;
    /** The identifier of what is not in the vocabulary. */
    public static final int UNKNOWN = 1;

    private static final int FIRST = 2;

    private final List<String> vocabulary;
    private final int length;
    private final Map<String, Integer> ids = new HashMap<>();

    private TokenPreparation(List<String> vocabulary, int length) {
        this.vocabulary = List.copyOf(vocabulary);
        this.length = length;
        this.vocabulary.forEach(token -> ids.put(token, FIRST + ids.size()));
    }

    /**
     * With a given vocabulary.
     *
     * @param vocabulary different tokens, the first of which gets identifier 2
     * @param length identifiers per row
     */
    public static TokenPreparation of(List<String> vocabulary, int length) {
        if (length < 1) {
            throw new IllegalArgumentException("the length must be at least 1, not " + length);
        }
        if (new HashSet<>(vocabulary).size() < vocabulary.size()) {
            throw new IllegalArgumentException("a token comes twice in the vocabulary");
        }
        return new TokenPreparation(vocabulary, length);
    }

    /**
     * Learns the vocabulary from training texts: the most frequent tokens, equally frequent ones by their UTF-16 codes.
     *
     * @throws InputException if no token comes often enough
     */
    public static TokenPreparation fit(RawRows training, VocabularyLimits limits, int length) {
        Map<String, Integer> counts = new TreeMap<>();
        for (String text : RowKinds.texts(training).texts()) {
            Tokeniser.tokens(text).forEach(token -> counts.merge(token, 1, Integer::sum));
        }
        List<String> vocabulary = counts.entrySet().stream()
                .filter(entry -> entry.getValue() >= limits.leastCount())
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(limits.mostTokens())
                .map(Map.Entry::getKey)
                .toList();
        if (vocabulary.isEmpty()) {
            throw new InputException("training texts", "no token comes " + limits.leastCount() + " times");
        }
        return of(vocabulary, length);
    }

    /** The tokens; the first has identifier 2. */
    public List<String> vocabulary() {
        return vocabulary;
    }

    /** How many identifiers there are, with padding and unknown. */
    public int identifiers() {
        return FIRST + vocabulary.size();
    }

    /** Identifiers per row. */
    public int length() {
        return length;
    }

    /** The identifier of a token. */
    public int id(String token) {
        return ids.getOrDefault(token, UNKNOWN);
    }

    @Override
    public SequenceFeatures prepare(RawRows rows) {
        List<int[]> sequences = RowKinds.texts(rows).texts().parallelStream()
                .map(this::sequence)
                .toList();
        int[] all = new int[Math.multiplyExact(sequences.size(), length)];
        int[] lengths = new int[sequences.size()];
        for (int row = 0; row < lengths.length; row++) {
            lengths[row] = sequences.get(row).length;
            System.arraycopy(sequences.get(row), 0, all, row * length, lengths[row]);
        }
        return SequenceFeatures.of(length, all, lengths);
    }

    private int[] sequence(String text) {
        int[] sequence =
                Tokeniser.tokens(text).stream().limit(length).mapToInt(this::id).toArray();
        return sequence.length == 0 ? new int[] {UNKNOWN} : sequence;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TokenPreparation that && length == that.length && vocabulary.equals(that.vocabulary);
    }

    @Override
    public int hashCode() {
        return 31 * vocabulary.hashCode() + length;
    }
}
