package io.demur.inputs.prepare;

import io.demur.inputs.BagFeatures;
import io.demur.inputs.RawRows;
import java.util.List;

/**
 * A text as a bag of hashed n-grams of words and of characters; nothing is learnt from data.
 *
 * <p>A word is a longest run of letters, digits, marks and apostrophes. The characters are the code points of the text,
 * where every run of white space is one space and one space stands before and behind. An n-gram that comes twice counts
 * twice; a text without any has an empty bag.
 *
 * <p>The bucket of an n-gram is the top {@code bits} bits of {@code mix(crc)}, with {@code crc} the CRC-32 of its UTF-8
 * bytes behind {@code w} for words, which a space joins, or {@code c} for characters, and {@code mix} the finaliser of
 * SplitMix64 ({@link io.demur.math.Hash64#mix}). CRC-32 alone would be linear: pairs of n-grams with the same difference
 * would all collide or none.
 *
 * @param letters whether case counts
 * @param words orders of the n-grams of words
 * @param characters orders of the n-grams of characters
 * @param bits from 1 to 24; there are {@code 2^bits} buckets
 */
public record NgramPreparation(Letters letters, Orders words, Orders characters, int bits) implements Preparation {
    /** Lower case, words 1 to 2, characters 3 to 4, 32,768 buckets. */
    public static final NgramPreparation USUAL =
            new NgramPreparation(Letters.LOWER, new Orders(1, 2), new Orders(3, 4), 15);

    /** Checks the number of buckets. */
    public NgramPreparation {
        if (bits < 1 || bits > 24) {
            throw new IllegalArgumentException("bits must be from 1 to 24, not " + bits);
        }
    }

    /** How many identifiers there are. */
    public int buckets() {
        return 1 << bits;
    }

    @Override
    public BagFeatures prepare(RawRows rows) {
        List<int[]> bags = RowKinds.texts(rows).texts().parallelStream()
                .map(text -> new Ngrams(this).of(text))
                .toList();
        int[] starts = new int[bags.size() + 1];
        for (int row = 0; row < bags.size(); row++) {
            starts[row + 1] = Math.addExact(starts[row], bags.get(row).length);
        }
        int[] ids = new int[starts[bags.size()]];
        for (int row = 0; row < bags.size(); row++) {
            System.arraycopy(bags.get(row), 0, ids, starts[row], bags.get(row).length);
        }
        return BagFeatures.of(starts, ids);
    }
}
