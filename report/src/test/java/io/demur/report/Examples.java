package io.demur.report;

import io.demur.evaluation.Diagnoser;
import io.demur.evaluation.DiagnosisPlan;
import io.demur.evaluation.Evaluation;
import io.demur.evaluation.EvaluationPlan;
import io.demur.evaluation.Evaluator;
import io.demur.io.json.EvaluatedModel;
import io.demur.logits.ArrayLogits;
import io.demur.logits.Labels;
import io.demur.score.BadRows;
import io.demur.score.Score;
import io.demur.score.ScoredRows;
import io.demur.score.ScoringPlan;
import io.demur.smoothing.MaxLogitProfile;
import io.demur.smoothing.MaxLogitSample;
import java.util.ArrayList;
import java.util.List;
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
        Evaluation evaluation = Evaluator.evaluate(drawn.rows(), Labels.of(drawn.labels), plan);
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
                insights);
    }

    private static Report.Insight insight(String name, Drawn drawn) {
        ScoringPlan scoring = new ScoringPlan(MaxLogitSample.scores(), BadRows.REFUSE, false, 1);
        Labels labels = Labels.of(drawn.labels);
        return new Report.Insight(
                name,
                Diagnoser.diagnose(drawn.rows(), labels, DiagnosisPlan.usual().withResamples(0, 1)),
                MaxLogitProfile.of(MaxLogitSample.of(ScoredRows.of(drawn.rows(), labels, scoring)), 5));
    }
}
