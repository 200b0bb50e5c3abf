package io.demur.cli;

import io.demur.io.text.Numbers;
import io.demur.math.Interval;
import io.demur.smoothing.AurcExcess;
import io.demur.smoothing.Diagnosis;
import io.demur.smoothing.Diagnosis.Reason;
import io.demur.smoothing.Diagnosis.Repair;
import io.demur.smoothing.Diagnosis.Verdict;
import io.demur.smoothing.DiagnosisEvidence.Calibration;
import io.demur.smoothing.DiagnosisEvidence.Gain;
import io.demur.smoothing.DiagnosisEvidence.Labelled;
import io.demur.smoothing.DiagnosisEvidence.RowEvidence;
import io.demur.smoothing.DiagnosisEvidence.Surest;
import io.demur.smoothing.DiagnosisThresholds;
import io.demur.smoothing.LogitOdds;
import io.demur.smoothing.Saturation;
import java.util.Optional;

/** A diagnosis in plain words: the verdict, what repair promises, the reasons with their numbers, and all evidence. */
final class DiagnosisText {
    private static final int MARGIN = 13;

    private final Diagnosis diagnosis;
    private final RowEvidence rows;
    private final DiagnosisThresholds thresholds;
    private final StringBuilder text = new StringBuilder();

    private DiagnosisText(Diagnosis diagnosis) {
        this.diagnosis = diagnosis;
        this.rows = diagnosis.evidence().rows();
        this.thresholds = diagnosis.thresholds();
    }

    static String of(Diagnosis diagnosis) {
        DiagnosisText text = new DiagnosisText(diagnosis);
        text.line("Verdict", diagnosis.verdict().words());
        text.line("Repair", text.repair());
        String title = "Because";
        for (Reason reason : diagnosis.reasons()) {
            text.line(title, text.because(reason));
            title = "";
        }
        text.text.append('\n');
        text.rows();
        diagnosis.evidence().labelled().ifPresent(text::ranking);
        text.logits();
        diagnosis.evidence().labelled().ifPresent(text::index);
        diagnosis.evidence().labelled().map(Labelled::calibration).ifPresent(text::calibration);
        text.next();
        return text.text.toString();
    }

    private String repair() {
        Optional<Gain> measured = diagnosis.evidence().labelled().flatMap(Labelled::repair);
        if (diagnosis.repair() == Repair.IMPOSSIBLE || measured.isEmpty()) {
            return impossible();
        }
        Gain gain = measured.get();
        return switch (diagnosis.repair()) {
            case GAIN_EXPECTED ->
                "repairable by logit normalisation, no prediction changes: " + areas(gain, "becomes") + "; "
                        + coverage(gain);
            case NO_GAIN ->
                "nothing to repair: by logit normalisation " + areas(gain, "would become") + "; " + coverage(gain);
            default ->
                "not decided, more labelled rows would have to tell: by logit normalisation " + areas(gain, "becomes")
                        + "; " + coverage(gain);
        };
    }

    private String impossible() {
        if (rows.classes() == 2) {
            return "not repairable by logit normalisation, because with two classes the normalised score is the same"
                    + " for every row";
        }
        if (diagnosis.reasons().contains(Reason.NO_ERRORS)) {
            return "nothing to repair in these rows, because there is no error to rank";
        }
        if (diagnosis.reasons().contains(Reason.NO_LABELS)) {
            return "not known, because the gain can only be measured with labels";
        }
        return "not known, because these rows do not allow to measure the gain";
    }

    private String areas(Gain gain, String becomes) {
        return "AURC[mean] " + Numbers.metric(gain.mspAurc()) + " " + becomes + " " + Numbers.metric(gain.normAurc())
                + ", a gain of " + Numbers.signed(gain.aurcGain()) + " (" + level() + " CI "
                + Numbers.signed(gain.gain().lower()) + " to "
                + Numbers.signed(gain.gain().upper()) + ")";
    }

    private String coverage(Gain gain) {
        double points = 100 * (gain.normCoverage() - gain.mspCoverage());
        String interval = gain.coverageGain()
                .map(ends -> ", " + level() + " CI " + sign(100 * ends.lower()) + " to " + sign(100 * ends.upper())
                        + " by bootstrap")
                .orElse("");
        return "answers at " + Numbers.plainPercent(gain.risk()) + " risk "
                + Numbers.percent(gain.mspCoverage(), 1) + " become " + Numbers.percent(gain.normCoverage(), 1) + " ("
                + sign(points) + " points" + interval + ")";
    }

