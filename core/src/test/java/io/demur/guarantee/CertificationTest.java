package io.demur.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.demur.metric.ScoredLosses;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CertificationTest {
    private static final MaxRisk THREE_PERCENT = MaxRisk.of(0.03);
    private static final Confidence NINETY_FIVE = Confidence.of(0.95);
    private static final ScoredLosses TUNING = new Rows()
            .block(0.9, 398, 2)
            .block(0.6, 291, 9)
            .block(0.3, 180, 120)
            .sample();
    private static final ScoredLosses CERTIFICATION = new Rows()
            .block(0.9, 419, 1)
            .block(0.6, 302, 8)
            .block(0.3, 170, 100)
            .sample();

    static Stream<Procedure> procedures() {
        return Stream.of(FixedSequence.DEFAULT, new FixedSequence(3), new BonferroniHolm());
    }

    private static Certification certify(Procedure procedure, ScoredLosses certification, double maxRisk) {
        return procedure.certify(Candidates.from(TUNING), certification, MaxRisk.of(maxRisk), NINETY_FIVE);
    }

    /**
     * Python 3.11 fractions for the p-values of (420, 1), (730, 9), (1000, 109): 3.9e-5, .00142, 1.0; scipy 1.17 for the
     * bounds {@code beta.ppf(.95, 10, 721)}, {@code beta.ppf(.025, 730, 271)}, {@code beta.ppf(.975, 731, 270)} and
     * {@code beta.ppf(.95, 2, 419)}.
     */
    @ParameterizedTest
    @MethodSource("procedures")
    void certifiesTheLargestCoverageThatPasses(Procedure procedure) {
        Certified certified = (Certified) certify(procedure, CERTIFICATION, 0.03);
        assertThat(certified.threshold()).isCloseTo(0.45, within(1e-15));
        assertThat(certified.accepted()).isEqualTo(730);
        assertThat(certified.lossSum()).isEqualTo(9);
        assertThat(certified.coverage()).isEqualTo(0.73);
        assertThat(certified.pValue()).isCloseTo(0.0014168915680803646, Percentage.withPercentage(1e-10));
        assertThat(certified.pointwiseUpperBound()).isCloseTo(0.021415217078231765, within(1e-14));
        assertThat(certified.coverageInterval().lower()).isCloseTo(0.7013329625349527, within(1e-13));
        assertThat(certified.coverageInterval().upper()).isCloseTo(0.757305849912405, within(1e-13));
        assertThat(certified.terms())
                .isEqualTo(
                        new CertificateTerms(THREE_PERCENT, 0.05, procedure, RiskTest.EXACT_BINOMIAL, 1000, 1000, 3));
        assertThat(certified.tested()).isEqualTo(3);
    }

    @Test
    void hintsAtTheSmallestRiskThatWouldHavePassed() {
        Certified certified = (Certified) certify(FixedSequence.DEFAULT, CERTIFICATION, 0.03);
        assertThat(certified.smallestPassingRisk().orElseThrow()).isCloseTo(0.011244699008659795, within(1e-14));
    }

    @Test
    void theClaimSaysWhatHoldsAndWhatDoesNot() {
        assertThat(certify(FixedSequence.DEFAULT, CERTIFICATION, 0.03).text())
                .contains("error rate among accepted inputs is at most 3 %")
                .contains("with 95 % confidence over the draw of the 1,000 certification samples")
                .contains("new data from the same distribution")
                .contains("not about a single input, a class, or data that have shifted");
    }

    @ParameterizedTest(name = "{1} of {0} errors at r={2}")
    @CsvSource({
        "299, 0, 0.01, true",
        "298, 0, 0.01, false",
        "2995, 0, 0.001, true",
        "2994, 0, 0.001, false",
        "299, 1, 0.01, false",
    })
    void zeroErrorsNeedSoManySamples(int n, int wrong, double r, boolean feasible) {
        ScoredLosses tuning = new Rows().block(0.5, 300, 0).sample();
        ScoredLosses certification = new Rows().block(0.5, n - wrong, wrong).sample();
        Certification result =
                FixedSequence.DEFAULT.certify(Candidates.from(tuning), certification, MaxRisk.of(r), NINETY_FIVE);
        assertThat(result instanceof Certified).isEqualTo(feasible);
    }

    @ParameterizedTest
    @MethodSource("procedures")
    void tooFewSamplesAreInfeasibleWithTheNumberNeeded(Procedure procedure) {
        Infeasible infeasible = (Infeasible) procedure.certify(
                Candidates.from(new Rows().block(0.5, 9, 0).sample()),
                new Rows().block(0.5, 100, 0).sample(),
                MaxRisk.of(0.01),
                NINETY_FIVE);
        assertThat(infeasible.reason()).isEqualTo(Infeasible.Reason.TOO_FEW_SAMPLES);
        assertThat(infeasible.acceptedNeededWithoutLoss()).isEqualTo(299);
        assertThat(infeasible.acceptedNeeded()).hasValue(299);
        assertThat(infeasible.text()).contains("Infeasible", "299", "only 100");
    }

    @Test
    void riskAboveTheTargetIsSaidToBeSo() {
        Infeasible infeasible = (Infeasible)
                certify(FixedSequence.DEFAULT, new Rows().block(0.9, 470, 30).sample(), 0.03);
        assertThat(infeasible.reason()).isEqualTo(Infeasible.Reason.RISK_TOO_HIGH);
        assertThat(infeasible.acceptedNeeded()).isEmpty();
        assertThat(infeasible.text()).contains("already 6 %");
        assertThat(infeasible.smallestPassingRisk().orElseThrow()).isBetween(0.06, 0.1);
    }

    @Test
    void tooLittleEvidenceNamesTheSamplesThatWouldDo() {
        Infeasible infeasible = (Infeasible)
                certify(FixedSequence.DEFAULT, new Rows().block(0.9, 490, 10).sample(), 0.03);
        assertThat(infeasible.reason()).isEqualTo(Infeasible.Reason.TOO_LITTLE_EVIDENCE);
        long needed = infeasible.acceptedNeeded().orElseThrow();
        double errors = Math.ceil(0.02 * needed);
        assertThat(needed).isBetween(501L, 1500L);
        assertThat(RiskTest.EXACT_BINOMIAL.pValue(needed, errors, THREE_PERCENT))
                .isLessThanOrEqualTo(0.05);
        assertThat(RiskTest.EXACT_BINOMIAL.pValue(needed - 1, errors, THREE_PERCENT))
                .isGreaterThan(0.05);
        assertThat(infeasible.text()).contains("observed 2 %", "500 accepted", "about " + needed);
    }

    @Test
    void nothingAcceptedIsInfeasible() {
        Candidates candidates = Candidates.of(RiskTest.EXACT_BINOMIAL, 0.95);
        Infeasible infeasible =
                (Infeasible) FixedSequence.DEFAULT.certify(candidates, CERTIFICATION, THREE_PERCENT, NINETY_FIVE);
        assertThat(infeasible.reason()).isEqualTo(Infeasible.Reason.NOTHING_ACCEPTED);
        assertThat(infeasible.closest()).isEmpty();
        assertThat(infeasible.smallestPassingRisk()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("procedures")
    void allRightIsCertifiedAtFullCoverageAndAllWrongNever(Procedure procedure) {
        ScoredLosses right = new Rows().block(0.9, 500, 0).block(0.4, 500, 0).sample();
        ScoredLosses wrong = new Rows().block(0.9, 0, 500).block(0.4, 0, 500).sample();
        Certified certified = (Certified) procedure.certify(Candidates.from(right), right, THREE_PERCENT, NINETY_FIVE);
        assertThat(certified.threshold()).isEqualTo(Candidates.ACCEPT_ALL);
        assertThat(certified.coverage()).isEqualTo(1);
        assertThat(procedure.certify(Candidates.from(wrong), wrong, THREE_PERCENT, NINETY_FIVE))
                .isInstanceOf(Infeasible.class);
        assertThat(procedure.certify(Candidates.from(right), wrong, MaxRisk.of(0.999), NINETY_FIVE))
                .isInstanceOf(Infeasible.class);
    }

    @ParameterizedTest
    @MethodSource("procedures")
    void oneSampleSuffices(Procedure procedure) {
        ScoredLosses one = new Rows().block(7, 1, 0).sample();
        assertThat(procedure.certify(Candidates.from(one), one, MaxRisk.of(0.5), NINETY_FIVE))
                .isInstanceOf(Infeasible.class);
        assertThat(procedure.certify(Candidates.from(one), one, MaxRisk.of(0.96), NINETY_FIVE))
                .isInstanceOf(Certified.class);
    }

    @Test
    void infiniteConfidencesAreDecidedAtFiniteThresholds() {
        double infinity = Double.POSITIVE_INFINITY;
        ScoredLosses sample =
                new Rows().block(infinity, 400, 1).block(-infinity, 100, 90).sample();
        Certified certified =
                (Certified) FixedSequence.DEFAULT.certify(Candidates.from(sample), sample, THREE_PERCENT, NINETY_FIVE);
        assertThat(certified.threshold()).isFinite();
        assertThat(certified.accepted()).isEqualTo(401);
    }

    @Test
    void certificationRowsOnTheThresholdAreAccepted() {
        Candidates candidates = Candidates.of(RiskTest.EXACT_BINOMIAL, 0.6);
        Certified certified =
                (Certified) FixedSequence.DEFAULT.certify(candidates, CERTIFICATION, THREE_PERCENT, NINETY_FIVE);
        assertThat(certified.accepted()).isEqualTo(730);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void theOrderOfRowsMeansNothing(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Population.Loss loss = seed % 2 == 0 ? Population.Loss.ERRORS : Population.Loss.FRACTIONS;
        Population population = new Population(
                loss, Population.atom(0.2, 0.3), Population.smooth(0.3, 0.1), Population.smooth(0.5, 0.01));
        ScoredLosses tuning = population.draw(900, random);
        ScoredLosses certification = population.draw(1100, random);
        procedures().forEach(procedure -> assertThat(procedure.certify(
                        Candidates.from(Rows.permuted(tuning, seed)),
                        Rows.permuted(certification, seed + 100),
                        MaxRisk.of(0.05),
                        NINETY_FIVE))
                .isEqualTo(procedure.certify(Candidates.from(tuning), certification, MaxRisk.of(0.05), NINETY_FIVE)));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void lessRiskOrMoreConfidenceNeverAcceptsMoreAtOneThreshold(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Candidates single = Candidates.of(RiskTest.EXACT_BINOMIAL, 0.5);
        int wrong = random.nextInt(1, 20);
        ScoredLosses sample = new Rows().block(0.7, 600, wrong).sample();
        boolean before = false;
        for (int step = 1; step <= 40; step++) {
            boolean certified = FixedSequence.DEFAULT.certify(single, sample, MaxRisk.of(step / 400.0), NINETY_FIVE)
                    instanceof Certified;
            assertThat(certified || !before).as("r = " + step / 400.0).isTrue();
            before = certified;
        }
        assertThat(before).isTrue();
    }

    @Test
    void countsAloneGiveTheSameAnswerWithoutTheColumn() {
        Candidates candidates = Candidates.from(TUNING);
        Certified fromRows = (Certified) certify(FixedSequence.DEFAULT, CERTIFICATION, 0.03);
        Certified fromCounts = (Certified) FixedSequence.DEFAULT.certify(
                candidates, ThresholdCounts.of(candidates, CERTIFICATION), THREE_PERCENT, NINETY_FIVE);
        assertThat(fromCounts.threshold()).isEqualTo(fromRows.threshold());
        assertThat(fromCounts.sgr()).isEmpty();
        assertThat(fromRows.sgr()).isPresent();
    }

    @Test
    void aListOfRisksSharesDelta() {
        Certification alone = certify(FixedSequence.DEFAULT, CERTIFICATION, 0.03);
        var list = FixedSequence.DEFAULT.certifyEach(
                Candidates.from(TUNING), CERTIFICATION, RiskList.of(0.05, 0.01, 0.03, 0.01), NINETY_FIVE);
        assertThat(list).extracting(c -> c.terms().maxRisk().value()).containsExactly(0.01, 0.03, 0.05);
        assertThat(list).allMatch(c -> c.terms().delta() == 0.05 / 3);
        assertThat(list.get(0)).isInstanceOf(Infeasible.class);
        assertThat(list.get(1).text()).contains("with 98.333 % confidence");
        assertThat(alone.text()).contains("95 %");
    }
}
