package io.demur.train.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.demur.evaluation.EvaluationPlan;
import io.demur.evaluation.Evaluator;
import io.demur.io.json.EvaluatedModel;
import io.demur.logits.ArrayLogits;
import io.demur.logits.Labels;
import io.demur.report.FigureFiles;
import io.demur.report.Insights;
import io.demur.report.LossStudy;
import io.demur.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The folders of drawn figures hold what a report of such an experiment offers; {@code ./dev figures} draws them anew. */
class DrawnFiguresTest {
    private static final Path FOLDERS = Path.of("..", "docs", "results", "figures");
    private static final int ROWS = 1200;

    /** Histograms of the leading score are left out where the data make msp lead. */
    private static boolean dependsOnTheData(String name) {
        return name.matches("confidence-\\d+b\\.svg");
    }

    @ParameterizedTest
    @EnumSource(names = {"X1", "X2", "E7", "E8"})
    void everyFigureOfTheExperimentIsDrawn(Experiment experiment, @TempDir Path folder) throws IOException {
        int classes = experiment == Experiment.E7 || experiment == Experiment.E8 ? 2 : 6;
        TreeSet<String> offered = new TreeSet<>(FigureFiles.write(folder, report(experiment, classes)));
        offered.removeIf(name -> !name.endsWith(".svg") || dependsOnTheData(name));
        TreeSet<String> drawn = new TreeSet<>();
        try (Stream<Path> files = Files.list(FOLDERS.resolve(experiment.code()))) {
            files.map(file -> file.getFileName().toString()).forEach(drawn::add);
        }
        drawn.removeIf(DrawnFiguresTest::dependsOnTheData);
        assertThat(drawn)
                .as("docs/results/figures/%s; ./dev figures FOLDER draws it anew", experiment.code())
                .isEqualTo(offered);
    }

    /** As StudyPage makes it, of made-up models. */
    private static Report report(Experiment experiment, int classes) {
        List<EvaluatedModel> models = new ArrayList<>();
        List<Report.Insight> insights = new ArrayList<>();
        List<LossStudy.Model> points = new ArrayList<>();
        Optional<LossStudy.Ranked> norm = classes > 2 ? Optional.of(new LossStudy.Ranked(0.01, 0.6)) : Optional.empty();
        for (Level level : experiment.levels()) {
            Rows rows = Rows.draw(classes, models.size());
            EvaluationPlan plan =
                    EvaluationPlan.of(EvaluationPlan.usualScores(classes)).withThreads(1);
            models.add(EvaluatedModel.of(level.label(), Evaluator.evaluate(rows.logits, rows.labels, plan), List.of()));
            insights.add(Insights.of(level.label(), rows.logits, rows.labels, plan));
            points.add(new LossStudy.Model(level.label(), level.alpha(), 0.1, new LossStudy.Ranked(0.02, 0.5), norm));
        }
        return new Report(
                experiment.code(),
                new Report.Origin("test", "test"),
                models,
                List.of(),
                List.of(),
                insights,
                Optional.of(new LossStudy(classes, experiment.metric(), points)));
    }

    private record Rows(ArrayLogits logits, Labels labels) {
        static Rows draw(int classes, long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            double[] logits = new double[ROWS * classes];
            int[] labels = new int[ROWS];
            for (int i = 0; i < ROWS; i++) {
                labels[i] = random.nextInt(classes);
                double sure = 4 * random.nextDouble();
                for (int k = 0; k < classes; k++) {
                    logits[i * classes + k] = 3 * random.nextDouble() + (k == labels[i] ? sure : 0);
                }
            }
            return new Rows(ArrayLogits.of(logits, classes), Labels.of(labels));
        }
    }
}
