package io.demur.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.demur.guarantee.GroupRule;
import io.demur.logits.InputException;
import io.demur.score.Score;
import io.demur.select.DataIdentity;
import io.demur.select.GoldenRow;
import io.demur.select.Grouping;
import io.demur.select.ModelIdentity;
import io.demur.select.Rule;
import io.demur.select.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The nodes decide as Java does, outside the band around the threshold. */
class GuardCheckTest {
    private static final int OPSET = 17;
    private static final int SLOW_ROWS = 1_000_000;

    static Stream<String> scores() {
        return Stream.of(
                "msp",
                "entropy",
                "softmax-margin",
                "max-logit",
                "centred-max-logit",
                "logit-margin",
                "gini",
                "energy:T=1",
                "energy:T=0.5",
                "msp-temperature:T=2",
                "gen:gamma=0.1,top=100",
                "gen:gamma=0.5,top=2",
                "logit-norm:p=1",
                "logit-norm:p=2",
                "logit-norm:p=5",
                "logit-norm:p=2.5",
                "logit-norm:p=7,centre=none",
                "logit-norm:p=40",
                "logit-margin-norm:p=3",
                "logit-margin-norm:p=4,centre=none");
    }

    private static Selector selector(String score, int classes, Grouping grouping, double... thresholds) {
        List<Rule> rules = IntStream.range(0, thresholds.length)
                .mapToObj(g -> new Rule(
                        grouping == Grouping.NONE ? Rule.EVERYTHING : "group " + g,
                        Double.isNaN(thresholds[g])
                                ? new GroupRule(GroupRule.Status.ABSTAIN_UNCERTIFIED_GROUP, OptionalDouble.empty())
                                : new GroupRule(GroupRule.Status.CERTIFIED, OptionalDouble.of(thresholds[g])),
                        Optional.empty()))
                .toList();
        return new Selector(
                "test",
                Score.parse(score),
                grouping,
                rules,
                List.of(),
                new ModelIdentity("m", classes, "float32"),
                new DataIdentity("t", "c", Optional.empty(), Optional.empty(), Optional.empty()),
                List.of());
    }

