package io.demur.train.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.demur.math.Interval;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A study's page and JSON show what the report says and compute nothing: every number here is made up. */
class StudyRenderingTest {
    private static Spread about(double mean) {
        return Spread.of(mean - 0.001, mean, mean + 0.001);
    }

    private static final LevelSummary.Numbers MSP =
            new LevelSummary.Numbers(about(0.0321), about(0.0432), about(0.5432), about(0.6543), about(0.0765));
    private static final LevelSummary.Numbers NORM =
            new LevelSummary.Numbers(about(0.0123), about(0.0234), about(0.7654), about(0.8765), about(0.0987));

    private static StudyReport report() {
        return new StudyReport(
                Experiment.E7,
                List.of(3L, 5L, 8L),
                12_345,
                List.of(new LevelSummary(
                        "alpha 0.4", about(0.1357), MSP, Optional.of(NORM), Optional.of(about(0.2468)), "2 9 4")),
                List.of(new Statistic("a slope", 0.0777, new Interval(-0.0111, 0.0888), "made up")),
                List.of(new Agreement("one ranks better", List.of(3L, 8L), List.of(5L))),
                List.of(new Setting("network", "of straw")),
                List.of("A note."));
    }

    @Test
    void theTablesShowTheReport() {
        String text = report().markdown();
        assertThat(text)
                .contains("12,345 test rows; seeds 3, 5, 8;")
                .contains("| alpha 0.4 | 13.57 ± 0.10 | 3.210 ± 0.100 | 1.230 ± 0.100 | 2 9 4 | 9.2 | 2.11 | - | ")
                .contains("| alpha 0.4 | msp | 4.320 ± 0.100 | 54.3 ± 0.1 | 65.4 ± 0.1 | 7.65 ± 0.10 | 24.7 ± 0.1 |"
                        + " 1.457 | 88.39 | 2.803 | 15.3 |")
                .contains("| alpha 0.4 | logit norm | 2.340 ± 0.100 | 76.5 ± 0.1 | 87.7 ± 0.1 | 9.87 ± 0.10 | - |"
                        + " - | - | - | - |")
                .contains("| a slope | +7.770 | -1.110 to +8.880 | made up |")
                .contains("| one ranks better | 2 of 3 | 5 |")
                .contains("| network | of straw |")
                .contains("\nA note.\n")
                .contains("[1] Xia et al.");
    }

    @Test
    void theJsonShowsTheReport() {
        JsonNode json = report().json();
        assertThat(json.at("/losses/0/msp/aurc/mean").asDouble())
                .isEqualTo(about(0.0321).mean());
        assertThat(json.at("/losses/0/logitNorm/risk@coverage=0.8/mean").asDouble())
                .isEqualTo(about(0.0987).mean());
        assertThat(json.at("/losses/0/ece/mean").asDouble())
                .isEqualTo(about(0.2468).mean());
        assertThat(json.at("/statistics/0/lower").asDouble()).isEqualTo(-0.0111);
        assertThat(json.at("/agreements/0/disagree/0").asLong()).isEqualTo(5);
        assertThat(json.at("/settings/network").asText()).isEqualTo("of straw");
    }
}
