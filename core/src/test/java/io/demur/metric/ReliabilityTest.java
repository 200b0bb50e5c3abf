package io.demur.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.demur.metric.Reliability.Bin;
import org.junit.jupiter.api.Test;

class ReliabilityTest {
    @Test
    void binsAreClosedOnTheRightAndGiveTheCalibrationError() {
        double[] probability = {0, 1 / 15.0, 0.5, 0.5, 1};
        boolean[] right = {false, true, true, false, true};
        Reliability reliability = Reliability.of(probability, right);
        assertThat(reliability.samples()).isEqualTo(5);
        assertThat(reliability.bins()).hasSize(Ece.BINS);
        assertThat(reliability.bins().get(0)).isEqualTo(new Bin(2, 1 / 15.0, 1));
        assertThat(reliability.bins().get(7)).isEqualTo(new Bin(2, 1, 1));
        assertThat(reliability.bins().get(14)).isEqualTo(new Bin(1, 1, 1));
        assertThat(Ece.equalWidth(reliability).get()).isEqualTo((1 - 1 / 15.0) / 5);
        assertThat(reliability.bins().get(3).accuracy()).isEmpty();
    }
}
