package io.demur.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.demur.metric.ConfidenceHistogram.Bin;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfidenceHistogramTest {
    private static ConfidenceHistogram of(double[] confidence, double[] loss, int bins) {
        return ConfidenceHistogram.of(RiskCoverageCurve.of(ScoredLosses.of(confidence, loss)), x -> 10 * x, bins);
    }

    @Test
    void countsRightAndWrongByTheDisplayedValue() {
        // numpy 1.26.4: histogram(10 * conf, bins=4, range=(1, 9)), right and wrong apart
        double[] confidence = {.9, .8, .3, .3, .1, .5};
        double[] loss = {0, 0, 1, 0, 1, 1};
        assertThat(of(confidence, loss, 4).bins())
                .containsExactly(new Bin(1, 3, 0, 1), new Bin(3, 5, 1, 1), new Bin(5, 7, 0, 1), new Bin(7, 9, 2, 0));
    }

    @Test
    void oneConfidenceMakesOneBin() {
        assertThat(of(new double[] {2, 2, 2}, new double[] {0, .25, 1}, 8).bins())
                .isEqualTo(List.of(new Bin(20, 20, 1.75, 1.25)));
    }

    @Test
    void infiniteConfidencesFallIntoTheOutermostBins() {
        double[] confidence = {Double.POSITIVE_INFINITY, 1, Double.NEGATIVE_INFINITY};
        ConfidenceHistogram histogram = of(confidence, new double[] {0, 0, 1}, 5);
        assertThat(histogram.bins().stream().mapToDouble(Bin::right).sum()).isEqualTo(2);
        assertThat(histogram.bins().stream().mapToDouble(Bin::wrong).sum()).isEqualTo(1);
    }
}
