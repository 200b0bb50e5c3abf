package io.demur.train.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.demur.metric.Aurc;
import io.demur.metric.RiskCoverageCurve;
import io.demur.metric.ScoredLosses;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StatisticsTest {
    @Test
    void theSlopeIsThatOfLeastSquaresAndItsIntervalStudents() {
        double[] alphas = {0, 0.2, 0.4};
        // Slopes 1, 2 and 4 per seed: mean 7/3, standard deviation 1.527525; t(2, 0.975) = 4.302653 (R: qt(.975, 2)).
        double[][] values = {{5, 5.2, 5.4}, {0, 0.4, 0.8}, {1, 1.8, 2.6}};
        Statistic slope = AlphaSlope.of("s", alphas, values).orElseThrow();
        assertThat(slope.value()).isCloseTo(7.0 / 3, within(1e-12));
        assertThat(slope.interval().upper() - slope.value()).isCloseTo(3.794584, within(1e-5));
        assertThat(AlphaSlope.of("s", alphas, new double[][] {{1, 2, 3}})).isEmpty();
        assertThat(AlphaSlope.slope(new double[] {0, 1, 2}, new double[] {0, 3, 0}))
                .isZero();
    }

    @Test
    void theSpreadIsOfASample() {
        assertThat(Spread.of(1, 2, 6).deviation().getAsDouble()).isCloseTo(Math.sqrt(7), within(1e-12));
        assertThat(Spread.of(4).deviation()).isEmpty();
    }

    private static ScoredLosses model(long seed, double skill) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] confidence = new double[400];
        double[] loss = new double[400];
        for (int i = 0; i < 400; i++) {
            loss[i] = i % 10 == 0 ? 1 : 0;
            confidence[i] = random.nextDouble() + skill * (1 - loss[i]);
        }
        return ScoredLosses.of(confidence, loss);
    }

    private static double aurc(ScoredLosses model) {
        return Aurc.of(RiskCoverageCurve.of(model));
    }

    @Test
    void theBootstrapIsPairedAveragedAndRepeatable() {
        List<ScoredLosses> good = List.of(model(1, 0.8), model(2, 0.8));
        List<ScoredLosses> bad = List.of(model(3, 0.1), model(4, 0.1));
        Statistic harm = PairedBootstrap.difference("d", good, bad, 500);
        double expected = (aurc(bad.get(0)) + aurc(bad.get(1)) - aurc(good.get(0)) - aurc(good.get(1))) / 2;
        assertThat(harm.value()).isCloseTo(expected, within(1e-12));
        assertThat(harm.interval().lower()).isPositive();
        assertThat(harm.interval().contains(harm.value())).isTrue();
        assertThat(PairedBootstrap.difference("d", good, bad, 500)).isEqualTo(harm);
        Statistic none = PairedBootstrap.difference("d", good, good, 100);
        assertThat(none.interval().lower()).isZero();
        assertThat(none.interval().upper()).isZero();
    }

    @Test
    void quantilesLieBetweenTheNearest() {
        double[] sorted = {1, 2, 4, 8};
        assertThat(PairedBootstrap.quantile(sorted, 0.5)).isEqualTo(3);
        assertThat(PairedBootstrap.quantile(sorted, 0)).isEqualTo(1);
        assertThat(PairedBootstrap.quantile(sorted, 1)).isEqualTo(8);
    }

    @Test
    void theSharedSettingsLeaveOutWhatDiffers() {
        List<Setting> settings = Setting.of(Experiment.E7);
        assertThat(settings)
                .contains(
                        new Setting("network", "tabular-mlp"),
                        new Setting(
                                "optimizer",
                                "adam, lr 0.001, beta1 0.9, beta2 0.999, epsilon 1.0E-8, weight-decay 0.0, decay all"),
                        new Setting("split", "test 0.8, tune 0.0, certify 0.0"),
                        new Setting("epochs", "10"),
                        new Setting("batch", "128"));
        assertThat(settings).extracting(Setting::name).doesNotContain("name", "loss", "seed");
        assertThat(Setting.of(Experiment.X1))
                .filteredOn(setting -> setting.name().equals("network"))
                .singleElement()
                .satisfies(network -> assertThat(network.value()).contains("bag-embedding 256", "relu", "dropout 0.3"));
    }

    @Test
    void thePapersOperatingPointsStandBesideTheTabularOnes() {
        Published paper = Published.of(Experiment.E7).get(0);
        Level smoothed = Level.alpha(0.4);
        assertThat(Published.POINTS.stream().map(column -> paper.figure(smoothed, column)))
                .containsExactly("1.457", "88.39", "2.803", "15.3");
        assertThat(paper.hasPoints()).isTrue();
        assertThat(paper.figure(Level.alpha(0.2), "ece")).isEqualTo("-");
        assertThat(Published.of(Experiment.E6).get(0).hasPoints()).isFalse();
    }

    private static final Set<Experiment> NOTHING_PUBLISHED =
            EnumSet.of(Experiment.E4, Experiment.E5, Experiment.CAMVID);

    @Test
    void everyPublishedRowIsThatOfALevel() {
        for (Experiment experiment : Experiment.values()) {
            assertThat(Experiment.parse(experiment.code())).isEqualTo(experiment);
            List<String> labels = experiment.levels().stream().map(Level::label).toList();
            for (Published table : Published.of(experiment)) {
                table.rows().fieldNames().forEachRemaining(row -> assertThat(labels)
                        .contains(row));
            }
            assertThat(Published.of(experiment).isEmpty())
                    .as(experiment.code())
                    .isEqualTo(NOTHING_PUBLISHED.contains(experiment));
        }
    }
}
