package io.demur.smoothing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.demur.math.Interval;
import io.demur.metric.ReasonCode;
import io.demur.metric.Value;
import io.demur.score.LogitNorm;
import io.demur.smoothing.Diagnosis.Reason;
import io.demur.smoothing.Diagnosis.Repair;
import io.demur.smoothing.Diagnosis.Verdict;
import io.demur.smoothing.DiagnosisEvidence.Calibration;
import io.demur.smoothing.DiagnosisEvidence.Gain;
import io.demur.smoothing.DiagnosisEvidence.Labelled;
import io.demur.smoothing.DiagnosisEvidence.RowEvidence;
import io.demur.smoothing.DiagnosisEvidence.Spread;
import io.demur.smoothing.DiagnosisEvidence.Surest;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The verdict as a function of evidence: 1,000 rows, 100 errors, an AURC of 0.03 unless a test says otherwise. */
class DiagnosisTest {
    private static final DiagnosisThresholds USUAL = DiagnosisThresholds.usual();
    private static final AurcExcess ORDER = new AurcExcess(Precision.FLOAT32, 0.02, 0, 0, 0.02);
    private static final Surest CALM = new Surest(0.1, 100, 0, new Interval(0, 0.036));

    /** What the signature is made of. */
    private record Trace(LogitOdds odds, Interval underConfidence) {}

    /** Evidence under construction. */
    private record Case(
            RowEvidence rows,
            int errors,
            int labelClasses,
            double naurc,
            Trace signature,
            Surest surest,
            AurcExcess excess,
            Optional<Interval> gain) {

        static Case usual() {
            return new Case(rows(1_000, 10, 0, 0), 100, 10, 0.15, index(0.1), CALM, ORDER, gain(-0.004, 0.0005));
        }

        static RowEvidence rows(int count, int classes, long flat, long probabilities) {
            return new RowEvidence(count, 0, 0, 0, classes, "float32", flat, probabilities, 0, new Spread(5, 1, 2, 9));
        }

        /** Of an under-confident model. */
        static Trace index(double value) {
            return new Trace(new LogitOdds(Value.of(value), 0.05), new Interval(0.11, 0.15));
        }

        /** Of one whose mean confidence is nearly its accuracy. */
        static Trace calibrated(double value) {
            return new Trace(new LogitOdds(Value.of(value), 0.05), new Interval(0.09, 0.13));
        }

        static Optional<Interval> gain(double lower, double upper) {
            return Optional.of(new Interval(lower, upper));
        }

        Case of(RowEvidence other) {
            return new Case(other, errors, labelClasses, naurc, signature, surest, excess, gain);
        }

        Case wrong(int count) {
            return new Case(rows, count, labelClasses, naurc, signature, surest, excess, gain);
        }

        Case labelled(int classes) {
            return new Case(rows, errors, classes, naurc, signature, surest, excess, gain);
        }

        Case ranked(double other) {
            return new Case(rows, errors, labelClasses, other, signature, surest, excess, gain);
        }

        Case signed(Trace other) {
            return new Case(rows, errors, labelClasses, naurc, other, surest, excess, gain);
        }

        Case topped(Surest other) {
            return new Case(rows, errors, labelClasses, naurc, signature, other, excess, gain);
        }

        Case with(AurcExcess other) {
            return new Case(rows, errors, labelClasses, naurc, signature, surest, other, gain);
        }

        Case gaining(Optional<Interval> other) {
            return new Case(rows, errors, labelClasses, naurc, signature, surest, excess, other);
        }

        Diagnosis diagnose() {
            double accuracy = 1 - (double) errors / rows.count();
            Optional<Gain> measured = gain.map(ends -> new Gain(
                    1,
                    List.of(LogitNorm.of(4), LogitNorm.of(5)),
                    0.03,
                    0.03 - (ends.lower() + ends.upper()) / 2,
                    ends,
                    0.01,
                    0.5,
                    0.6,
                    Optional.empty()));
            Labelled labelled = new Labelled(
                    "rows:1000:0",
                    errors,
                    labelClasses,
                    0.03,
                    Value.of(naurc),
                    Value.of(0.9),
                    new ImbalanceIndex(Value.of(0.4), 0.05, 14, 100),
                    signature.odds(),
                    surest,
                    List.of(excess),
                    new Calibration(0.02, 0.88, accuracy, signature.underConfidence()),
                    measured);
            return Diagnosis.of(new DiagnosisEvidence(rows, List.of(), Optional.of(labelled)), USUAL);
        }
    }

