package io.demur.train.experiment;

import io.demur.evaluation.Evaluation;
import io.demur.evaluation.EvaluationPlan;
import io.demur.evaluation.Evaluator;
import io.demur.evaluation.FitPlan;
import io.demur.evaluation.FittedScore;
import io.demur.evaluation.ScoreEvaluation;
import io.demur.evaluation.ScoreFamily;
import io.demur.evaluation.ScoreFit;
import io.demur.io.ClassNames;
import io.demur.io.json.EvaluatedModel;
import io.demur.io.npy.Npy;
import io.demur.logits.Labels;
import io.demur.logits.Logits;
import io.demur.report.Insights;
import io.demur.report.LossStudy;
import io.demur.report.Report;
import io.demur.score.MspTemperature;
import io.demur.score.Score;
import io.demur.train.run.Result;
import io.demur.train.run.RunFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A study as a report: one model of every loss by its curves and causes, all of them by their losses. */
public final class StudyPage {
    private final Study study;

    private StudyPage(Study study) {
        this.study = study;
    }

    /**
     * The report of a study; the first seed of each loss stands for it.
     *
     * @param command the command line that makes it again
     */
    public static Report of(Study study, String command) {
        StudyPage page = new StudyPage(study);
        List<Trial> first = page.first();
        List<EvaluatedModel> models = first.stream().map(StudyPage::model).toList();
        List<Report.Insight> insights = first.stream()
                .filter(trial -> !trial.result().inFixedMemory())
                .map(StudyPage::insight)
                .toList();
        String code = study.experiment().code();
        return new Report(
                "Experiment " + code + ", seed " + first.get(0).seed(),
                new Report.Origin("Demur " + Result.version(), command),
                models,
                List.of(),
                List.of(),
                insights,
                Optional.of(page.losses()));
    }

    private List<Trial> first() {
        List<Trial> first = new ArrayList<>();
        for (Level level : study.experiment().levels()) {
            study.of(level).stream().findFirst().ifPresent(first::add);
        }
        return first;
    }

    /**
     * All scores, and every order of the norm: more than the table of the study needs, and where rows are too many for
     * memory, by counts, which are fine enough for a curve.
     */
    private static EvaluatedModel model(Trial trial) {
        Result result = trial.result();
        int classes = result.evaluation().classes();
        Set<Score> scores = new LinkedHashSet<>(EvaluationPlan.usualScores(classes));
        result.fitted().map(FittedScore::score).ifPresent(scores::add);
        temperature(trial).ifPresent(scores::add);
        result.fitted().ifPresent(fit -> fit.table().forEach(candidate -> scores.add(candidate.score())));
        EvaluationPlan plan = EvaluationPlan.of(List.copyOf(scores))
                .with(result.inFixedMemory() ? EvaluationPlan.Mode.BOUNDED : EvaluationPlan.Mode.EXACT)
                .withThreads(result.evaluation().plan().threads());
        try (Logits logits = logits(trial)) {
            Evaluation evaluation = Evaluator.evaluate(logits, labels(trial, logits), plan);
            EvaluatedModel model = EvaluatedModel.of(
                    trial.level().label(),
                    evaluation.named(trial.folder().getFileName() + "/logits/test.npy"),
                    names(trial, classes));
            return result.fitted().map(model::with).orElse(model);
        }
    }

    /**
     * The temperature of msp that ranks the held-out rows best, if there are such rows, few enough, and it can change the
     * ranking.
     */
    private static Optional<Score> temperature(Trial trial) {
        if (trial.result().inFixedMemory() || !RunFolder.hasLogits(trial.folder(), "tune")) {
            return Optional.empty();
        }
        try (Logits logits = Npy.readLogits(RunFolder.logits(trial.folder(), "tune"))) {
            if (logits.classes() < 3) {
                return Optional.empty();
            }
            Labels labels = RunFolder.readLabels(trial.folder(), "tune", logits.classes());
            FitPlan plan = FitPlan.usual().with(ScoreFamily.of("msp-temperature"));
            return ScoreFit.tune(logits, labels, plan).table().stream()
                    .filter(candidate -> candidate.score() instanceof MspTemperature)
                    .min(Comparator.comparingDouble(
                            candidate -> candidate.objective().value().number().orElse(Double.POSITIVE_INFINITY)))
                    .map(FittedScore.Candidate::score);
        }
    }

    private static List<String> names(Trial trial, int classes) {
        Path names = trial.folder().resolve("classes.txt");
        return Files.exists(names) && classes > 1 ? ClassNames.read(names, classes) : List.of();
    }

    /** The study's own evaluation has the one norm that was tuned. */
    private static Report.Insight insight(Trial trial) {
        try (Logits logits = logits(trial)) {
            EvaluationPlan plan = trial.result().evaluation().plan();
            return Insights.of(trial.level().label(), logits, labels(trial, logits), plan);
        }
    }

    private static Logits logits(Trial trial) {
        return Npy.readLogits(RunFolder.logits(trial.folder(), "test"));
    }

    private static Labels labels(Trial trial, Logits logits) {
        return RunFolder.readLabels(trial.folder(), "test", logits.classes());
    }

    private LossStudy losses() {
        int classes = study.trials().get(0).result().evaluation().classes();
        List<LossStudy.Model> models = study.trials().stream().map(this::point).toList();
        return new LossStudy(classes, study.experiment().metric(), models);
    }

    private LossStudy.Model point(Trial trial) {
        Result result = trial.result();
        return new LossStudy.Model(
                trial.level().label(),
                trial.level().alpha(),
                result.error(),
                ranked(result.msp()),
                result.normalised().map(this::ranked));
    }

    private LossStudy.Ranked ranked(ScoreEvaluation score) {
        return new LossStudy.Ranked(
                score.metric(study.experiment().metric()).value().get(),
                score.coveragesAtRisk().get(0).coverage().value().number().orElse(0));
    }
}
