package io.demur.evaluation;

import io.demur.metric.RiskCoverageCurve;

/** Every number of a result as text, for comparing two of them to the last digit. */
final class Digits {
    private Digits() {}

    static String of(Evaluation evaluation) {
        StringBuilder text = new StringBuilder();
        text.append(evaluation.classes()).append(' ').append(evaluation.samples());
        text.append(' ').append(evaluation.ignored()).append(' ').append(evaluation.skipped());
        text.append('\n').append(evaluation.dataDigest()).append('\n').append(evaluation.error());
        text.append('\n').append(evaluation.calibration()).append('\n').append(evaluation.warnings());
        for (ScoreEvaluation score : evaluation.scores()) {
            text.append('\n').append(score.score()).append(' ').append(score.metrics());
            text.append('\n').append(score.coveragesAtRisk()).append(score.risksAtCoverage());
            text.append('\n').append(score.calibrationOfAccepted()).append(score.reasons());
            append(text, score.outline());
        }
        return text.toString();
    }

    private static void append(StringBuilder text, RiskCoverageCurve curve) {
        for (int point = 0; point < curve.points(); point++) {
            text.append('\n').append(curve.confidence(point)).append(' ').append(curve.accepted(point));
            text.append(' ').append(curve.loss(point));
        }
    }
}
