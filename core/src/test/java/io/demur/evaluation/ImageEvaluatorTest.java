package io.demur.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.demur.evaluation.EvaluationPlan.Mode;
import io.demur.logits.InputException;
import io.demur.metric.Bounds;
import io.demur.metric.CurveMetric;
import io.demur.metric.RiskCoverageCurve;
import io.demur.metric.ScoredLosses;
import io.demur.score.BadRows;
import io.demur.score.PlainScore;
import io.demur.score.ScoredRows;
import io.demur.score.ScoringPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageEvaluatorTest {
    private static final int PIXELS = 1_700;

    private static List<ImageEvaluation> evaluate(Model model, ImageScore whole, int threads) {
        List<ImageEvaluation> images = new ArrayList<>();
        ImageEvaluator.evaluate(
                model.logits(),
                model.labels(),
                new ImageEvaluator.Plan(PlainScore.MAX_LOGIT, whole, PIXELS, BadRows.REFUSE, threads),
                images::add);
        return images;
    }

    @ParameterizedTest(name = "{0} threads")
    @ValueSource(ints = {1, 3})
    void everyImageIsWorthWhatItIsAlone(int threads) {
        Model model = Model.overconfidentErrors(4 * PIXELS, 4, 31).label(3, -1).label(PIXELS, -1);
        List<ImageEvaluation> images = evaluate(model, new ImageScore(OptionalDouble.empty()), threads);
        assertThat(images).hasSize(4);
        for (int i = 0; i < 4; i++) {
            Model own = model.slice(i * PIXELS, (i + 1) * PIXELS);
            Evaluation alone =
                    Evaluator.evaluate(own.logits(), own.labels(), EvaluationPlan.of(List.of(PlainScore.MAX_LOGIT)));
            ImageEvaluation image = images.get(i);
            assertThat(image.image()).isEqualTo(i);
            assertThat(image.labelled()).isEqualTo(alone.samples());
            assertThat(image.ignored()).isEqualTo(i < 2 ? 1 : 0);
            assertThat(image.classes()).isEqualTo(alone.classCounts().orElseThrow());
            assertThat(image.aurc())
                    .isEqualTo(alone.scores().get(0).metric(CurveMetric.AURC).value());
        }
        Evaluation all = Evaluator.evaluate(
                model.logits(),
                model.labels(),
                EvaluationPlan.of(List.of(PlainScore.MSP)).with(Mode.BOUNDED).withThreads(threads));
        assertThat(ClassCounts.sum(images.stream().map(ImageEvaluation::classes).toList()))
                .isEqualTo(all.classCounts().orElseThrow());
    }

    @ParameterizedTest(name = "{0} threads")
    @ValueSource(ints = {1, 3})
    void theCurveOfAPredictedClassHoldsThatOfItsPixels(int threads) {
        Model model = Model.overconfidentErrors(3 * PIXELS, 4, 32).label(5, -1);
        ImageEvaluator.Plan plan = new ImageEvaluator.Plan(
                PlainScore.MAX_LOGIT, ImageScore.parse("mean"), PIXELS, BadRows.REFUSE, threads);
        ClassCurves curves = ImageEvaluator.evaluate(model.logits(), model.labels(), plan, image -> {});
        ScoredRows rows = ScoredRows.of(
                model.logits(),
                model.labels(),
                new ScoringPlan(List.of(PlainScore.MAX_LOGIT), BadRows.REFUSE, false, 1));
        double[] confidence = rows.confidence(PlainScore.MAX_LOGIT);
        for (int k = 0; k < 4; k++) {
            int klass = k;
            int[] own = IntStream.range(0, rows.size())
                    .filter(row -> rows.predictions()[row] == klass)
                    .toArray();
            RiskCoverageCurve exact = RiskCoverageCurve.of(ScoredLosses.of(
                    Arrays.stream(own).mapToDouble(row -> confidence[row]).toArray(),
                    Arrays.stream(own)
                            .mapToDouble(row -> rows.labels()[row] == klass ? 0 : 1)
                            .toArray()));
            Bounds bounds = CurveMetric.AURC.of(curves.of(k).orElseThrow());
            assertThat(CurveMetric.AURC.of(exact).get())
                    .isBetween(bounds.lower().get(), bounds.upper().get());
            assertThat(curves.of(k).orElseThrow().outline().samples()).isEqualTo(own.length);
        }
        assertThat(curves.of(4)).isEmpty();
    }

    @Test
    void imagesAreScoredByMeanOrQuantileOfAllPixels() {
        double[][] rows = new double[PIXELS][];
        int[] labels = new int[PIXELS];
        for (int i = 0; i < PIXELS; i++) {
            rows[i] = new double[] {i, -1};
            labels[i] = i == 5 ? 0 : -1;
        }
        Model model = Model.of(rows, labels);
        assertThat(evaluate(model, ImageScore.parse("mean"), 1).get(0).confidence())
                .isEqualTo((PIXELS - 1) / 2.0);
        // floor(0.1 * 1699) = 169
        assertThat(evaluate(model, ImageScore.parse("quantile:0.1"), 2).get(0).confidence())
                .isEqualTo(169);
        assertThat(ImageScore.parse("quantile:0.1")).hasToString("quantile:0.1");
    }

    @Test
    void pixelsThatAreNotFiniteAreLeftOutWhenAskedAndWhereNoLabelCounts() {
        Model model = Model.overconfidentErrors(PIXELS, 4, 31)
                .logit(7, 1, Double.NaN)
                .label(9, -1)
                .logit(9, 0, Double.NaN);
        Model without = Model.overconfidentErrors(PIXELS, 4, 31).label(7, -1).label(9, -1);
        List<ImageEvaluation> images = new ArrayList<>();
        ImageScore mean = ImageScore.parse("mean");
        ImageEvaluator.Plan plan = new ImageEvaluator.Plan(PlainScore.MAX_LOGIT, mean, PIXELS, BadRows.SKIP, 1);
        ImageEvaluator.evaluate(model.logits(), model.labels(), plan, images::add);
        ImageEvaluation expected = evaluate(without, mean, 1).get(0);
        assertThat(images.get(0).classes()).isEqualTo(expected.classes());
        assertThat(images.get(0).aurc()).isEqualTo(expected.aurc());
        assertThat(images.get(0).ignored()).isEqualTo(1);
        assertThat(images.get(0).skipped()).isEqualTo(1);
        assertThat(images.get(0).confidence()).isFinite();
        assertThatThrownBy(() -> evaluate(model, mean, 1)).hasMessageContaining("row 7");
    }

    /** Of ranking logits the mean would be that of 2 and 0, whose probability is 0.73. */
    @Test
    void theMeanOfMspIsThatOfProbabilities() {
        double[][] rows = new double[PIXELS][];
        for (int i = 0; i < PIXELS; i++) {
            rows[i] = new double[] {i % 2 == 0 ? 2 : 0, 0};
        }
        Model model = Model.of(rows, new int[PIXELS]);
        List<ImageEvaluation> images = new ArrayList<>();
        ImageEvaluator.evaluate(
                model.logits(),
                model.labels(),
                new ImageEvaluator.Plan(PlainScore.MSP, ImageScore.parse("mean"), PIXELS, BadRows.REFUSE, 1),
                images::add);
        double sure = 1 / (1 + Math.exp(-2));
        assertThat(images.get(0).confidence()).isCloseTo((sure + 0.5) / 2, within(1e-12));
    }

    @Test
    void saysWhatIsWrong() {
        Model model = Model.honest(PIXELS + 1, 3, 1);
        assertThatThrownBy(() -> evaluate(model, ImageScore.parse("mean"), 2))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("ends within an image: 1 of 1700 pixels");
        Model broken = Model.honest(PIXELS, 3, 1).logit(7, 1, Double.NaN);
        assertThatThrownBy(() -> evaluate(broken, ImageScore.parse("mean"), 1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("row 7");
        assertThatThrownBy(() -> ImageScore.parse("median")).hasMessageContaining("say mean");
        assertThatThrownBy(() -> ImageScore.parse("quantile:x")).hasMessageContaining("names no share");
        assertThatThrownBy(() -> ImageScore.parse("quantile:1.5")).hasMessageContaining("not in [0, 1]");
    }
}
