package io.demur.cli;

import io.demur.evaluation.Calibration;
import io.demur.evaluation.Estimate;
import io.demur.evaluation.Evaluation;
import io.demur.evaluation.ScoreEvaluation;
import io.demur.io.json.EvaluatedModel;
import io.demur.math.Interval;
import io.demur.math.ShortestDecimal;
import io.demur.metric.Value;
import java.util.List;
import java.util.Optional;

/** Evaluations as CSV in long form: one number per line, at full precision. */
final class EvaluationCsv {
    private static final String HEAD = "model,score,metric,convention,value,lower,upper,n,reason\n";

    private final StringBuilder text = new StringBuilder(HEAD);

    private EvaluationCsv() {}

    static String text(List<EvaluatedModel> models) {
        EvaluationCsv csv = new EvaluationCsv();
        models.forEach(csv::model);
        return csv.text.toString();
    }

    private void model(EvaluatedModel model) {
        Evaluation evaluation = model.evaluation();
        Line whole = new Line(model.name(), "", evaluation.samples());
        estimate(whole, evaluation.plan().loss().isError() ? "error" : "mean-cost", evaluation.error());
        evaluation.calibration().ifPresent(calibration -> calibration(whole, "", calibration));
        model.classwiseEce().ifPresent(ece -> estimate(whole, "classwise-ece", exact(ece.whole())));
        for (ScoreEvaluation score : evaluation.scores()) {
            Line line = new Line(model.name(), model.title(score.score()), evaluation.samples());
            score.metrics().forEach((metric, estimate) -> estimate(line, metric.toString(), estimate));
            score.coveragesAtRisk().forEach(at -> estimate(line, "coverage@risk=" + at.risk(), at.coverage()));
            score.risksAtCoverage().forEach(at -> estimate(line, "risk@coverage=" + at.coverage(), at.risk()));
            for (int i = 0; i < score.calibrationOfAccepted().size(); i++) {
                int position = i;
                String at = "@coverage=" + score.risksAtCoverage().get(i).coverage();
                Calibration part = score.calibrationOfAccepted().get(i);
                calibration(line, at, part);
                Line own = new Line(line.model(), line.score(), part.samples());
                model.classwiseEce()
                        .flatMap(ece -> ece.of(score.score(), position))
                        .ifPresent(ece -> estimate(own, "classwise-ece" + at, exact(ece)));
            }
        }
    }

    private record Line(String model, String score, long samples) {}

    private void calibration(Line line, String at, Calibration calibration) {
        Line own = new Line(line.model(), line.score(), calibration.samples());
        estimate(own, "ece" + at, calibration.ece());
        estimate(own, "adaptive-ece" + at, calibration.adaptiveEce());
        estimate(own, "log-loss" + at, calibration.logLoss());
        estimate(own, "brier" + at, calibration.brier());
    }

    private static Estimate exact(Value value) {
        return Estimate.of(io.demur.metric.Bounds.exact(value));
    }

    /** {@code aurc[mean]} is metric aurc in convention mean. In bounded mode lower and upper are the bounds. */
    private void estimate(Line line, String name, Estimate estimate) {
        int bracket = name.indexOf('[');
        Optional<Interval> range =
                estimate.bounds().isExact() || estimate.bounds().width().isEmpty()
                        ? estimate.interval()
                        : Optional.of(new Interval(
                                estimate.bounds().lower().get(),
                                estimate.bounds().upper().get()));
        Value value = estimate.value();
        text.append(quoted(line.model()))
                .append(',')
                .append(quoted(line.score()))
                .append(',');
        text.append(bracket < 0 ? name : name.substring(0, bracket)).append(',');
        text.append(bracket < 0 ? "" : name.substring(bracket + 1, name.length() - 1))
                .append(',');
        text.append(value.number().isPresent() ? ShortestDecimal.text(value.get()) : "")
                .append(',');
        text.append(range.map(r -> ShortestDecimal.text(r.lower()) + "," + ShortestDecimal.text(r.upper()))
                        .orElse(","))
                .append(',');
        text.append(line.samples()).append(',');
        text.append(
                        value instanceof Value.Undefined undefined
                                ? undefined.reason().code()
                                : "")
                .append('\n');
    }

    static String quoted(String field) {
        boolean plain = field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
    }
}
