package io.demur.inputs.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.demur.inputs.DataSet;
import io.demur.inputs.RawTexts;
import io.demur.logits.InputException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplitsTest {
    private static final PartSizes SIZES = PartSizes.restTo(Part.TRAIN)
            .count(Part.TUNE, 100)
            .share(Part.CERTIFY, 0.1)
            .share(Part.TEST, 0.3);

    /** Three classes of about 60, 30 and 10 %, all texts different. */
    private static DataSet data(int rows, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] labels =
                random.ints(rows, 0, 10).map(x -> x < 6 ? 0 : x < 9 ? 1 : 2).toArray();
        String[] texts =
                IntStream.range(0, rows).mapToObj(row -> seed + " row " + row).toArray(String[]::new);
        return DataSet.of(RawTexts.of(texts), labels, List.of("a", "b", "c"));
    }

    private static Set<String> texts(DataSet data) {
        return new HashSet<>(((RawTexts) data.raw()).texts());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {0, 1, 2, -3})
    @DisplayName("each row falls into exactly one part, and parts have their sizes")
    void partition(long seed) {
        DataSet data = data(1003, 7);
        for (Split split : List.of(Splits.random(data, SIZES, seed), Splits.stratified(data, SIZES, seed))) {
            int[] all = Arrays.stream(Part.values())
                    .flatMapToInt(part -> Arrays.stream(split.rows(part)))
                    .sorted()
                    .toArray();
            assertThat(all).isEqualTo(IntStream.range(0, 1003).toArray());
            assertThat(split.rows(Part.TUNE)).hasSize(100).isSorted();
            assertThat(split.rows(Part.CERTIFY)).hasSize(100);
            assertThat(split.rows(Part.TEST)).hasSize(301);
            assertThat(split.part(Part.TRAIN).rows()).isEqualTo(502);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {0, 1, 2, -3})
    @DisplayName("in a stratified split each class is within two rows of its share in each part")
    void stratified(long seed) {
        DataSet data = data(1003, seed);
        Split split = Splits.stratified(data, SIZES, seed);
        for (Part part : Part.values()) {
            int[] counts = split.part(part).classCounts();
            for (int label = 0; label < counts.length; label++) {
                double fair = (double) data.classCounts()[label] * split.rows(part).length / data.rows();
                assertThat(Math.abs(counts[label] - fair)).isLessThan(2);
            }
        }
    }

    @Test
    @DisplayName("the split is a function of seed and content: not of the order of rows")
    void keyedByContent() {
        DataSet data = data(400, 5);
        int[] reversed = IntStream.range(0, 400).map(row -> 399 - row).toArray();
        assertThat(texts(Splits.random(data.select(reversed), SIZES, 3).part(Part.TEST)))
                .isEqualTo(texts(Splits.random(data, SIZES, 3).part(Part.TEST)));
        assertThat(texts(Splits.stratified(data.select(reversed), SIZES, 3).part(Part.TUNE)))
                .isEqualTo(texts(Splits.stratified(data, SIZES, 3).part(Part.TUNE)));
        assertThat(Splits.random(data, SIZES, 4).rows(Part.TEST))
                .isNotEqualTo(Splits.random(data, SIZES, 3).rows(Part.TEST));
    }

    @Test
    @DisplayName("the order is the one that Python's hashlib and the documented mixing give")
    void golden() {
        // key(t) = first 8 bytes, big-endian, of sha256(pack('>i', len(t)) + t); sorted by join(3, key) as signed
        // longs:
        // 4 5 0 7 1 3 2 6. The first three of them are the test rows.
        DataSet data = DataSet.of(
                RawTexts.of("a", "b", "c", "d", "e", "f", "g", "h"),
                new int[] {0, 1, 0, 1, 0, 1, 0, 1},
                List.of("x", "y"));
        Split split = Splits.random(data, PartSizes.restTo(Part.TRAIN).count(Part.TEST, 3), 3);
        assertThat(split.rows(Part.TEST)).containsExactly(0, 4, 5);
        assertThat(split.rows(Part.CERTIFY)).isEmpty();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {0, 1, 2, 3, 4, 5})
    @DisplayName("of all copies at most those of one row fall on both sides of a cut")
    void copiesStayTogether(long seed) {
        String[] texts =
                IntStream.range(0, 300).mapToObj(row -> "text " + row % 100).toArray(String[]::new);
        DataSet data = DataSet.of(RawTexts.of(texts), new int[300], List.of("x", "y"));
        Split split = Splits.random(data, PartSizes.restTo(Part.TRAIN).share(Part.TEST, 0.5), seed);
        Set<String> both = texts(split.part(Part.TRAIN));
        both.retainAll(texts(split.part(Part.TEST)));
        assertThat(both).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void refuses() {
        DataSet data = data(120, 1);
        assertThatThrownBy(
                        () -> Splits.random(data, PartSizes.restTo(Part.TRAIN).count(Part.TEST, 120), 1))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("split: 120 rows leave none for train");
        DataSet rare = DataSet.of(
                data.raw(), IntStream.range(0, 120).map(row -> row < 2 ? 0 : 1).toArray(), List.of("rare", "usual"));
        assertThatThrownBy(() ->
                        Splits.stratified(rare, PartSizes.restTo(Part.TRAIN).count(Part.TEST, 5), 1))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("stratified split: class \"rare\" has 2 rows, too few to have one in test");
        assertThatIllegalArgumentException().isThrownBy(() -> SIZES.share(Part.TUNE, 0.5));
        assertThatIllegalArgumentException().isThrownBy(() -> SIZES.count(Part.TRAIN, 5));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PartSizes.restTo(Part.TRAIN).share(Part.TEST, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PartSizes.restTo(Part.TRAIN).count(Part.TEST, 0));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    @DisplayName("an apportionment is within one of each share at every time, and exact at the end")
    void apportionment(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] sizes = random.ints(random.nextInt(1, 5), 1, 60).toArray();
        int total = Arrays.stream(sizes).sum();
        Apportionment turns = new Apportionment(sizes);
        int[] given = new int[sizes.length];
        for (int place = 1; place <= total; place++) {
            int[] more = turns.next(1);
            for (int part = 0; part < sizes.length; part++) {
                given[part] += more[part];
                assertThat(Math.abs(given[part] - (double) place * sizes[part] / total))
                        .isLessThan(1);
            }
        }
        assertThat(given).isEqualTo(sizes);
    }
}
