package io.demur.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.demur.metric.Aurc.Convention;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values of the metrics besides AURC. */
class RankingMetricsTest {
    private static final double SIX = 5.1e-7;
    private static final double TWELVE = 5.1e-13;

    /** Recipe: Python fractions from the definitions; tie-block means throughout. */
    @ParameterizedTest(name = "{0}: AUGRC {1}, as in TorchUncertainty {2}")
    @CsvSource({
        "V1, .08, .10",
        "V2, .18, .20",
        "V3, .13, .144444444444",
        "V4, .25, .3125",
        "V5, .25, .3125",
        "V6, .194444444444, .227777777778"
    })
    void augrc(Vectors vector, double expected, double torchUncertainty) {
        assertThat(Augrc.of(vector.curve())).isCloseTo(expected, within(TWELVE));
        assertThat(Augrc.torchUncertainty(vector.curve()).get()).isCloseTo(torchUncertainty, within(TWELVE));
    }

    /** Recipe: trapezoids over tie-block ends in exact fractions; right = i mod 2 where not said otherwise. */
    @Test
    void augrcOfHundredPoints() {
        double[] linear = IntStream.range(0, 100).mapToDouble(i -> i / 99.0).toArray();
        double[] plateaus =
                IntStream.range(0, 100).mapToDouble(i -> (1 + i / 25) / 5.0).toArray();
        double[] alternating =
                IntStream.range(0, 100).mapToDouble(i -> 1 - i % 2).toArray();
        double[] falling =
                IntStream.range(0, 100).mapToDouble(i -> 1 - i / 99.0).toArray();
        assertThat(Augrc.of(Vectors.curve(new double[100], alternating))).isCloseTo(.25, within(1e-15));
        assertThat(Augrc.of(Vectors.curve(linear, alternating))).isCloseTo(.2475, within(1e-15));
        assertThat(Augrc.of(Vectors.curve(linear, falling))).isCloseTo(.1658333333, within(5.1e-11));
        assertThat(Augrc.of(Vectors.curve(plateaus, alternating))).isCloseTo(.2475, within(1e-15));
    }

    /** 1 - .95 is above .05 in binary, and 1 - .9 below .1: SAC takes them in decimal, where a risk of .1 may be equal. */
    @Test
    void selectiveAccuracyConstrainedCoverage() {
        assertThat(1 - 0.9).isLessThan(0.1);
        double[] confidence = IntStream.range(0, 20).mapToDouble(i -> 20 - i).toArray();
        double[] losses = new double[20];
        losses[9] = 1;
        losses[10] = 1;
        RiskCoverageCurve curve = Vectors.curve(confidence, losses);
        assertThat(CoverageAtRisk.sac(curve, 0.9)).isEqualTo(Value.of(1));
        assertThat(CoverageAtRisk.sac(curve, 0.95)).isEqualTo(Value.of(9 / 20.0));
        assertThat(CoverageAtRisk.sac(Vectors.V3.curve(), 0.8)).isEqualTo(Value.of(.6));
        assertThat(CoverageAtRisk.sac(Vectors.V2.curve(), 0.95)).isEqualTo(Value.undefined(ReasonCode.INFEASIBLE));
        assertThatThrownBy(() -> CoverageAtRisk.sac(curve, 1.5)).hasMessageContaining("1.5");
    }