    private static String sign(double points) {
        String digits = Numbers.fixed(points, 1);
        return digits.startsWith("-") ? digits : "+" + digits;
    }

    private String level() {
        return Numbers.plainPercent(thresholds.confidence());
    }

    private String because(Reason reason) {
        return switch (reason) {
            case NO_LABELS -> "there are no labels, so errors cannot be told from right predictions";
            case TOO_FEW_ROWS ->
                "there are " + Numbers.count(rows.count(), "row") + ", and " + thresholds.rows() + " are needed";
            case NO_ERRORS -> "no prediction is wrong, so there is nothing to rank";
            case ONLY_ERRORS ->
                "every prediction is wrong; are the labels those of these rows, and the classes in the same order?";
            case TOO_FEW_ERRORS ->
                Numbers.count(errors(), "error") + " and "
                        + Numbers.count(rows.count() - errors(), "right prediction") + " are too few: "
                        + thresholds.errors() + " of each are needed";
            case ONE_CLASS -> "every label is of the same class, which says nothing about the others";
            case PROBABILITIES -> "the rows sum to 1 like probabilities; if they are, say --input probabilities";
            case ALL_FLAT -> "in every row all logits are equal, so no score can rank";
            case TWO_CLASSES ->
                "with two classes confidence is all that a row tells: no trace of label smoothing can be seen in it,"
                        + " and none is excluded";
            case GAIN_PROVEN -> "another ranking of the same logits is better by more than its uncertainty";
            case GAIN_EXCLUDED ->
                "a gain of " + Numbers.plainPercent(thresholds.worthwhileGain()) + " of AURC[mean] or more is excluded";
            case GAIN_UNDECIDED ->
                "whether another ranking of these logits is better cannot be told from so few errors";
            case SIGNATURE_PRESENT ->
                "at equal confidence the max logit of errors is higher than that of right answers: " + odds() + "; "
                        + surplus();
            case SIGNATURE_ABSENT -> "no signature of label smoothing: at equal confidence " + odds();
            case SIGNATURE_UNDECIDED ->
                "a signature of label smoothing is neither shown nor excluded: at equal confidence " + odds() + "; "
                        + surplus();
            case RANKING_POOR ->
                "NAURC[mean] is above " + thresholds.poorNaurc() + " (0 is a perfect ranking, 1 a constant)";
            case SUREST_ROWS_WRONG ->
                "the risk of the surest " + Numbers.plainPercent(thresholds.topCoverage()) + " stays above "
                        + Numbers.plainPercent(thresholds.topRisk()) + " of the overall risk";
            case TIES -> "rows of equal confidence cost more than " + tieShare() + " of AURC[mean]";
            case SATURATION ->
                "computed in float32, saturated confidences cost more than " + tieShare()
                        + " of AURC[mean]; keep the logits, not the probabilities";
        };
    }

    private String tieShare() {
        return Numbers.plainPercent(thresholds.tieShare());
    }

    private int errors() {
        return diagnosis.evidence().labelled().map(Labelled::errors).orElse(0);
    }

    /** What a larger logit does to the odds of an error. */
    private String odds() {
        Optional<LogitOdds> odds = diagnosis.evidence().labelled().map(Labelled::odds);
        Optional<Interval> interval = odds.flatMap(o -> o.interval(thresholds.confidence()));
        if (interval.isEmpty()) {
            return "it takes errors and right predictions of equal confidence";
        }
        return "a max logit one standard deviation larger multiplies the odds of an error by "
                + factor(odds.get().value().get()) + " (" + level() + " CI "
                + factor(interval.get().lower()) + " to "
                + factor(interval.get().upper()) + ")";
    }

    private static String factor(double logOdds) {
        return Numbers.fixed(StrictMath.exp(logOdds), 2);
    }

    private String surplus() {
        Calibration calibration =
                diagnosis.evidence().labelled().map(Labelled::calibration).orElseThrow();
        double points = 100 * (calibration.accuracy() - calibration.meanConfidence());
        return "mean confidence lies " + Numbers.fixed(Math.abs(points), 1) + " points "
                + (points < 0 ? "above" : "below") + " the accuracy";
    }

    private void index(Labelled labelled) {
        labelled.signature()
                .interval(thresholds.confidence())
                .ifPresent(interval -> line(
                        "Index d",
                        Numbers.fixed(labelled.signature().value().get(), 2) + ", " + level() + " CI "
                                + Numbers.fixed(interval.lower(), 2) + " to " + Numbers.fixed(interval.upper(), 2)
                                + ": standard deviations by which the max logit of errors exceeds that of right"
                                + " predictions, over "
                                + Numbers.count(labelled.signature().errors(), "error")));
    }