    @ParameterizedTest(name = "gain {0} to {1}, log-odds {2}: {3}, {4}")
    @CsvSource({
        // worthwhile is 5 % of 0.03 = 0.0015; the effect counts from 0.3 on, its interval reaches 0.098 to each side
        "0.0001, 0.004, 0.6, BROKEN_BY_SMOOTHING, GAIN_EXPECTED",
        "0.0001, 0.004, 0.31, BROKEN_BY_SMOOTHING, GAIN_EXPECTED",
        "0.0001, 0.004, 0.29, BROKEN_OTHERWISE, GAIN_EXPECTED",
        "-0.004, 0.0014, 0.8, FINE, NO_GAIN",
        "-0.004, 0.0014, 0.29, FINE, NO_GAIN",
        "-0.001, 0.0016, 0.1, FINE, UNDECIDED",
        "-0.001, 0.0016, 0.31, BROKEN_BY_SMOOTHING, UNDECIDED"
    })
    void gainAndSignatureDecide(double lower, double upper, double odds, Verdict verdict, Repair repair) {
        Diagnosis diagnosis = Case.usual()
                .gaining(Case.gain(lower, upper))
                .signed(Case.index(odds))
                .diagnose();
        assertThat(diagnosis.verdict()).isEqualTo(verdict);
        assertThat(diagnosis.repair()).isEqualTo(repair);
        Reason signature = odds > 0.3 ? Reason.SIGNATURE_PRESENT : Reason.SIGNATURE_ABSENT;
        assertThat(diagnosis.reasons()).hasSize(2).contains(signature);
    }

    @ParameterizedTest(name = "gain {0} to {1}, log-odds {2}: {3}, {4}")
    @CsvSource({
        // without under-confidence the whole interval must lie above 0.6
        "0.0001, 0.004, 0.7, BROKEN_BY_SMOOTHING, SIGNATURE_PRESENT",
        "0.0001, 0.004, 0.69, BROKEN_CAUSE_UNDECIDED, SIGNATURE_UNDECIDED",
        "0.0001, 0.004, 0.5, BROKEN_OTHERWISE, SIGNATURE_ABSENT",
        "-0.001, 0.0016, 0.69, CANNOT_TELL, SIGNATURE_UNDECIDED",
        "-0.001, 0.0016, 0.7, BROKEN_BY_SMOOTHING, SIGNATURE_PRESENT",
        "-0.001, 0.0016, 0.5, FINE, SIGNATURE_ABSENT"
    })
    void aCalibratedModelNeedsAStrongerTrace(double lower, double upper, double odds, Verdict verdict, Reason reason) {
        Diagnosis diagnosis = Case.usual()
                .gaining(Case.gain(lower, upper))
                .signed(Case.calibrated(odds))
                .diagnose();
        assertThat(diagnosis.verdict()).isEqualTo(verdict);
        assertThat(diagnosis.reasons()).contains(reason);
    }

    @Test
    void theDecidingReasonStandsFirst() {
        Case proven = Case.usual().gaining(Case.gain(0.0001, 0.004));
        assertThat(proven.signed(Case.index(0.7)).diagnose().reasons())
                .containsExactly(Reason.SIGNATURE_PRESENT, Reason.GAIN_PROVEN);
        assertThat(proven.diagnose().reasons()).containsExactly(Reason.GAIN_PROVEN, Reason.SIGNATURE_ABSENT);
    }

    @Test
    void anEffectThatMayBeNoneIsNoSignature() {
        Trace wide = new Trace(new LogitOdds(Value.of(0.7), 0.4), new Interval(0.2, 0.3));
        assertThat(Case.usual().signed(wide).diagnose().reasons()).contains(Reason.SIGNATURE_UNDECIDED);
        Trace none = new Trace(new LogitOdds(Value.undefined(ReasonCode.TOO_FEW_ERRORS), 0), new Interval(0.2, 0.3));
        assertThat(Case.usual().signed(none).diagnose().reasons()).contains(Reason.SIGNATURE_UNDECIDED);
    }

