package io.demur.inputs.prepare;

import io.demur.math.Hash64;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;

/** The buckets of the n-grams of one text after the other. */
final class Ngrams {
    private final NgramPreparation form;
    private final CRC32 crc = new CRC32();
    private int[] buckets = new int[256];
    private int count;

    Ngrams(NgramPreparation form) {
        this.form = form;
    }

    /** The buckets: n-grams of words, then of characters, each order after the other. */
    int[] of(String text) {
        count = 0;
        String letters = form.letters().apply(text);
        addAll('w', words(letters), " ", form.words());
        addAll('c', characters(letters), "", form.characters());
        return Arrays.copyOf(buckets, count);
    }

    private void addAll(char prefix, List<String> pieces, String joint, Orders orders) {
        for (int order = orders.shortest(); order <= orders.longest(); order++) {
            for (int i = 0; i + order <= pieces.size(); i++) {
                add(bucket(prefix + String.join(joint, pieces.subList(i, i + order))));
            }
        }
    }

    private void add(int bucket) {
        if (count == buckets.length) {
            buckets = Arrays.copyOf(buckets, count * 2);
        }
        buckets[count++] = bucket;
    }

    private int bucket(String gram) {
        crc.reset();
        crc.update(gram.getBytes(StandardCharsets.UTF_8));
        return (int) (Hash64.mix(crc.getValue()) >>> (Long.SIZE - form.bits()));
    }

    static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        int start = 0;
        for (int at = 0; at <= text.length(); ) {
            int point = at < text.length() ? text.codePointAt(at) : ' ';
            if (!Tokeniser.isWordPart(point) && point != '\'') {
                if (at > start) {
                    words.add(text.substring(start, at));
                }
                start = at + Character.charCount(point);
            }
            at += Character.charCount(point);
        }
        return words;
    }

    static List<String> characters(String text) {
        List<String> characters = new ArrayList<>(text.length() + 2);
        text.codePoints().forEach(point -> addCharacter(characters, Tokeniser.isSpace(point) ? ' ' : point));
        addCharacter(characters, ' ');
        return characters;
    }

    private static void addCharacter(List<String> characters, int point) {
        if (characters.isEmpty()) {
            characters.add(" ");
        }
        if (point != ' ' || !characters.get(characters.size() - 1).equals(" ")) {
            characters.add(Character.toString(point));
        }
    }
}