    /** Rows of many sizes, with ties, flat ones and some of a single high logit. */
    private static List<double[]> rows(int count, int classes, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<double[]> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double scale = Math.exp(random.nextDouble(-3, 5));
            double shift = random.nextDouble(-5, 5);
            double[] row = new double[classes];
            for (int k = 0; k < classes; k++) {
                row[k] = (float) (shift + scale * random.nextDouble(-1, 1));
            }
            if (i % 5 == 0) {
                row[random.nextInt(classes)] += (float) (scale * 3);
            }
            if (i % 31 == 0) {
                row[random.nextInt(classes)] = row[random.nextInt(classes)];
            }
            if (i % 101 == 0) {
                java.util.Arrays.fill(row, (float) shift);
            }
            rows.add(row);
        }
        return rows;
    }

    /** A threshold that accepts about half of some rows. */
    private static double middle(String score, int classes, List<double[]> rows) {
        Selector any = selector(score, classes, Grouping.NONE, 0);
        // Many rows share a value where one positive logit makes logit-norm:p=1 a constant: between different values.
        double[] sorted = rows.stream()
                .limit(500)
                .mapToDouble(row -> any.golden(row, Rule.EVERYTHING).confidence())
                .map(confidence -> Math.rint(1e6 * confidence) / 1e6)
                .distinct()
                .sorted()
                .toArray();
        return (sorted[sorted.length / 2] + sorted[sorted.length / 2 - 1]) / 2;
    }

    /** Compares every row and says how many lie within the band. */
    private static int compare(Selector selector, List<double[]> rows, List<String> groups) {
        int inside = 0;
        try (GuardCheck check = new GuardCheck(selector, OPSET)) {
            List<GuardCheck.Outcome> outcomes = check.run(rows, groups);
            for (int i = 0; i < rows.size(); i++) {
                GoldenRow java = selector.golden(rows.get(i), groups.get(i));
                GuardCheck.Outcome onnx = outcomes.get(i);
                double threshold = check.threshold(groups.get(i), java.prediction());
                double band = GuardCheck.band(threshold);
                assertThat(onnx.prediction()).isEqualTo(java.prediction());
                if (Math.abs(java.confidence() - threshold) <= band) {
                    inside++;
                } else {
                    assertThat(onnx.accept())
                            .as("row %d, confidence %s in Java, %s in ONNX", i, java.confidence(), onnx.confidence())
                            .isEqualTo(java.accepted());
                }
            }
        }
        return inside;
    }

    private static List<String> everything(int count) {
        return java.util.Collections.nCopies(count, Rule.EVERYTHING);
    }

    @ParameterizedTest
    @MethodSource("scores")
    void decidesAsJavaDoes(String score) {
        for (int classes : new int[] {3, 10, 77}) {
            List<double[]> rows = rows(2_000, classes, classes);
            Selector selector = selector(score, classes, Grouping.NONE, middle(score, classes, rows));
            assertThat(compare(selector, rows, everything(rows.size()))).isLessThan(rows.size() / 10);
        }
    }

    @ParameterizedTest
    @MethodSource("scores")
    @Tag("slow")
    void decidesManyRowsAsJavaDoes(String score) {
        int inside = 0;
        int total = 0;
        for (int classes : new int[] {3, 5, 19, 100, 1_000}) {
            int count = SLOW_ROWS / 20 / (classes == 1_000 ? 10 : 4);
            List<double[]> rows = rows(count, classes, 7L * classes);
            Selector selector = selector(score, classes, Grouping.NONE, middle(score, classes, rows));
            inside += compare(selector, rows, everything(count));
            total += count;
        }
        System.out.printf("%s: %d of %d rows within the band%n", score, inside, total);
        assertThat(inside).isLessThan(total / 10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"msp", "entropy", "logit-norm:p=4", "energy:T=1"})
    void confidencesAgreeFarBelowTheBand(String score) {
        List<double[]> rows = rows(2_000, 12, 5);
        Selector selector = selector(score, 12, Grouping.NONE, 0);
        try (GuardCheck check = new GuardCheck(selector, OPSET)) {
            List<GuardCheck.Outcome> outcomes = check.run(rows, everything(rows.size()));
            for (int i = 0; i < rows.size(); i++) {
                double java = selector.golden(rows.get(i), Rule.EVERYTHING).confidence();
                assertThat(Math.abs(outcomes.get(i).confidence() - java))
                        .isLessThanOrEqualTo(1e-12 * Math.max(1, Math.abs(java)));
            }
        }
    }

    @Test
    void groupsAndPredictedClassesHaveTheirOwnThresholds() {
        List<double[]> rows = rows(3_000, 4, 9);
        Selector byColumn = selector("logit-norm:p=3", 4, Grouping.COLUMN, 0.7, 0.9, Double.NaN);
        List<String> groups =
                IntStream.range(0, rows.size()).mapToObj(i -> "group " + i % 4).toList();
        assertThat(compare(byColumn, rows, groups)).isLessThan(10);
        Selector byClass = selector("msp", 4, Grouping.PREDICTED_CLASS, -1, 0, 2, Double.NaN);
        assertThat(compare(byClass, rows, everything(rows.size()))).isLessThan(10);
    }

    @Test
    void whatIsNotFiniteIsNeverAccepted() {
        double[] odd = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e301};
        scores().forEach(score -> {
            Selector selector = selector(score, 3, Grouping.NONE, -1e6);
            try (GuardCheck check = new GuardCheck(selector, OPSET)) {
                for (double value : odd) {
                    for (int at = 0; at < 3; at++) {
                        double[] row = {5, 1, 0};
                        row[at] = value;
                        List<GuardCheck.Outcome> outcomes =
                                check.run(List.of(row, new double[] {5, 1, 0}), everything(2));
                        assertThat(outcomes.get(0).accept())
                                .as("%s %s", score, value)
                                .isFalse();
                        assertThat(outcomes.get(0).confidence()).isNaN();
                        assertThat(outcomes.get(1).accept()).isTrue();
                    }
                }
            }
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {9, 11, 13, 15, 17, 18, 21})
    void everyOperatorSetWillDo(long opset) {
        scores().forEach(score -> {
            if (opset >= 11 || !score.startsWith("gen:gamma=0.5")) {
                Selector selector = selector(score, 5, Grouping.NONE, 0);
                try (GuardCheck check = new GuardCheck(selector, opset)) {
                    double[] row = {1, 4, -1, 0, 2};
                    GoldenRow java = selector.golden(row, Rule.EVERYTHING);
                    GuardCheck.Outcome onnx =
                            check.run(List.of(row), everything(1)).get(0);
                    assertThat(onnx.prediction()).isEqualTo(1);
                    assertThat(onnx.accept()).isEqualTo(java.accepted());
                }
            }
        });
    }

    @Test
    void aGoldenRowAtTheThresholdIsRefused() {
        Selector plain = selector("max-logit", 3, Grouping.NONE, 4);
        GoldenRow near = plain.golden(new double[] {4 + 1e-10, 0, 0}, Rule.EVERYTHING);
        assertThatThrownBy(() -> GuardCheck.goldenRows(plain.withGoldenRows(List.of(near)), OPSET))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("golden row 0 lies within")
                .hasMessageContaining("fit the selector again");
        GoldenRow far = plain.golden(new double[] {5, 0, 0}, Rule.EVERYTHING);
        GuardCheck.goldenRows(plain.withGoldenRows(List.of(far)), OPSET);
        GoldenRow wrong = new GoldenRow(new double[] {5, 0, 0}, Rule.EVERYTHING, 5, 0, false);
        assertThatThrownBy(() -> GuardCheck.goldenRows(plain.withGoldenRows(List.of(wrong)), OPSET))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("golden row 0 has confidence 5.0 in ONNX Runtime");
    }
}