    private void rows() {
        String errors = diagnosis
                .evidence()
                .labelled()
                .map(l -> ", " + Numbers.count(l.errors(), "error") + " ("
                        + Numbers.percent((double) l.errors() / rows.count(), 2) + ")")
                .orElse(", no labels");
        line(
                "Rows",
                Numbers.count(rows.count()) + " of " + Numbers.count(rows.classes()) + " classes, " + rows.dtype()
                        + errors);
    }

    private void ranking(Labelled labelled) {
        line(
                "Ranking",
                "AURC[mean] " + Numbers.metric(labelled.aurc()) + ", NAURC[mean] " + Numbers.metric(labelled.naurc())
                        + ", AUROC_f " + Numbers.metric(labelled.auroc()) + ", by msp");
        AurcExcess excess = labelled.excess().get(0);
        if (excess.total() > 0) {
            line(
                    "Excess",
                    Numbers.metric(excess.total()) + " above a perfect ranking, if confidence is stored as "
                            + excess.precision() + ": wrong order " + Numbers.metric(excess.order()) + ", equal rows "
                            + Numbers.metric(excess.ties()) + ", rounding " + Numbers.metric(excess.saturation()));
        }
        Surest surest = labelled.surest();
        line(
                "Surest",
                Numbers.count(surest.errors(), "error") + " among the "
                        + Numbers.count(surest.rows(), "surest row") + " (risk "
                        + Numbers.percent((double) surest.errors() / surest.rows(), 2) + ", " + level() + " CI "
                        + Numbers.percent(surest.risk().lower(), 2) + " to "
                        + Numbers.percent(surest.risk().upper(), 2) + ")");
        labelled.repair()
                .ifPresent(gain -> line(
                        "Gain",
                        "cross-fitted: "
                                + EvaluationTable.shortName(gain.scores().get(0).toString())
                                + " chosen on one half and judged on the other, "
                                + EvaluationTable.shortName(gain.scores().get(1).toString())
                                + " the other way round (seed " + gain.seed() + ")"));
    }

    private void logits() {
        line(
                "Max logit",
                "centred: mean " + Numbers.fixed(rows.maxLogit().mean(), 2) + ", standard deviation "
                        + Numbers.fixed(rows.maxLogit().deviation(), 2) + ", from "
                        + Numbers.fixed(rows.maxLogit().least(), 2) + " to "
                        + Numbers.fixed(rows.maxLogit().greatest(), 2));
        for (Saturation saturation : diagnosis.evidence().saturation()) {
            line(
                    saturation.precision().toString(),
                    "would make the confidence of " + Numbers.percent(saturation.atOne(), 1)
                            + " of the rows exactly 1, and tie " + Numbers.percent(saturation.tied(), 1));
        }
        if (rows.flat() > 0) {
            line("Flat", Numbers.count(rows.flat(), "row") + " with all logits equal");
        }
        if (rows.logProbabilities() == rows.count()) {
            line("Input", "the rows are log-probabilities, which rank as the logits they come from");
        }
    }

    private void calibration(Calibration calibration) {
        line(
                "Calibration",
                "ECE " + Numbers.metric(calibration.ece()) + ", mean confidence "
                        + Numbers.percent(calibration.meanConfidence(), 1) + " at an accuracy of "
                        + Numbers.percent(calibration.accuracy(), 1) + "; it changes no ranking");
    }

    private void next() {
        boolean repairable = diagnosis.repair() == Repair.GAIN_EXPECTED;
        if (repairable || diagnosis.verdict() == Verdict.FINE) {
            text.append('\n');
            line(
                    "Next",
                    "demur fit LOGITS LABELS --max-risk 0.02 -o selector.json    "
                            + (repairable ? "repairs and certifies" : "certifies a threshold"));
        }
    }

    /** A title and words behind it, broken into lines that keep the margin. */
    private void line(String title, String words) {
        StringBuilder line = new StringBuilder(title).append(" ".repeat(MARGIN - title.length()));
        int column = MARGIN;
        for (String word : words.split(" ", -1)) {
            if (column > MARGIN && column + 1 + word.length() > TextTable.WIDTH) {
                text.append(line.toString().stripTrailing()).append('\n');
                line = new StringBuilder(" ".repeat(MARGIN));
                column = MARGIN;
            } else if (column > MARGIN) {
                line.append(' ');
                column++;
            }
            line.append(word);
            column += word.length();
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }
}
