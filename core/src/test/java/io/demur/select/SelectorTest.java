package io.demur.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.demur.evaluation.Model;
import io.demur.guarantee.GroupRule;
import io.demur.logits.InputException;
import io.demur.logits.LogitTile;
import io.demur.score.LogitNorm;
import io.demur.score.PlainScore;
import io.demur.score.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectorTest {
    private static final Model MODEL = Model.honest(90, 4, 801)
            .rounded(0.5)
            .logit(13, 3, Double.POSITIVE_INFINITY)
            .logit(50, 0, Double.NaN);

    private static Rule certified(String group, double threshold) {
        GroupRule rule = new GroupRule(GroupRule.Status.CERTIFIED, OptionalDouble.of(threshold));
        return new Rule(group, rule, Optional.empty());
    }

    private static Rule uncertified(String group) {
        GroupRule rule = new GroupRule(GroupRule.Status.ABSTAIN_UNCERTIFIED_GROUP, OptionalDouble.empty());
        return new Rule(group, rule, Optional.empty());
    }

    private static Selector selector(Score score, Grouping grouping, Rule... rules) {
        return new Selector(
                "answers",
                score,
                grouping,
                List.of(rules),
                List.of(),
                Pipeline.identity(4),
                Pipeline.data(),
                List.of());
    }

    private static Selector byGroup() {
        return selector(
                LogitNorm.of(3), Grouping.COLUMN, certified("young", 0.85), uncertified("old"), certified("none", -1));
    }

    private static Selector byClass() {
        return selector(
                PlainScore.MAX_LOGIT,
                Grouping.PREDICTED_CLASS,
                certified("a", 2),
                uncertified("b"),
                certified("c", 3.5),
                certified("d", 0.5));
    }

    private static Selector forAll() {
        return selector(PlainScore.MAX_LOGIT, Grouping.NONE, certified(Rule.EVERYTHING, 2.5));
    }

    @Test
    void acceptsAtTheThresholdAndAbstainsBelow() {
        assertThat(forAll().decide(0, 2.5, 1, 1)).isEqualTo(new Decision.Accepted(1, 2.5));
        assertThat(forAll().decide(0, 2.4999, 1, 1))
                .isEqualTo(new Decision.Abstained(AbstentionReason.BELOW_THRESHOLD));
        assertThat(forAll().decide(0, 9, Double.NaN, 1)).isEqualTo(new Decision.Abstained(AbstentionReason.NOT_FINITE));
    }

    @Test
    void decidesByGroup() {
        double[] sure = {9, 0, 0, 0};
        double[] unsure = {9, 8, -9, -8};
        assertThat(byGroup().decide(sure, "young")).isInstanceOf(Decision.Accepted.class);
        assertThat(Pipeline.reason(byGroup().decide(unsure, "young"))).isEqualTo(AbstentionReason.BELOW_THRESHOLD);
        assertThat(byGroup().decide(unsure, "none")).isInstanceOf(Decision.Accepted.class);
        assertThat(Pipeline.reason(byGroup().decide(sure, "old"))).isEqualTo(AbstentionReason.UNCERTIFIED_GROUP);
        assertThat(Pipeline.reason(byGroup().decide(sure, "Young"))).isEqualTo(AbstentionReason.UNKNOWN_GROUP);
        assertThatThrownBy(() -> byGroup().decide(sure))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("needs a group");
    }

    @Test
    void decidesByPredictedClass() {
        assertThat(byClass().decide(2, 0, 0, 0)).isEqualTo(new Decision.Accepted(0, 2));
        assertThat(Pipeline.reason(byClass().decide(0, 9, 0, 0))).isEqualTo(AbstentionReason.UNCERTIFIED_GROUP);
        assertThat(Pipeline.reason(byClass().decide(0, 0, 3, 0))).isEqualTo(AbstentionReason.BELOW_THRESHOLD);
        assertThat(byClass().decide(0, 0, 0, 0.5)).isEqualTo(new Decision.Accepted(3, 0.5));
    }

    static Stream<Selector> selectors() {
        return Stream.of(
                forAll(),
                byGroup(),
                byClass(),
                selector(PlainScore.MSP, Grouping.NONE, certified(Rule.EVERYTHING, 0.7)),
                selector(LogitNorm.of(2.5), Grouping.NONE, certified(Rule.EVERYTHING, 0.9)));
    }

    @ParameterizedTest
    @MethodSource("selectors")
    void decidesARowAloneAsInTilesOfAnySize(Selector selector) {
        int[] groups = IntStream.range(0, 90).map(i -> i % 4 - 1).toArray();
        List<Decision> alone = new ArrayList<>();
        for (int i = 0; i < 90; i++) {
            String group = groups[i] < 0
                    ? "unheard of"
                    : byGroup().rules().get(groups[i]).group();
            alone.add(selector.decide(MODEL.row(i), group));
        }
        for (int capacity : new int[] {1, 2, 31, 64, 1_000}) {
            assertThat(Pipeline.decide(selector, MODEL.logits(), capacity, groups))
                    .as("tiles of %d", capacity)
                    .isEqualTo(alone);
        }
        assertThat(alone).anyMatch(d -> d instanceof Decision.Accepted);
        assertThat(Pipeline.reason(alone.get(50))).isEqualTo(AbstentionReason.NOT_FINITE);
    }

    @Test
    void tellsPredictionAndConfidenceOfRowsItDoesNotAnswer() {
        LogitTile tile = new LogitTile(4, 2);
        tile.hold(0, 2);
        tile.putRow(0, new double[] {1, 2, 0, 0}, 0);
        tile.putRow(1, new double[] {1, 2, Double.NaN, 0}, 0);
        Decider decider = new Decider(forAll(), tile);
        decider.decide(tile, row -> 0);
        assertThat(decider.accepted(0)).isFalse();
        assertThat(decider.prediction(0)).isEqualTo(1);
        assertThat(decider.confidence(0)).isEqualTo(2);
        assertThat(decider.confidence(1)).isNaN();
        assertThat(decider.reason(1)).isEqualTo(AbstentionReason.NOT_FINITE);
    }

    @Test
    void refusesRowsAndSourcesOfAnotherNumberOfClasses() {
        assertThatThrownBy(() -> forAll().decide(1, 2, 3))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("has 3 logits, the selector is for 4 classes");
        assertThatThrownBy(() -> forAll().requireFits(Model.honest(2, 5, 1).logits()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("has 5 classes, the selector 'answers' is for 4");
        assertThatCode(() -> forAll().requireFits(MODEL.logits())).doesNotThrowAnyException();
    }

    @Test
    void refusesWhatCannotBeASelector() {
        assertThatThrownBy(() -> selector(PlainScore.MSP, Grouping.NONE)).hasMessageContaining("0 rules");
        assertThatThrownBy(() -> selector(PlainScore.MSP, Grouping.COLUMN)).hasMessageContaining("0 rules");
        assertThatThrownBy(() -> selector(PlainScore.MSP, Grouping.NONE, certified("a", 1), certified("b", 1)))
                .hasMessageContaining("2 rules for grouping none");
        assertThatThrownBy(() -> selector(PlainScore.MSP, Grouping.PREDICTED_CLASS, certified("a", 1)))
                .hasMessageContaining("1 rules for 4 predicted classes");
        assertThatThrownBy(() -> selector(PlainScore.MSP, Grouping.COLUMN, certified("a", 1), certified("a", 2)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("two rules for group 'a'");
        assertThatThrownBy(() -> forAll().withClassNames(List.of("cat", "dog")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("names 2 of 4 classes");
        assertThatThrownBy(() -> new Selector(
                        "two",
                        LogitNorm.of(3),
                        Grouping.NONE,
                        List.of(certified(Rule.EVERYTHING, 0.8)),
                        List.of(),
                        Pipeline.identity(2),
                        Pipeline.data(),
                        List.of()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("logit-norm");
    }

    @ParameterizedTest
    @MethodSource("selectors")
    void recomputesItsGoldenRows(Selector plain) {
        List<GoldenRow> rows = GoldenRows.pick(plain, MODEL.logits(), row -> row % 3 == 0 ? "young" : "old", 1);
        Selector selector = plain.withGoldenRows(rows);
        assertThat(rows)
                .extracting(GoldenRow::accepted)
                .contains(true)
                .contains(false)
                .hasSizeBetween(4, 6);
        assertThatCode(selector::requireGoldenRows).doesNotThrowAnyException();
        GoldenRow row = rows.get(1);
        double[] nudged = row.logits();
        nudged[2] = Math.nextUp(nudged[2] - 1);
        for (GoldenRow changed : List.of(
                new GoldenRow(row.logits(), row.group(), Math.nextUp(row.confidence()), row.prediction(), true),
                new GoldenRow(row.logits(), row.group(), row.confidence(), row.prediction() + 1, true),
                new GoldenRow(row.logits(), row.group(), row.confidence(), row.prediction(), false))) {
            assertThatThrownBy(plain.withGoldenRows(List.of(rows.get(0), changed))::requireGoldenRows)
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("golden row 1");
        }
    }

    /** Copies of a row in two groups are two golden rows, wherever they stand. */
    @ParameterizedTest(name = "order {0}")
    @ValueSource(longs = {2, 3, 4})
    void picksTheSameGoldenRowsInAnyOrderByAnyThreads(long seed) {
        Model copies = MODEL.pick(IntStream.range(0, 3_000).map(i -> i % 40).toArray());
        int[] order = copies.order(seed);
        Selector selector = byGroup();
        List<GoldenRow> rows = GoldenRows.pick(selector, copies.logits(), row -> group(row), 1);
        List<GoldenRow> moved =
                GoldenRows.pick(selector, copies.pick(order).logits(), row -> group(order[(int) row]), 3);
        assertThat(moved).usingRecursiveFieldByFieldElementComparator().containsExactlyElementsOf(rows);
    }

    private static String group(long row) {
        return List.of("none", "young", "old").get((int) (row / 40 % 3));
    }
}
