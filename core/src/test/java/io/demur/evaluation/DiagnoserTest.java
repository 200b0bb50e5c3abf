package io.demur.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.demur.logits.InputException;
import io.demur.logits.Labels;
import io.demur.metric.Aurc;
import io.demur.metric.ReasonCode;
import io.demur.metric.RiskCoverageCurve;
import io.demur.metric.Value;
import io.demur.score.BadRows;
import io.demur.score.LogitNorm;
import io.demur.score.PlainScore;
import io.demur.smoothing.Diagnosis;
import io.demur.smoothing.Diagnosis.Reason;
import io.demur.smoothing.Diagnosis.Repair;
import io.demur.smoothing.Diagnosis.Verdict;
import io.demur.smoothing.DiagnosisEvidence.Gain;
import io.demur.smoothing.DiagnosisEvidence.Labelled;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiagnoserTest {
    private static final DiagnosisPlan PLAN = DiagnosisPlan.usual().withResamples(200, 1);

    private static Diagnosis diagnose(Model model) {
        return Diagnoser.diagnose(model.logits(), model.labels(), PLAN);
    }

    private static Labelled labelled(Diagnosis diagnosis) {
        return diagnosis.evidence().labelled().orElseThrow();
    }

    @ParameterizedTest(name = "K={0}, seed {1}")
    @CsvSource({"20, 901", "5, 903", "100, 904"})
    void findsErrorsThatAreTooSure(int classes, long seed) {
        Diagnosis diagnosis = diagnose(Model.overconfidentErrors(2_000, classes, seed));
        assertThat(diagnosis.verdict()).isEqualTo(Verdict.BROKEN_BY_SMOOTHING);
        assertThat(diagnosis.reasons()).contains(Reason.GAIN_PROVEN, Reason.SIGNATURE_PRESENT);
        assertThat(diagnosis.repair()).isEqualTo(Repair.GAIN_EXPECTED);
        Gain gain = labelled(diagnosis).repair().orElseThrow();
        assertThat(gain.gain().lower()).isPositive();
        assertThat(gain.normCoverage()).isGreaterThanOrEqualTo(gain.mspCoverage());
        assertThat(gain.coverageGain()).isPresent();
    }

    @ParameterizedTest(name = "K={0}, seed {1}")
    @CsvSource({"20, 911", "5, 913", "50, 914"})
    void leavesAnHonestModelAlone(int classes, long seed) {
        Diagnosis diagnosis = diagnose(Model.honest(3_000, classes, seed));
        assertThat(diagnosis.verdict()).isEqualTo(Verdict.FINE);
        assertThat(diagnosis.repair()).isEqualTo(Repair.NO_GAIN);
        assertThat(diagnosis.reasons()).contains(Reason.GAIN_EXCLUDED);
    }

    /** The areas are those of the halves under the order that the other half finds best, computed here anew. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {921, 922})
    void theGainIsCrossFitted(long seed) {
        Model model = Model.overconfidentErrors(1_200, 8, seed);
        Gain gain = labelled(diagnose(model)).repair().orElseThrow();
        ScoredSample.Columns columns = ScoredSample.Columns.of(
                LabelledSource.of(model.logits(), model.labels()),
                ScoreFamily.of("msp,logit-norm").candidates(8),
                FitPlan.usual());
        int[][] halves = {columns.below(0.5, 1), columns.above(0.5, 1)};
        double msp = 0;
        double norm = 0;
        for (int h = 0; h < 2; h++) {
            int[] half = halves[h];
            int[] other = halves[1 - h];
            LogitNorm best = IntStream.rangeClosed(1, 10)
                    .mapToObj(p -> LogitNorm.of(p))
                    .min((a, b) -> Double.compare(
                            Aurc.of(RiskCoverageCurve.of(columns.losses(a, other))),
                            Aurc.of(RiskCoverageCurve.of(columns.losses(b, other)))))
                    .orElseThrow();
            assertThat(gain.scores().get(1 - h)).isEqualTo(best);
            msp += half.length * Aurc.of(RiskCoverageCurve.of(columns.losses(PlainScore.MSP, half))) / 1_200;
            norm += half.length * Aurc.of(RiskCoverageCurve.of(columns.losses(best, half))) / 1_200;
        }
        assertThat(gain.mspAurc()).isCloseTo(msp, within(1e-15));
        assertThat(gain.normAurc()).isCloseTo(norm, within(1e-15));
        assertThat(gain.gain().contains(msp - norm)).isTrue();
    }

    @ParameterizedTest(name = "order {0}, {1} threads")
    @CsvSource({"2, 1", "3, 3"})
    void dependsNeitherOnThreadsNorOnTheOrderOfRows(long order, int threads) {
        Model model = Model.overconfidentErrors(900, 6, 931).rounded(0.25);
        Diagnosis diagnosis = Diagnoser.diagnose(model.logits(), model.labels(), PLAN.withThreads(2));
        Model moved = model.shuffled(order);
        assertThat(Diagnoser.diagnose(moved.logits(), moved.labels(), PLAN.withThreads(threads)))
                .isEqualTo(diagnosis);
    }

    @Test
    void twoClassesCannotBeJudgedByTheirLogits() {
        Diagnosis diagnosis = diagnose(Model.honest(2_000, 2, 941));
        assertThat(diagnosis.verdict()).isEqualTo(Verdict.CANNOT_TELL);
        assertThat(diagnosis.reasons()).contains(Reason.TWO_CLASSES);
        assertThat(diagnosis.repair()).isEqualTo(Repair.IMPOSSIBLE);
        assertThat(labelled(diagnosis).signature().value()).isEqualTo(Value.undefined(ReasonCode.TWO_CLASSES));
        assertThat(labelled(diagnosis).repair()).isEmpty();
    }

    @Test
    void noErrorsOrNothingElseIsNoRanking() {
        Model model = Model.honest(500, 6, 951);
        int[] predicted = IntStream.range(0, 500).map(model::prediction).toArray();
        Diagnosis right = diagnose(relabelled(model, predicted));
        assertThat(right.reasons()).containsExactly(Reason.NO_ERRORS);
        assertThat(labelled(right).naurc()).isEqualTo(Value.undefined(ReasonCode.ALL_RIGHT));
        assertThat(labelled(right).repair()).isEmpty();
        int[] others = Arrays.stream(predicted).map(k -> (k + 1) % 6).toArray();
        assertThat(diagnose(relabelled(model, others)).reasons()).containsExactly(Reason.ONLY_ERRORS);
        int[] same = new int[500];
        assertThat(diagnose(relabelled(model, same)).reasons()).contains(Reason.ONE_CLASS);
    }

    private static Model relabelled(Model model, int... labels) {
        return Model.of(IntStream.range(0, model.size()).mapToObj(model::row).toArray(double[][]::new), labels);
    }

    /** Every error is less sure than every right prediction: there is nothing to gain, and that is known. */
    @Test
    void aPerfectRankingIsFine() {
        double[][] rows = IntStream.range(0, 600)
                .mapToObj(i -> new double[] {(i < 500 ? 5 : 1) + 1e-3 * i, 0, -0.1 * (i % 7)})
                .toArray(double[][]::new);
        int[] labels = IntStream.range(0, 600).map(i -> i < 500 ? 0 : 1).toArray();
        Diagnosis diagnosis = diagnose(Model.of(rows, labels));
        assertThat(labelled(diagnosis).naurc()).isEqualTo(Value.of(0));
        assertThat(diagnosis.verdict()).isEqualTo(Verdict.FINE);
    }

    /** Logits so coarse that most rows tie, as from a quantised model. */
    @Test
    void tiesAreACause() {
        Diagnosis diagnosis = diagnose(Model.honest(3_000, 5, 998).rounded(4));
        assertThat(diagnosis.reasons()).contains(Reason.TIES);
        assertThat(diagnosis.verdict()).isIn(Verdict.BROKEN_OTHERWISE, Verdict.BROKEN_CAUSE_UNDECIDED);
    }

    @Test
    void fewRowsAreSaidToBeFew() {
        assertThat(diagnose(Model.honest(150, 6, 961)).reasons()).contains(Reason.TOO_FEW_ROWS);
        Diagnosis one = diagnose(Model.of(new double[][] {{1, 2, 3}}, 0));
        assertThat(one.verdict()).isEqualTo(Verdict.CANNOT_TELL);
        assertThat(one.reasons()).contains(Reason.TOO_FEW_ROWS, Reason.ONLY_ERRORS, Reason.ONE_CLASS);
    }

    @Test
    void probabilitiesGivenAsLogitsAreNoticedAndLogProbabilitiesCounted() {
        Model model = Model.honest(600, 6, 971);
        double[][] probabilities = new double[600][];
        double[][] logs = new double[600][];
        for (int i = 0; i < 600; i++) {
            double[] powers = Arrays.stream(model.row(i)).map(StrictMath::exp).toArray();
            double sum = Arrays.stream(powers).sum();
            probabilities[i] = Arrays.stream(powers).map(x -> x / sum).toArray();
            logs[i] = Arrays.stream(powers).map(x -> StrictMath.log(x / sum)).toArray();
        }
        int[] labels = IntStream.range(0, 600).map(model::label).toArray();
        Diagnosis wrongKind = diagnose(Model.of(probabilities, labels));
        assertThat(wrongKind.reasons()).containsExactly(Reason.PROBABILITIES);
        Diagnosis log = diagnose(Model.of(logs, labels));
        assertThat(log.evidence().rows().logProbabilities()).isEqualTo(600);
        assertThat(log.verdict()).isEqualTo(diagnose(model).verdict());
        assertThat(labelled(log).signature().value().get())
                .isCloseTo(labelled(diagnose(model)).signature().value().get(), within(1e-9));
        assertThat(diagnose(model).evidence().rows().logProbabilities()).isZero();
    }

    @Test
    void withoutLabelsOnlyTheLogitsSpeak() {
        Model model = Model.honest(600, 6, 981);
        Diagnosis diagnosis = Diagnoser.withoutLabels(model.logits(), PLAN);
        assertThat(diagnosis.verdict()).isEqualTo(Verdict.CANNOT_TELL);
        assertThat(diagnosis.reasons()).containsExactly(Reason.NO_LABELS);
        assertThat(diagnosis.evidence().labelled()).isEmpty();
        assertThat(diagnosis.evidence().rows().maxLogit())
                .isEqualTo(diagnose(model).evidence().rows().maxLogit());
        assertThat(diagnosis.evidence().saturation())
                .isEqualTo(diagnose(model).evidence().saturation());
    }

    @Test
    void badRowsStopOrAreCounted() {
        Model model = Model.honest(400, 6, 991).logit(7, 2, Double.NaN);
        assertThatThrownBy(() -> diagnose(model))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("row 7");
        Diagnosis skipped = Diagnoser.diagnose(model.logits(), model.labels(), PLAN.with(BadRows.SKIP));
        assertThat(skipped.evidence().rows().skipped()).isEqualTo(1);
        assertThat(skipped.evidence().rows().count()).isEqualTo(399);
        assertThatThrownBy(() -> Diagnoser.diagnose(model.logits(), Labels.of(1, 2), PLAN))
                .isInstanceOf(InputException.class);
        assertThatThrownBy(() -> PLAN.at(1.5)).hasMessageContaining("1.5");
    }

    @Test
    void noResamplesNoIntervalOfTheCoverage() {
        Model model = Model.overconfidentErrors(600, 6, 995);
        Diagnosis diagnosis = Diagnoser.diagnose(model.logits(), model.labels(), PLAN.withResamples(0, 1));
        assertThat(labelled(diagnosis).repair().orElseThrow().coverageGain()).isEmpty();
    }
}
