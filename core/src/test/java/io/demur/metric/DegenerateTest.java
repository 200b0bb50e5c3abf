package io.demur.metric;

import static io.demur.metric.CurveMetric.AUGRC_TORCH_UNCERTAINTY;
import static io.demur.metric.CurveMetric.AURC_TORCH_UNCERTAINTY;
import static io.demur.metric.CurveMetric.AUROC;
import static io.demur.metric.CurveMetric.AVERAGE_PRECISION;
import static io.demur.metric.CurveMetric.FPR_AT_95_TPR;
import static io.demur.metric.CurveMetric.N_AURC;
import static io.demur.metric.CurveMetric.N_AURC_FIX_SC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reason codes instead of NaN, the same ones in both modes, even where the order inside a prefix is unknown. */
class DegenerateTest {
    private static final double[] CROWDED = {0.7, 0.7 + 0x1p-40, 0.7 + 0x1p-41, 0.2};
    private static final Set<CurveMetric> NEED_BOTH =
            EnumSet.of(N_AURC, N_AURC_FIX_SC, AUROC, AVERAGE_PRECISION, FPR_AT_95_TPR);

    @ParameterizedTest(name = "all losses {0}: {1}")
    @CsvSource({"0, ALL_RIGHT", "1, ALL_WRONG"})
    void allRightOrAllWrong(double loss, ReasonCode reason) {
        double[] losses = {loss, loss, loss, loss};
        expect(losses, reason, NEED_BOTH);
        RiskCoverageCurve curve = Vectors.curve(CROWDED, losses);
        assertThat(CurveMetric.E_AURC.of(curve).get()).isCloseTo(0, within(1e-15));
    }

    @Test
    @DisplayName("equal losses between 0 and 1 have an AUROC of 1/2 but no NAURC")
    void oneLoss() {
        double[] losses = {.375, .375, .375, .375};
        expect(losses, ReasonCode.ONE_LOSS, EnumSet.of(N_AURC, N_AURC_FIX_SC));
        assertThat(Auroc.of(Vectors.curve(CROWDED, losses)).get()).isCloseTo(.5, within(1e-15));
    }

    private static void expect(double[] losses, ReasonCode reason, Set<CurveMetric> undefined) {
        for (CurveMetric metric : CurveMetric.values()) {
            Value exact = metric.of(Vectors.curve(CROWDED, losses));
            Bounds bounded = metric.of(Vectors.bounded(CROWDED, losses));
            if (undefined.contains(metric)) {
                assertThat(exact).as("%s", metric).isEqualTo(Value.undefined(reason));
                assertThat(bounded).as("%s", metric).isEqualTo(Bounds.exact(exact));
            } else {
                assertThat(exact.number()).as("%s", metric).isPresent();
                assertThat(bounded.width()).as("%s", metric).isPresent();
            }
        }
        assertThat(Vectors.curve(CROWDED, losses).degenerate()).contains(reason);
    }

    @ParameterizedTest(name = "one sample of loss {0}")
    @CsvSource({"0, ALL_RIGHT", "1, ALL_WRONG", "0.25, ONE_LOSS"})
    void oneSample(double loss, ReasonCode reason) {
        RiskCoverageCurve one = Vectors.curve(new double[] {7}, loss);
        assertThat(AURC_TORCH_UNCERTAINTY.of(one)).isEqualTo(Value.undefined(ReasonCode.ONE_SAMPLE));
        assertThat(AUGRC_TORCH_UNCERTAINTY.of(one)).isEqualTo(Value.undefined(ReasonCode.ONE_SAMPLE));
        assertThat(N_AURC.of(one)).isEqualTo(Value.undefined(reason));
        assertThat(Aurc.of(one)).isEqualTo(loss);
        assertThat(Augrc.of(one)).isEqualTo(loss / 2);
        assertThat(CurveLawsTest.allOf(Vectors.bounded(new double[] {7}, loss)))
                .isEqualTo(CurveLawsTest.allOf(BoundedCurve.exact(one)));
    }

    @Test
    void allTied() {
        RiskCoverageCurve tied = Vectors.curve(new double[] {3, 3, 3, 3, 3}, 0, 1, 0, 0, 1);
        assertThat(Aurc.of(tied)).isCloseTo(.4, within(1e-15));
        assertThat(Aurc.of(tied, Aurc.Convention.FD_SHIFTS)).isEqualTo(Value.of(.4));
        assertThat(N_AURC.of(tied).get()).isCloseTo(1, within(1e-15));
        assertThat(AUROC.of(tied)).isEqualTo(Value.of(.5));
        assertThat(AVERAGE_PRECISION.of(tied)).isEqualTo(Value.of(.4));
        assertThat(FPR_AT_95_TPR.of(tied)).isEqualTo(Value.of(1));
        assertThat(CoverageAtRisk.of(tied, .4)).isEqualTo(Value.of(1));
        assertThat(CoverageAtRisk.of(tied, .39)).isEqualTo(Value.undefined(ReasonCode.INFEASIBLE));
        assertThat(tied.degenerate()).isEmpty();
    }

    @Test
    void everyReasonReadsWell() {
        for (ReasonCode reason : ReasonCode.values()) {
            assertThat(reason.code()).matches("[a-z]+(-[a-z]+)*");
            assertThat(reason.words()).isNotBlank().doesNotEndWith(".");
        }
        assertThat(ReasonCode.ALL_RIGHT.code()).isEqualTo("all-right");
    }

    @Test
    void everyMetricParsesItsOwnText() {
        Stream<CurveMetric> parsed =
                Arrays.stream(CurveMetric.values()).map(metric -> CurveMetric.parse(metric.toString()));
        assertThat(parsed).containsExactly(CurveMetric.values());
        assertThat(AUROC.direction()).isEqualTo(CurveMetric.Direction.HIGHER);
        assertThat(N_AURC.direction()).isEqualTo(CurveMetric.Direction.LOWER);
    }
}
