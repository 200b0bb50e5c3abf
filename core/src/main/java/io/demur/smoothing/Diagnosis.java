package io.demur.smoothing;

import io.demur.math.Interval;
import io.demur.smoothing.DiagnosisEvidence.Gain;
import io.demur.smoothing.DiagnosisEvidence.Labelled;
import io.demur.smoothing.DiagnosisEvidence.RowEvidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether the confidence of a model ranks its mistakes as it should, whether label smoothing is the likely cause where it
 * does not, and whether logit normalisation repairs it: a function of the measured evidence and of thresholds.
 *
 * <p>In this order:
 *
 * <ol>
 *   <li>No labels, one label only, no errors, only errors, too few rows or errors, probabilities given as logits, or flat rows:
 *       {@link Verdict#CANNOT_TELL}, with all reasons that hold.
 *   <li>The <em>signature</em> of label smoothing is present where the model is under-confident and at equal confidence a
 *       larger logit makes an error likelier ({@link LogitOdds}), or where it does so strongly; absent where that interval
 *       stays below the threshold.
 *   <li>The ranking is <em>broken</em> if the gain of logit normalisation is proven (its interval is above 0), the
 *       normalised AURC is poor, the surest rows are wrong too often, ties cost too much of the AURC, or the signature is
 *       present and a worthwhile gain is not excluded: then the logits hold a better ranking than that of the confidence.
 *       The signature names the cause: {@link Verdict#BROKEN_BY_SMOOTHING} where it is present,
 *       {@link Verdict#BROKEN_OTHERWISE} where it is absent, {@link Verdict#BROKEN_CAUSE_UNDECIDED} elsewhere.
 *   <li>Otherwise it is {@link Verdict#FINE} where a worthwhile gain is excluded or the signature is absent, and
 *       {@link Verdict#CANNOT_TELL} where more rows would have to decide.
 *   <li>With two classes neither the signature nor the repair exists, so nothing but the other alarms of step 3 can be found, and no cause; without
 *       an alarm {@link Verdict#CANNOT_TELL}.
 * </ol>
 *
 * <p>The signature is a trace, not a proof: it says that errors carry larger logits than right predictions of equal
 * confidence, which label smoothing causes, and Mixup and its kin too.
 *
 * @param verdict the answer
 * @param reasons what led to it, the deciding ones first
 * @param repair whether logit normalisation helps
 * @param evidence what was measured
 * @param thresholds what it was compared with
 */
public record Diagnosis(
        Verdict verdict,
        List<Reason> reasons,
        Repair repair,
        DiagnosisEvidence evidence,
        DiagnosisThresholds thresholds) {

    /** The answer. */
    public enum Verdict {
        /** Nothing better was found, and nothing alarming. */
        FINE("ranking fine"),
        /** Mistakes are ranked badly, and the logits bear the trace of label smoothing. */
        BROKEN_BY_SMOOTHING("ranking broken, label-smoothing signature present"),
        /** Mistakes are ranked badly, and that trace is absent. */
        BROKEN_OTHERWISE("ranking broken, other cause"),
        /** Mistakes are ranked badly, and the rows or the number of classes do not show whether that trace is there. */
        BROKEN_CAUSE_UNDECIDED("ranking broken, cause undecided"),
        /** The rows do not allow an answer. */
        CANNOT_TELL("cannot tell");

        private final String words;

        Verdict(String words) {
            this.words = words;
        }

        /** In a few words. */
        public String words() {
            return words;
        }
    }

    /** Whether dividing the logits by their norm helps. */
    public enum Repair {
        /** The gain is larger than its uncertainty. */
        GAIN_EXPECTED,
        /** A worthwhile gain is excluded: there is nothing to repair. */
        NO_GAIN,
        /** The rows neither prove nor exclude a gain. */
        UNDECIDED,
        /** It cannot work, or cannot be measured; the reasons say why. */
        IMPOSSIBLE
    }

    /** What spoke for a verdict, or stood in its way. */
    public enum Reason {
        /** There are no labels. */
        NO_LABELS,
        /** There are fewer rows than are needed. */
        TOO_FEW_ROWS,
        /** No prediction is wrong. */
        NO_ERRORS,
        /** Every prediction is wrong. */
        ONLY_ERRORS,
        /** There are fewer errors, or fewer right predictions, than are needed. */
        TOO_FEW_ERRORS,
        /** One class only occurs among the labels. */
        ONE_CLASS,
        /** Every row given as logits looks like probabilities. */
        PROBABILITIES,
        /** Every row is flat. */
        ALL_FLAT,
        /** With two classes there is no signature to see and no norm to divide by. */
        TWO_CLASSES,
        /** The gain of logit normalisation is larger than its uncertainty. */
        GAIN_PROVEN,
        /** A worthwhile gain is excluded. */
        GAIN_EXCLUDED,
        /** A worthwhile gain is neither proven nor excluded. */
        GAIN_UNDECIDED,
        /** Errors carry larger logits at equal confidence, and the model is under-confident or the effect is strong. */
        SIGNATURE_PRESENT,
        /** They do not, or hardly: the interval of the effect stays below its threshold. */
        SIGNATURE_ABSENT,
        /** Neither of the two. */
        SIGNATURE_UNDECIDED,
        /** The normalised AURC is poor. */
        RANKING_POOR,
        /** The risk of the surest rows does not fall as it should. */
        SUREST_ROWS_WRONG,
        /** Rows of equal confidence cost much. */
        TIES,
        /** Rounding the probability to float32 costs much. */
        SATURATION;

        /** As machines read it. */
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public Diagnosis {
        reasons = List.copyOf(reasons);
    }

    /** The diagnosis that evidence allows. */
    public static Diagnosis of(DiagnosisEvidence evidence, DiagnosisThresholds thresholds) {
        List<Reason> obstacles = obstacles(evidence, thresholds);
        if (!obstacles.isEmpty() || evidence.labelled().isEmpty()) {
            if (evidence.rows().classes() == 2) {
                obstacles.add(Reason.TWO_CLASSES);
            }
            return new Diagnosis(Verdict.CANNOT_TELL, obstacles, Repair.IMPOSSIBLE, evidence, thresholds);
        }
        Labelled labelled = evidence.labelled().get();
        List<Reason> reasons = alarms(labelled, thresholds);
        boolean broken = !reasons.isEmpty();
        if (evidence.rows().classes() == 2) {
            reasons.add(Reason.TWO_CLASSES);
            Verdict verdict = broken ? Verdict.BROKEN_CAUSE_UNDECIDED : Verdict.CANNOT_TELL;
            return new Diagnosis(verdict, with(reasons, labelled, thresholds), Repair.IMPOSSIBLE, evidence, thresholds);
        }
        Reason gain = gain(labelled, thresholds);
        Reason signature = signature(labelled, thresholds);
        boolean traced = signature == Reason.SIGNATURE_PRESENT && gain != Reason.GAIN_EXCLUDED;
        boolean worse = broken || gain == Reason.GAIN_PROVEN || traced;
        reasons.add(worse ? 0 : reasons.size(), gain);
        reasons.add(traced ? 0 : reasons.size(), signature);
        Verdict verdict = worse ? cause(signature) : unbroken(gain, signature);
        return new Diagnosis(
                verdict, with(reasons, labelled, thresholds), repair(labelled, gain), evidence, thresholds);
    }

    private static Verdict cause(Reason signature) {
        return switch (signature) {
            case SIGNATURE_PRESENT -> Verdict.BROKEN_BY_SMOOTHING;
            case SIGNATURE_ABSENT -> Verdict.BROKEN_OTHERWISE;
            default -> Verdict.BROKEN_CAUSE_UNDECIDED;
        };
    }

    private static Verdict unbroken(Reason gain, Reason signature) {
        boolean fine = gain == Reason.GAIN_EXCLUDED || signature == Reason.SIGNATURE_ABSENT;
        return fine ? Verdict.FINE : Verdict.CANNOT_TELL;
    }

    /** What forbids any answer. */
    private static List<Reason> obstacles(DiagnosisEvidence evidence, DiagnosisThresholds thresholds) {
        RowEvidence rows = evidence.rows();
        List<Reason> reasons = new ArrayList<>();
        add(reasons, rows.probabilities() == rows.count(), Reason.PROBABILITIES);
        add(reasons, rows.flat() == rows.count(), Reason.ALL_FLAT);
        add(reasons, evidence.labelled().isEmpty(), Reason.NO_LABELS);
        add(reasons, rows.count() < thresholds.rows(), Reason.TOO_FEW_ROWS);
        evidence.labelled().ifPresent(labelled -> {
            int right = rows.count() - labelled.errors();
            add(reasons, labelled.labelClasses() == 1, Reason.ONE_CLASS);
            add(reasons, labelled.errors() == 0, Reason.NO_ERRORS);
            add(reasons, right == 0, Reason.ONLY_ERRORS);
            int fewer = Math.min(right, labelled.errors());
            add(reasons, fewer > 0 && fewer < thresholds.errors(), Reason.TOO_FEW_ERRORS);
        });
        return reasons;
    }

    /** What shows a broken ranking without a better one beside it. */
    private static List<Reason> alarms(Labelled labelled, DiagnosisThresholds thresholds) {
        List<Reason> reasons = new ArrayList<>();
        boolean poor = labelled.naurc().number().isPresent() && labelled.naurc().get() > thresholds.poorNaurc();
        add(reasons, poor, Reason.RANKING_POOR);
        double risk = 1 - labelled.calibration().accuracy();
        boolean alarming = labelled.surest().risk().lower() > thresholds.topRisk() * risk;
        add(reasons, alarming, Reason.SUREST_ROWS_WRONG);
        double ties = labelled.excess().get(0).ties();
        add(reasons, ties > thresholds.tieShare() * labelled.aurc(), Reason.TIES);
        return reasons;
    }

    /** Rounding is no fault of the logits, so it is told and decides nothing. */
    private static List<Reason> with(List<Reason> reasons, Labelled labelled, DiagnosisThresholds thresholds) {
        double rounding = labelled.excess().get(0).saturation();
        add(reasons, rounding > thresholds.tieShare() * labelled.aurc(), Reason.SATURATION);
        return reasons;
    }

    private static Reason gain(Labelled labelled, DiagnosisThresholds thresholds) {
        Optional<Gain> gain = labelled.repair();
        if (gain.isEmpty()) {
            return Reason.GAIN_UNDECIDED;
        }
        Interval interval = gain.get().gain();
        if (interval.lower() > 0) {
            return Reason.GAIN_PROVEN;
        }
        boolean excluded = interval.upper() < thresholds.worthwhileGain() * labelled.aurc();
        return excluded ? Reason.GAIN_EXCLUDED : Reason.GAIN_UNDECIDED;
    }

    private static Reason signature(Labelled labelled, DiagnosisThresholds thresholds) {
        Optional<Interval> interval = labelled.odds().interval(thresholds.confidence());
        if (interval.isEmpty()) {
            return Reason.SIGNATURE_UNDECIDED;
        }
        boolean underConfident = labelled.calibration().underConfidence().lower() > thresholds.underConfidence();
        boolean imbalanced = labelled.odds().value().get() > thresholds.imbalance()
                && interval.get().lower() > 0;
        boolean strong = interval.get().lower() > thresholds.signature();
        if (strong || (underConfident && imbalanced)) {
            return Reason.SIGNATURE_PRESENT;
        }
        boolean absent = interval.get().upper() < thresholds.signature();
        return absent ? Reason.SIGNATURE_ABSENT : Reason.SIGNATURE_UNDECIDED;
    }

    private static Repair repair(Labelled labelled, Reason gain) {
        if (labelled.repair().isEmpty()) {
            return Repair.IMPOSSIBLE;
        }
        return switch (gain) {
            case GAIN_PROVEN -> Repair.GAIN_EXPECTED;
            case GAIN_EXCLUDED -> Repair.NO_GAIN;
            default -> Repair.UNDECIDED;
        };
    }

    private static void add(List<Reason> reasons, boolean holds, Reason reason) {
        if (holds) {
            reasons.add(reason);
        }
    }
}
