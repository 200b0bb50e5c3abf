package io.demur.report;

import io.demur.io.text.Numbers;
import io.demur.math.Interval;
import io.demur.smoothing.Diagnosis;
import io.demur.smoothing.DiagnosisEvidence.Labelled;
import io.demur.smoothing.ImbalanceIndex;
import java.util.Locale;
import java.util.Optional;

/** A diagnosis in sentences. */
final class DiagnosisWords {
    private DiagnosisWords() {}

    static String headline(Diagnosis diagnosis) {
        String words = diagnosis.verdict().words();
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1) + ". "
                + switch (diagnosis.repair()) {
                    case GAIN_EXPECTED -> "Logit normalisation repairs it, and changes no prediction.";
                    case NO_GAIN -> "Logit normalisation would bring nothing worthwhile.";
                    case UNDECIDED -> "Whether logit normalisation helps takes more rows.";
                    case IMPOSSIBLE -> "Logit normalisation is not possible or cannot be judged here.";
                };
    }

    static String evidence(Diagnosis diagnosis) {
        Optional<Labelled> labelled = diagnosis.evidence().labelled();
        double confidence = diagnosis.thresholds().confidence();
        String signature = labelled.map(Labelled::signature)
                        .filter(d -> d.value().number().isPresent())
                        .map(d -> signature(d, confidence))
                        .orElse("")
                + labelled.map(l -> odds(l, confidence)).orElse("");
        String gain = labelled.flatMap(Labelled::repair)
                .map(g -> "Chosen on one half of the rows and judged on the other, logit normalisation takes AURC[mean]"
                        + " from " + Numbers.metric(g.mspAurc()) + " to " + Numbers.metric(g.normAurc()) + " ("
                        + Words.confidence(confidence) + " interval of the gain "
                        + Numbers.signed(g.gain().lower())
                        + " to " + Numbers.signed(g.gain().upper()) + "). ")
                .orElse("");
        return (signature + gain + "Reasons: "
                        + String.join(
                                ", ",
                                diagnosis.reasons().stream()
                                        .map(reason -> reason.code().replace('-', ' '))
                                        .toList())
                        + ".")
                .strip();
    }

    private static String odds(Labelled labelled, double confidence) {
        return labelled.odds()
                .interval(confidence)
                .map(interval -> "There a logit one standard deviation larger multiplies the odds of an error by "
                        + factor(labelled.odds().value().get())
                        + " (" + Words.confidence(confidence) + " interval "
                        + factor(interval.lower()) + " to " + factor(interval.upper()) + "). ")
                .orElse("");
    }

    private static String factor(double logOdds) {
        return Numbers.fixed(StrictMath.exp(logOdds), 2);
    }

    private static String signature(ImbalanceIndex d, double confidence) {
        Interval interval = d.interval(confidence).orElseThrow();
        return "At equal confidence the largest logit of errors lies "
                + Numbers.fixed(Math.abs(d.value().get()), 2)
                + " standard deviations " + (d.value().get() < 0 ? "below" : "above")
                + " that of right predictions (imbalance index d, "
                + Words.confidence(confidence)
                + " interval " + Numbers.fixed(interval.lower(), 2) + " to " + Numbers.fixed(interval.upper(), 2)
                + ", n = "
                + Numbers.count(d.errors(), "error") + "). ";
    }
}
