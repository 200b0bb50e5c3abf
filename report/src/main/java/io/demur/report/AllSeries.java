package io.demur.report;

import io.demur.evaluation.CurveSketch;
import io.demur.evaluation.Evaluation;
import io.demur.evaluation.ScoreEvaluation;
import io.demur.io.json.EvaluatedModel;
import io.demur.metric.CurveMetric;
import io.demur.score.PlainScore;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The curves of a report, the ones drawn from the start first: of every model msp, the score chosen on held-out rows or
 * else the best, and those that have a certified rule. So that the page stays small, those beyond {@value #MOST} are left
 * to the tables.
 */
final class AllSeries {
    /** Number of curves on a page at most. */
    static final int MOST = 48;

    private static final int MOST_SHOWN = 8;

    private final List<Series> list;
    private final int left;

    private AllSeries(List<Series> list, int left) {
        this.list = list;
        this.left = left;
    }

    /** A score that is to become a series. */
    private record Choice(EvaluatedModel model, ScoreEvaluation score) {}

    static AllSeries of(Report report) {
        Set<Choice> choices = new LinkedHashSet<>();
        report.models().forEach(model -> choices.add(new Choice(model, plain(model))));
        report.models().forEach(model -> choices.add(new Choice(model, lead(model))));
        report.models()
                .forEach(model -> certified(report, model).forEach(score -> choices.add(new Choice(model, score))));
        int shown = Math.min(MOST_SHOWN, choices.size());
        for (EvaluatedModel model : report.models()) {
            model.evaluation().scores().forEach(score -> choices.add(new Choice(model, score)));
        }
        List<Choice> drawn = choices.stream().limit(MOST).toList();
        List<Series> list = IntStream.range(0, drawn.size())
                .parallel()
                .mapToObj(i -> series(report, drawn.get(i), i, i < shown))
                .toList();
        return new AllSeries(list, choices.size() - list.size());
    }

    /** msp, or the first score where it was not asked for. */
    static ScoreEvaluation plain(EvaluatedModel model) {
        Evaluation evaluation = model.evaluation();
        return evaluation.scores().stream()
                .filter(score -> score.score().equals(PlainScore.MSP))
                .findFirst()
                .orElse(evaluation.scores().get(0));
    }

    /** The score chosen on held-out rows, or else the best by AURC[mean] on these. */
    static ScoreEvaluation lead(EvaluatedModel model) {
        Optional<ScoreEvaluation> fitted =
                model.fit().map(fit -> model.evaluation().score(fit.score()));
        return fitted.orElseGet(() -> best(model));
    }

    /** The scores that a rule is certified for. */
    static List<ScoreEvaluation> certified(Report report, EvaluatedModel model) {
        return model.evaluation().scores().stream()
                .filter(score -> !report.rules(model, score.score()).isEmpty())
                .toList();
    }

    private static ScoreEvaluation best(EvaluatedModel model) {
        ScoreEvaluation plain = plain(model);
        Optional<ScoreEvaluation> best = model.evaluation().best(CurveMetric.AURC);
        double reached = area(plain);
        return best.filter(score -> area(score) < reached).orElse(plain);
    }

    private static double area(ScoreEvaluation score) {
        return score.metric(CurveMetric.AURC).value().number().orElse(Double.POSITIVE_INFINITY);
    }

    private static Series series(Report report, Choice choice, int index, boolean shown) {
        String score = Words.title(choice.model, choice.score.score());
        String name = report.models().size() > 1 ? choice.model.name() + " " + score : score;
        List<Double> thresholds = report.rules(choice.model, choice.score.score()).stream()
                .map(rule -> rule.certified().threshold())
                .toList();
        CurveSketch sketch =
                CurveSketch.of(choice.score, choice.model.evaluation().plan(), thresholds);
        return new Series(choice.model, choice.score, name, Ink.series(index), shown, sketch);
    }

    List<Series> all() {
        return list;
    }

    List<Series> shown() {
        return list.stream().filter(Series::shown).toList();
    }

    /** The series of a score, if it is among the curves. */
    Optional<Series> find(EvaluatedModel model, ScoreEvaluation score) {
        return list.stream()
                .filter(series -> series.model().equals(model) && series.score().equals(score))
                .findFirst();
    }

    /** How many curves are not on the page. */
    int leftOut() {
        return left;
    }

    /** The widest gap between a line on the page and its curve. */
    double tolerance() {
        return list.stream()
                .mapToDouble(series -> series.sketch().tolerance())
                .max()
                .orElse(0);
    }
}