    @Test
    void alarmsBreakARankingWithoutABetterOne() {
        assertThat(Case.usual().diagnose().verdict()).isEqualTo(Verdict.FINE);
        Diagnosis poor = Case.usual().ranked(0.41).diagnose();
        assertThat(poor.verdict()).isEqualTo(Verdict.BROKEN_OTHERWISE);
        assertThat(poor.reasons()).containsExactly(Reason.GAIN_EXCLUDED, Reason.RANKING_POOR, Reason.SIGNATURE_ABSENT);
        Diagnosis smoothed = Case.usual().ranked(0.41).signed(Case.index(0.6)).diagnose();
        assertThat(smoothed.verdict()).isEqualTo(Verdict.BROKEN_BY_SMOOTHING);
        assertThat(smoothed.repair()).isEqualTo(Repair.NO_GAIN);

        Surest alarming = new Surest(0.1, 100, 8, new Interval(0.035, 0.15));
        assertThat(Case.usual().topped(alarming).diagnose().reasons()).contains(Reason.SUREST_ROWS_WRONG);
        Surest within = new Surest(0.1, 100, 4, new Interval(0.011, 0.1));
        assertThat(Case.usual().topped(within).diagnose().verdict()).isEqualTo(Verdict.FINE);

        AurcExcess tied = new AurcExcess(Precision.FLOAT32, 0.02, 0, 0.0031, 0.0169);
        assertThat(Case.usual().with(tied).diagnose().verdict()).isEqualTo(Verdict.BROKEN_OTHERWISE);
        assertThat(Case.usual().with(tied).diagnose().reasons()).contains(Reason.TIES);
    }

    @Test
    void roundingIsToldButBreaksNothing() {
        AurcExcess rounded = new AurcExcess(Precision.FLOAT32, 0.03, 0.01, 0, 0.02);
        Diagnosis diagnosis = Case.usual().with(rounded).diagnose();
        assertThat(diagnosis.verdict()).isEqualTo(Verdict.FINE);
        assertThat(diagnosis.reasons()).contains(Reason.SATURATION);
    }

    @Test
    void twoClassesShowNeitherTraceNorRepair() {
        Case two = Case.usual()
                .of(Case.rows(1_000, 2, 0, 0))
                .signed(new Trace(new LogitOdds(Value.undefined(ReasonCode.TWO_CLASSES), 0), new Interval(0.2, 0.3)))
                .gaining(Optional.empty());
        Diagnosis calm = two.diagnose();
        assertThat(calm.verdict()).isEqualTo(Verdict.CANNOT_TELL);
        assertThat(calm.reasons()).containsExactly(Reason.TWO_CLASSES);
        assertThat(calm.repair()).isEqualTo(Repair.IMPOSSIBLE);
        Diagnosis poor = two.ranked(0.6).diagnose();
        assertThat(poor.verdict()).isEqualTo(Verdict.BROKEN_CAUSE_UNDECIDED);
        assertThat(poor.reasons()).containsExactly(Reason.RANKING_POOR, Reason.TWO_CLASSES);
    }

    @Test
    void obstaclesComeBeforeAnyAnswer() {
        Case proven = Case.usual().gaining(Case.gain(0.001, 0.01)).signed(Case.index(0.9));
        obstacle(proven.of(Case.rows(199, 10, 0, 0)), Reason.TOO_FEW_ROWS);
        obstacle(proven.of(Case.rows(1_000, 10, 0, 1_000)), Reason.PROBABILITIES);
        obstacle(proven.of(Case.rows(1_000, 10, 1_000, 0)), Reason.ALL_FLAT);
        obstacle(proven.labelled(1), Reason.ONE_CLASS);
        obstacle(proven.wrong(0), Reason.NO_ERRORS);
        obstacle(proven.wrong(1_000), Reason.ONLY_ERRORS);
        obstacle(proven.wrong(19), Reason.TOO_FEW_ERRORS);
        obstacle(proven.wrong(981), Reason.TOO_FEW_ERRORS);
        assertThat(proven.wrong(20).diagnose().verdict()).isEqualTo(Verdict.BROKEN_BY_SMOOTHING);
        assertThat(proven.of(Case.rows(1_000, 10, 999, 999)).diagnose().verdict())
                .isEqualTo(Verdict.BROKEN_BY_SMOOTHING);
    }

    private static void obstacle(Case with, Reason reason) {
        Diagnosis diagnosis = with.diagnose();
        assertThat(diagnosis.verdict()).isEqualTo(Verdict.CANNOT_TELL);
        assertThat(diagnosis.repair()).isEqualTo(Repair.IMPOSSIBLE);
        assertThat(diagnosis.reasons()).containsExactly(reason);
    }

    @Test
    void withoutLabelsNothingIsJudged() {
        Diagnosis diagnosis =
                Diagnosis.of(new DiagnosisEvidence(Case.rows(1_000, 2, 0, 0), List.of(), Optional.empty()), USUAL);
        assertThat(diagnosis.verdict()).isEqualTo(Verdict.CANNOT_TELL);
        assertThat(diagnosis.reasons()).containsExactly(Reason.NO_LABELS, Reason.TWO_CLASSES);
    }

    @Test
    void thresholdsAreChecked() {
        assertThatThrownBy(() -> USUAL.withConfidence(1)).hasMessageContaining("confidence must lie in (0,1)");
        assertThat(Reason.TOO_FEW_ROWS.code()).isEqualTo("too-few-rows");
    }
}