    @Test
    void augrcOfAPerfectRanking() {
        RiskCoverageCurve perfect = Vectors.perfect(10, 4);
        assertThat(Augrc.of(perfect)).isCloseTo(.4 * .4 / 2, within(1e-16));
        assertThat(Augrc.oracle(Vectors.V3.curve())).isEqualTo(Augrc.of(perfect));
        assertThat(Augrc.torchUncertainty(Vectors.curve(new double[] {1}, 1)))
                .isEqualTo(Value.undefined(ReasonCode.ONE_SAMPLE));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"V1, 1", "V2, 0", "V3, .791666666667", "V4, .5", "V5, .5", "V6, .722222222222"})
    void auroc(Vectors vector, double expected) {
        assertThat(Auroc.of(vector.curve()).get()).isCloseTo(expected, within(TWELVE));
    }

    @ParameterizedTest(name = "{0}: paper {1}, fixsc {2}")
    @CsvSource({"V1, 0, 0", "V2, 2.604167, 2.314815", "V3, .380282, .355538"})
    void naurc(Vectors vector, double paper, double fixSc) {
        assertThat(NAurc.of(vector.curve(), Convention.PAPER).get()).isCloseTo(paper, within(SIX));
        assertThat(NAurc.fixSc(vector.curve()).get()).isCloseTo(fixSc, within(SIX));
    }

    @Test
    void naurcOfAConstantIsOne() {
        for (Convention convention : Convention.values()) {
            assertThat(NAurc.of(Vectors.V4.curve(), convention).get()).isCloseTo(1, within(1e-15));
            assertThat(NAurc.of(Vectors.V5.curve(), convention)).isEqualTo(NAurc.of(Vectors.V4.curve(), convention));
        }
    }

    /** Recipe: by hand, e.g. V3 from the back: (1/1 + 2/2 + 3/4 + 4/8) / 4. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"V1, 1", "V2, .2", "V3, .8125", "V4, .5", "V6, .722222222222"})
    void averagePrecision(Vectors vector, double expected) {
        assertThat(AveragePrecision.of(vector.curve()).get()).isCloseTo(expected, within(TWELVE));
    }

    /** Recipe: by hand; 95 % of 4 errors are all 4, so V3 rejects 4 of 6 right predictions down to rank 3. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"V1, 0", "V2, 1", "V3, .666666666667", "V4, 1", "V6, 1"})
    void fprAtTpr(Vectors vector, double expected) {
        assertThat(FprAtTpr.of(vector.curve()).get()).isCloseTo(expected, within(TWELVE));
    }

    @Test
    void fprNeedsNineteenOfTwentyErrors() {
        double[] confidence = IntStream.range(0, 60).mapToDouble(i -> i).toArray();
        double[] loss = IntStream.range(0, 60)
                .mapToDouble(i -> i == 59 || (i < 57 && i % 3 == 0) ? 1 : 0)
                .toArray();
        assertThat(FprAtTpr.of(Vectors.curve(confidence, loss)).get())
                .as("the nineteenth error is at 54, behind 36 right predictions of 40")
                .isCloseTo(.9, within(1e-15));
    }

    @ParameterizedTest(name = "V3 at risk {0}: {1}")
    @CsvSource({".05, .2", ".10, .2", ".20, .6", ".25, .8", ".40, 1"})
    void coverageAtRisk(double risk, double coverage) {
        assertThat(CoverageAtRisk.of(Vectors.V3.curve(), risk)).isEqualTo(Value.of(coverage));
    }

    @Test
    void coverageAtRiskOfTheOthers() {
        assertThat(CoverageAtRisk.of(Vectors.V2.curve(), .05)).isEqualTo(Value.undefined(ReasonCode.INFEASIBLE));
        assertThat(CoverageAtRisk.of(Vectors.V2.curve(), .20))
                .as("equality counts")
                .isEqualTo(Value.of(1));
        assertThat(CoverageAtRisk.of(Vectors.V6.curve(), 1.0 / 3)).isEqualTo(Value.of(3.0 / 6));
        assertThat(CoverageAtRisk.of(Vectors.V6.curve(), .4)).isEqualTo(Value.of(5.0 / 6));
        assertThat(CoverageAtRisk.of(Vectors.V6.curve(), .33)).isEqualTo(Value.undefined(ReasonCode.INFEASIBLE));
    }

    @Test
    void riskAtCoverage() {
        RiskAtCoverage.Point point = RiskAtCoverage.of(Vectors.V3.curve(), .8);
        assertThat(point).isEqualTo(new RiskAtCoverage.Point(.8, .25, .6));
        assertThat(RiskAtCoverage.of(Vectors.V3.curve(), .801).coverage()).isEqualTo(.9);
        assertThat(RiskAtCoverage.of(Vectors.V3.curve(), 1e-9)).isEqualTo(new RiskAtCoverage.Point(.1, 0, .95));
        assertThat(RiskAtCoverage.of(Vectors.V3.curve(), 1).risk()).isEqualTo(.4);
        assertThat(RiskAtCoverage.of(Vectors.V6.curve(), .6))
                .as("the next attainable coverage")
                .isEqualTo(new RiskAtCoverage.Point(5.0 / 6, .4, .7));
    }

    @ParameterizedTest
    @CsvSource({"0", "-0.5", "1.0000001", "NaN"})
    void riskAtNoCoverage(double coverage) {
        assertThatThrownBy(() -> RiskAtCoverage.of(Vectors.V3.curve(), coverage))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a coverage lies in (0, 1], not at " + coverage);
    }
}
