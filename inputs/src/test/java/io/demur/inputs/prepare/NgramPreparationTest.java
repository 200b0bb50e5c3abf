package io.demur.inputs.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.demur.inputs.BagFeatures;
import io.demur.inputs.RawTable;
import io.demur.inputs.RawTexts;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class NgramPreparationTest {
    private static int[] bag(String text) {
        return NgramPreparation.USUAL.prepare(RawTexts.of(text)).ids();
    }

    private static int[] only(Orders words, Orders characters, String text) {
        return new NgramPreparation(Letters.LOWER, words, characters, 15)
                .prepare(RawTexts.of(text))
                .ids();
    }

    @Test
    @DisplayName("CRC-32 is that of the published check value")
    void crcIsTheKnownOne() {
        CRC32 crc = new CRC32();
        crc.update("123456789".getBytes(StandardCharsets.US_ASCII));
        assertThat(crc.getValue()).isEqualTo(0xcbf43926L); // CRC-32/ISO-HDLC, check
    }

    @Test
    @DisplayName("the buckets are those that Python's zlib.crc32 and SplitMix64's finaliser give")
    void golden() {
        // mix(zlib.crc32(s.encode())) >> 49 for s in: wmy, wcard, wmy card; then c and every 3 and 4 characters of
        // " my card? "
        assertThat(bag("My  card?"))
                .containsExactly(
                        27842, 7286, 31051, 30734, 7780, 15327, 15819, 15015, 10433, 13500, 16223, 9361, 5662, 23134,
                        16725, 1129, 20197, 7332);
    }

    @Test
    @DisplayName("a text without letters still has characters; an empty one has an empty bag")
    void degenerate() {
        BagFeatures bags = NgramPreparation.USUAL.prepare(RawTexts.of("", " \n", "?", "a"));
        assertThat(bags.starts()).containsExactly(0, 0, 0, 1, 3);
        assertThat(only(new Orders(1, 1), new Orders(16, 16), "a a a")).hasSize(3);
    }

    @Test
    @DisplayName("words hold letters, digits, marks and apostrophes of every script")
    void words() {
        assertThat(Ngrams.words("don't re-use e\u0301t\u00e9 42 \ud83d\ude00 \u043c\u0438\u0440!"))
                .containsExactly("don't", "re", "use", "e\u0301t\u00e9", "42", "\u043c\u0438\u0440");
        assertThat(Ngrams.words("")).isEmpty();
    }

    @Test
    @DisplayName("white space is one space, and one stands before and behind")
    void characters() {
        assertThat(Ngrams.characters("\t a \n\u2003b\u00a0")).containsExactly(" ", "a", " ", "b", " ");
    }

    @Test
    @DisplayName("characters are code points, not halves of them")
    void codePoints() {
        assertThat(only(new Orders(16, 16), new Orders(3, 3), "\ud83d\ude00\ud83d\ude00"))
                .hasSize(2);
    }

    @Test
    @DisplayName("a word and the same characters fall into different buckets")
    void prefixes() {
        int[] word = only(new Orders(1, 1), new Orders(16, 16), "abc");
        int[] characters = only(new Orders(16, 16), new Orders(3, 3), "abc");
        assertThat(characters).hasSize(3).doesNotContain(word);
    }

    @Test
    @DisplayName("lower case is that of no particular language, Turkish locale or not")
    void locale() {
        int[] expected = bag("TITLE");
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            assertThat(bag("TITLE")).isEqualTo(expected).isEqualTo(bag("title"));
        } finally {
            Locale.setDefault(before);
        }
        NgramPreparation keeping = new NgramPreparation(Letters.KEEP, new Orders(1, 1), new Orders(3, 3), 15);
        assertThat(keeping.prepare(RawTexts.of("Title")).ids())
                .isNotEqualTo(keeping.prepare(RawTexts.of("title")).ids());
    }

    @Test
    @DisplayName("rows come in their order and do not depend on their neighbours")
    void rows() {
        String[] texts = new String[500];
        Arrays.setAll(texts, i -> "number " + i * 37 + " of many");
        BagFeatures all = NgramPreparation.USUAL.prepare(RawTexts.of(texts));
        assertThat(all.select(321).ids()).isEqualTo(bag(texts[321]));
        assertThat(Arrays.stream(all.ids())).allMatch(id -> id >= 0 && id < NgramPreparation.USUAL.buckets());
    }

    @Test
    void refuses() {
        assertThatThrownBy(() -> NgramPreparation.USUAL.prepare(RawTable.of(List.of("a"), List.of())))
                .hasMessageStartingWith("rows: are a table where the model takes texts");
        assertThatIllegalArgumentException().isThrownBy(() -> new Orders(2, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NgramPreparation(Letters.KEEP, new Orders(1, 1), new Orders(1, 1), 25));
    }
}
