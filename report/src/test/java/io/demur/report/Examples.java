package io.demur.report;

import io.demur.evaluation.Evaluation;
import io.demur.evaluation.EvaluationPlan;
import io.demur.evaluation.Evaluator;
import io.demur.guarantee.CertificateTerms;
import io.demur.guarantee.Certified;
import io.demur.guarantee.FixedSequence;
import io.demur.guarantee.MaxRisk;
import io.demur.guarantee.RiskTest;
import io.demur.io.json.EvaluatedModel;
import io.demur.logits.ArrayLogits;
import io.demur.logits.Labels;
import io.demur.math.Interval;
import io.demur.metric.CurveMetric;
import io.demur.score.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Reports of made-up models. */
final class Examples {
    static final Report.Origin ORIGIN = new Report.Origin("demur test", "demur evaluate a.npy b.npy --html r.html");

    private Examples() {}

    /** Rows of logits in which the right class is raised by a bonus. */
    static final class Drawn {
        private final double[] logits;
        private final int[] labels;
        private final int classes;

        Drawn(double[] logits, int[] labels, int classes) {
            this.logits = logits;
            this.labels = labels;
            this.classes = classes;
        }

        double[] logits() {
            return logits;
        }

        Labels truth() {
            return Labels.of(labels);
        }

        ArrayLogits rows() {
            return ArrayLogits.of(logits, classes);
        }
    }

    static Drawn draw(int rows, int classes, double bonus) {
        SplittableRandom random = new SplittableRandom(rows + classes);
        double[] logits = new double[rows * classes];
        int[] labels = new int[rows];
        for (int i = 0; i < rows; i++) {
            labels[i] = random.nextInt(classes);
            double sure = random.nextDouble();
            for (int k = 0; k < classes; k++) {
                logits[i * classes + k] = 3 * random.nextDouble() + (k == labels[i] ? bonus * sure : 0);
            }
        }
        return new Drawn(logits, labels, classes);
    }

    static EvaluatedModel model(String name, Drawn drawn, UnaryOperator<EvaluationPlan> change) {
        List<Score> scores = EvaluationPlan.usualScores(drawn.classes);
        EvaluationPlan plan = change.apply(EvaluationPlan.of(scores).withThreads(1));
        Evaluation evaluation = Evaluator.evaluate(drawn.rows(), drawn.truth(), plan);
        List<String> classes =
                IntStream.range(0, drawn.classes).mapToObj(k -> name + " " + k).toList();
        return EvaluatedModel.of(name, evaluation, classes);
    }

    static Report report(String name, Drawn drawn) {
        return Report.of("Trust " + name, ORIGIN, List.of(model(name, drawn, plan -> plan)));
    }

    /** Two models with everything that a report may hold but certificates. */
    static Report full(String first, String second) {
        Drawn a = draw(1500, 5, 7);
        Drawn b = draw(1400, 5, 5);
        List<Report.Insight> insights = new ArrayList<>();
        insights.add(insight(first, a));
        insights.add(insight(second, b));
        return new Report(
                "Trust " + first,
                ORIGIN,
                List.of(model(first, a, plan -> plan), model(second, b, plan -> plan)),
                List.of(),
                List.of(),
                insights,
                Optional.empty());
    }

    /** A report with thresholds certified for a score of its first model, each at a risk of its own. */
    static Report withRules(Report plain, Score score, Map<Double, Double> thresholdByRisk) {
        List<Report.Rule> rules = new ArrayList<>();
        thresholdByRisk.forEach((risk, threshold) ->
                rules.add(new Report.Rule(plain.models().get(0).name(), score, certified(risk, threshold))));
        return new Report(
                plain.title(),
                plain.origin(),
                plain.models(),
                plain.comparisons(),
                rules,
                plain.insights(),
                plain.study());
    }

    private static Certified certified(double risk, double threshold) {
        CertificateTerms terms = new CertificateTerms(
                MaxRisk.of(risk), 0.05, FixedSequence.DEFAULT, RiskTest.EXACT_BINOMIAL, 500, 1000, 50);
        Interval coverage = new Interval(0.6, 0.7);
        return new Certified(
                terms, threshold, 650, 5, coverage, 0.01, risk, 1, 9, OptionalDouble.empty(), Optional.empty());
    }

    private static Report.Insight insight(String name, Drawn drawn) {
        EvaluationPlan plan =
                EvaluationPlan.of(EvaluationPlan.usualScores(drawn.classes)).withThreads(1);
        return Insights.of(name, drawn.rows(), drawn.truth(), plan);
    }

    /** Models of three strengths and two seeds, and one of another loss. */
    static LossStudy study(boolean normalised) {
        List<LossStudy.Model> models = new ArrayList<>();
        for (double alpha : new double[] {0, 0.1, 0.4}) {
            for (int seed = 0; seed < 2; seed++) {
                models.add(trained("alpha " + alpha, OptionalDouble.of(alpha), alpha / 10 + seed / 1000.0, normalised));
            }
        }
        models.add(trained("focal <loss>", OptionalDouble.empty(), 0.02, normalised));
        return new LossStudy(10, CurveMetric.AURC_PAPER, models);
    }

    private static LossStudy.Model trained(String loss, OptionalDouble alpha, double harm, boolean normalised) {
        return new LossStudy.Model(
                loss,
                alpha,
                0.1 - harm / 2,
                new LossStudy.Ranked(0.02 + harm, 0.5 - harm),
                normalised ? Optional.of(new LossStudy.Ranked(0.02 - harm / 4, 0.6)) : Optional.empty());
    }
}
