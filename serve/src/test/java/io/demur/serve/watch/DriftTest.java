package io.demur.serve.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.demur.math.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Drift without labels. Rows are accepted from a score of 0 on; the certification sample had between 45 and 55 % of them. */
class DriftTest {
    private static final Interval CERTIFIED = new Interval(0.45, 0.55);

    /** Scores are normal around a centre; the kinds of events that come. */
    private static List<String> feed(Drift drift, long seed, int rows, double centre) {
        SplittableRandom random = new SplittableRandom(seed);
        List<String> kinds = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            double score = centre + gaussian(random);
            drift.add(score >= 0, score).ifPresent(event -> kinds.add(event.kind()));
        }
        return kinds;
    }

    private static double gaussian(SplittableRandom random) {
        double sum = -6;
        for (int i = 0; i < 12; i++) {
            sum += random.nextDouble();
        }
        return sum;
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    @DisplayName("a stream like the certification sample says nothing in 100,000 rows")
    void stationary(long seed) {
        Drift drift = new Drift(Optional.of(CERTIFIED), Optional.empty());
        assertThat(feed(drift, seed, 100_000, 0)).containsExactly("edges");
        assertThat(drift.view().drifted()).isFalse();
        assertThat(drift.view().rows()).isEqualTo(100_000);
        assertThat(drift.view().stability()).isLessThan(Drift.LOW);
    }

    @ParameterizedTest(name = "centre {0}")
    @ValueSource(doubles = {-0.6, 0.6})
    @DisplayName(
            "coverage that falls or rises out of its interval is told once within two blocks, and again after a return")
    void coverage(double centre) {
        Drift drift = new Drift(Optional.of(CERTIFIED), Optional.empty());
        feed(drift, 1, 10_000, 0);
        assertThat(feed(drift, 2, 2 * Drift.BLOCK, centre)).contains("coverage");
        assertThat(drift.view().drifted()).isTrue();
        assertThat(feed(drift, 3, 10_000, centre)).doesNotContain("coverage");
        feed(drift, 4, 10_000, 0);
        assertThat(drift.view().drifted()).isFalse();
        assertThat(feed(drift, 5, 2 * Drift.BLOCK, centre)).contains("coverage");
    }

    @Test
    @DisplayName("scores that spread while coverage stays are told as scores")
    void scores() {
        Drift drift = new Drift(Optional.of(CERTIFIED), Optional.empty());
        feed(drift, 1, 10_000, 0);
        List<String> kinds = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 3 * Drift.BLOCK; i++) {
            double score = 3 * gaussian(random);
            drift.add(score >= 0, score).ifPresent(event -> kinds.add(event.kind()));
        }
        assertThat(kinds).containsExactly("scores");
        assertThat(drift.view().stability()).isGreaterThan(Drift.HIGH);
    }

    @Test
    @DisplayName("scores that are no numbers count as rows and as nothing else")
    void notFinite() {
        Drift drift = new Drift(Optional.of(CERTIFIED), Optional.empty());
        for (int i = 0; i < 5 * Drift.BLOCK; i++) {
            drift.add(i % 2 == 0, Double.NaN);
        }
        assertThat(drift.view().stability()).isNaN();
        assertThat(drift.view().drifted()).isFalse();
    }
}
