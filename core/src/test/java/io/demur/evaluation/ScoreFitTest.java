package io.demur.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.demur.evaluation.FittedScore.Candidate;
import io.demur.evaluation.FittedScore.Verdict;
import io.demur.guarantee.Confidence;
import io.demur.guarantee.GroupedLosses;
import io.demur.guarantee.MaxRisk;
import io.demur.guarantee.MinCoverage;
import io.demur.guarantee.Procedure;
import io.demur.guarantee.RiskList;
import io.demur.logits.InputException;
import io.demur.metric.CurveMetric;
import io.demur.metric.Loss;
import io.demur.score.LogitNorm;
import io.demur.score.PlainScore;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreFitTest {
    private static final FitPlan PLAN = FitPlan.usual();

    private static FittedScore tune(Model model, FitPlan plan) {
        return ScoreFit.tune(model.logits(), model.labels(), plan);
    }

    private static double value(Candidate candidate) {
        return candidate.objective().value().get();
    }

    @ParameterizedTest(name = "K={0}, {1}, seed {2}")
    @CsvSource({"20, AURC, 901", "20, AUGRC, 902", "5, AURC, 903", "100, AURC, 904"})
    void takesLogitNormWhereItsGainIsProven(int classes, CurveMetric objective, long seed) {
        FittedScore fitted = tune(Model.overconfidentErrors(2_000, classes, seed), PLAN.with(objective));
        assertThat(fitted.verdict()).isEqualTo(Verdict.GAIN_PROVEN);
        assertThat(fitted.score()).isInstanceOf(LogitNorm.class);
        Candidate chosen = fitted.table().stream()
                .filter(c -> c.score().equals(fitted.score()))
                .findFirst()
                .orElseThrow();
        assertThat(fitted.table()).allSatisfy(c -> assertThat(value(c)).isGreaterThanOrEqualTo(value(chosen)));
        PairedDifference gain = chosen.againstMsp().orElseThrow();
        assertThat(gain.metric()).isEqualTo(objective);
        assertThat(gain.interval().upper()).isNegative();
        assertThat(gain.second()).isEqualTo(value(chosen));
    }

    @ParameterizedTest(name = "K={0}, {1}, seed {2}")
    @CsvSource({"20, AURC, 911", "20, AUGRC, 912", "5, AURC, 913", "3, AURC, 914"})
    void keepsMspWhereThereIsNothingToRepair(int classes, CurveMetric objective, long seed) {
        FittedScore fitted = tune(Model.honest(2_000, classes, seed), PLAN.with(objective));
        assertThat(fitted.score()).isEqualTo(PlainScore.MSP);
        assertThat(fitted.verdict()).isEqualTo(Verdict.GAIN_NOT_PROVEN);
    }

    /** A gain seen in 60 rows that their number does not prove. */
    @Test
    void keepsMspWhereAGainIsSeenButNotProven() {
        FittedScore fitted = tune(Model.overconfidentErrors(60, 5, 921), PLAN);
        Candidate best = fitted.table().stream()
                .min(Comparator.comparingDouble(ScoreFitTest::value))
                .orElseThrow();
        assertThat(best.score()).isInstanceOf(LogitNorm.class);
        assertThat(best.againstMsp().orElseThrow().excludesZero()).isFalse();
        assertThat(fitted.score()).isEqualTo(PlainScore.MSP);
    }

    @Test
    void liesInATableOfAllCandidatesInOrder() {
        FittedScore fitted = tune(Model.overconfidentErrors(300, 5, 931), PLAN);
        assertThat(fitted.table()).hasSize(11);
        assertThat(fitted.table().get(0).score()).isEqualTo(PlainScore.MSP);
        assertThat(fitted.table().get(0).againstMsp()).isEmpty();
        for (int p = 1; p <= 10; p++) {
            assertThat(fitted.table().get(p).score()).isEqualTo(LogitNorm.of(p));
            assertThat(fitted.table().get(p).againstMsp()).isPresent();
            assertThat(fitted.table().get(p).objective().method()).isEqualTo(Estimate.Method.ANALYTIC);
        }
        assertThat(fitted.refused()).isEmpty();
    }

    /** Twenty wrong rows that msp finds surest and every norm least sure: the norms of all orders are perfect. */
    @Test
    void keepsTheSmallerOrderOfEqualOnes() {
        double[][] rows = IntStream.range(0, 200)
                .mapToObj(i -> i < 180 ? new double[] {1, -0.3 - 1e-4 * i, -0.7 + 1e-4 * i} : new double[] {9, 7, -16})
                .toArray(double[][]::new);
        int[] labels = IntStream.range(0, 200).map(i -> i < 180 ? 0 : 1).toArray();
        FittedScore fitted = tune(Model.of(rows, labels), PLAN);
        double perfect = value(fitted.table().get(1));
        assertThat(fitted.table().subList(1, 11))
                .allSatisfy(c -> assertThat(value(c)).isEqualTo(perfect));
        assertThat(fitted.verdict()).isEqualTo(Verdict.GAIN_PROVEN);
        assertThat(fitted.score()).isEqualTo(LogitNorm.of(1));
    }

    @Test
    void refinesAroundTheBestOrder() {
        Model model = Model.overconfidentErrors(1_500, 30, 941);
        FittedScore whole = tune(model, PLAN);
        FittedScore refined = tune(model, PLAN.with(FitPlan.Grid.REFINE));
        double p = ((LogitNorm) whole.score()).p();
        assertThat(refined.table().subList(0, 11)).isEqualTo(whole.table());
        assertThat(refined.table().subList(11, refined.table().size()))
                .extracting(Candidate::score)
                .isNotEmpty()
                .allSatisfy(score -> {
                    double finer = ((LogitNorm) score).p();
                    assertThat(Math.abs(finer - p)).isBetween(0.25, 0.75);
                    assertThat(4 * finer % 1).isZero();
                });
        double best =
                refined.table().stream().mapToDouble(ScoreFitTest::value).min().orElseThrow();
        assertThat(refined.table())
                .filteredOn(c -> c.score().equals(refined.score()))
                .singleElement()
                .satisfies(c -> assertThat(value(c)).isEqualTo(best));
        assertThat(refined.tuning().size()).isEqualTo(1_500);
    }

    @Test
    void listsWhatTwoClassesRuleOut() {
        FittedScore usual = tune(Model.honest(200, 2, 951), PLAN);
        assertThat(usual.score()).isEqualTo(PlainScore.MSP);
        assertThat(usual.verdict()).isEqualTo(Verdict.NO_RIVAL);
        assertThat(usual.refused()).singleElement().asString().startsWith("logit-norm:p=1,centre=mean: ");

        FittedScore all = tune(Model.honest(200, 2, 951), PLAN.with(ScoreFamily.of("all")));
        assertThat(all.refused()).hasSize(2);
        assertThat(all.table())
                .extracting(Candidate::score)
                .contains(PlainScore.ENTROPY)
                .noneMatch(LogitNorm.class::isInstance);
        assertThat(all.verdict()).isEqualTo(Verdict.GAIN_NOT_PROVEN);
    }

    @Test
    void letsTheWholeFamilyCompete() {
        FittedScore fitted = tune(Model.overconfidentErrors(800, 5, 961), PLAN.with(ScoreFamily.of("all")));
        assertThat(fitted.table())
                .extracting(c -> c.score().toString())
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(30);
        assertThatThrownBy(() -> ScoreFamily.of("msp,mps"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("'mps' is no kind of score");
        assertThatThrownBy(() -> PLAN.with(CurveMetric.AUROC)).hasMessageContaining("not by auroc_f");
    }

    @ParameterizedTest(name = "{0}, order {1}, {2} threads")
    @CsvSource({"AURC, 2, 1", "AUGRC, 3, 3"})
    void dependsNeitherOnThreadsNorOnTheOrderOfRows(CurveMetric objective, long order, int threads) {
        Model model = Model.overconfidentErrors(900, 6, 971).rounded(0.25);
        FitPlan plan = PLAN.with(objective).with(FitPlan.Grid.REFINE).with(costs());
        FittedScore fitted = tune(model, plan.withThreads(1));
        FittedScore moved = tune(model.shuffled(order), plan.withThreads(threads));
        assertThat(moved.table()).isEqualTo(fitted.table());
        assertThat(moved.score()).isEqualTo(fitted.score());
        assertThat(moved.tuning().digest()).isEqualTo(fitted.tuning().digest());
    }

    private static Loss costs() {
        double[][] costs = new double[6][6];
        for (int i = 0; i < 36; i++) {
            costs[i / 6][i % 6] = i / 6 == i % 6 ? 0 : 0.1 + 0.13 * (i % 7);
        }
        return Loss.costs(costs);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {981, 982})
    void refusesToCertifyOnTheTuningRows(long seed) {
        Model model = Model.honest(1_000, 5, seed);
        FittedScore fitted = tune(model.slice(0, 500), PLAN);
        ScoredSample same = fitted.score(
                model.slice(0, 500).shuffled(1).logits(),
                model.slice(0, 500).shuffled(1).labels());
        ScoredSample tenth = fitted.score(
                model.slice(450, 950).logits(), model.slice(450, 950).labels());
        ScoredSample more = fitted.score(
                model.slice(449, 949).logits(), model.slice(449, 949).labels());
        Procedure procedure = Procedure.parse("fixed-sequence");
        MaxRisk risk = MaxRisk.of(0.2);
        assertThatThrownBy(() -> fitted.certify(procedure, same, risk, Confidence.of(0.9)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("500 of its 500 rows were used for tuning");
        List<CertificationPlan.Goal> goals = List.of(
                new CertificationPlan.AtRisk(risk),
                new CertificationPlan.AtCoverage(MinCoverage.of(0.5), RiskList.of(0.1, 0.2)));
        GroupedLosses all = GroupedLosses.of(same.losses(), new int[500], List.of("all"));
        for (CertificationPlan.Goal goal : goals) {
            CertificationPlan plan = new CertificationPlan(procedure, goal, Confidence.of(0.9));
            assertThatThrownBy(() -> plan.certify(fitted, same)).isInstanceOf(InputException.class);
            assertThatThrownBy(() -> plan.certify(fitted, same, all, all)).isInstanceOf(InputException.class);
            assertThat(plan.certify(fitted, tenth).shared()).isEqualTo(50);
        }
        assertThatThrownBy(() -> fitted.shared(more)).hasMessageContaining("51 of its 500 rows");
        assertThat(fitted.certify(procedure, tenth, risk, Confidence.of(0.9))
                        .terms()
                        .certificationSamples())
                .as("inputs that occur again stay")
                .isEqualTo(500);
        assertThat(fitted.shared(tenth)).isEqualTo(50);
    }
}
