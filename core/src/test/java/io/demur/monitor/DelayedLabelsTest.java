package io.demur.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.demur.guarantee.Confidence;
import io.demur.guarantee.MaxRisk;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DelayedLabelsTest {
    private static DelayedLabels fresh() {
        return new DelayedLabels(new RiskWealth(MaxRisk.of(0.05), Confidence.of(0.95)));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    @DisplayName("whatever the order of arrival, the test ends in the state of the order of the requests")
    void orderOfArrivalMeansNothing(long seed) {
        Random random = new Random(seed);
        List<Long> order = new ArrayList<>();
        DelayedLabels late = fresh();
        DelayedLabels prompt = fresh();
        double[] losses = new double[1_000];
        for (int i = 0; i < losses.length; i++) {
            losses[i] = random.nextInt(20) == 0 ? 1 : 0;
            late.enroll(i);
            prompt.enroll(i);
            prompt.label(i, losses[i]);
            order.add((long) i);
        }
        Collections.shuffle(order, random);
        order.forEach(i -> late.label(i, losses[i.intValue()]));
        assertThat(late.wealth().state()).isEqualTo(prompt.wealth().state());
        assertThat(late.waiting()).isZero();
        assertThat(late.held()).isZero();
    }

    @Test
    void waitsForTheFirstMissingOne() {
        DelayedLabels labels = fresh();
        labels.enroll(3);
        labels.enroll(8);
        labels.enroll(9);
        assertThat(labels.label(8, 1)).isZero();
        assertThat(labels.label(9, 0)).isZero();
        assertThat(labels.held()).isEqualTo(2);
        assertThat(labels.waitsFor()).hasValue(3);
        assertThat(labels.label(3, 0)).isEqualTo(3);
        assertThat(labels.wealth().lossSum()).isEqualTo(1);
        assertThat(labels.waitsFor()).isEmpty();
    }

    @Test
    void theFirstLabelWinsAndStrangersDoNotCount() {
        DelayedLabels labels = fresh();
        labels.enroll(1);
        labels.enroll(2);
        assertThat(labels.label(2, 0)).isZero();
        assertThat(labels.label(2, 1)).isZero();
        assertThat(labels.label(77, 1)).isZero();
        assertThat(labels.label(1, 0)).isEqualTo(2);
        assertThat(labels.label(1, 1)).isZero();
        assertThat(labels.wealth().lossSum()).isZero();
        assertThatThrownBy(() -> labels.enroll(2)).hasMessageContaining("does not come after");
        assertThatThrownBy(() -> labels.label(2, 2)).hasMessageContaining("not in [0,1]");
    }

    @Test
    void pendingRequestsAndTheStateOfTheTestAreEnoughToGoOn() {
        DelayedLabels labels = fresh();
        for (long request : new long[] {3, 8, 9}) {
            labels.enroll(request);
        }
        labels.label(3, 1);
        labels.label(9, 1);
        assertThat(labels.pending().keySet()).containsExactly(8L, 9L);
        DelayedLabels resumed = fresh();
        resumed.wealth().restore(labels.wealth().state());
        labels.pending().keySet().forEach(resumed::enroll);
        labels.pending().forEach((request, loss) -> {
            if (!loss.isNaN()) {
                resumed.label(request, loss);
            }
        });
        labels.label(8, 0);
        resumed.label(8, 0);
        assertThat(resumed.wealth().observations()).isEqualTo(3);
        assertThat(resumed.wealth().state()).isEqualTo(labels.wealth().state());
    }
}
