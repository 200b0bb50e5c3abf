package io.demur.smoothing;

/**
 * Every number that a {@link Diagnosis} compares its evidence with, in one place, so that its false alarms and
 * detections can be measured and set anew.
 *
 * <p>Shares lie in [0,1]. {@link #usual()} is what the commands use. It was set on models of K = 10 to 100 classes and
 * judged on others; the documentation of {@code diagnose} says on how many, and has the rates. Measure them again before
 * relying on them for models of another kind.
 *
 * @param rows fewest rows from which anything is concluded
 * @param errors fewest errors, and fewest right predictions
 * @param confidence of every interval
 * @param underConfidence by how much the accuracy must exceed the mean confidence, with its whole interval, to be a trace
 *     of smoothing
 * @param imbalance value of {@link LogitOdds} from which it is a second trace beside that one, if its interval also
 *     excludes 0
 * @param signature value of {@link LogitOdds} above which it is a trace alone, with its whole interval; an interval below
 *     means absent
 * @param worthwhileGain share of the AURC of msp; a gain whose interval stays below it is excluded
 * @param poorNaurc normalised AURC from which a ranking is poor, whatever the cause
 * @param topCoverage the share of surest rows whose errors are looked at
 * @param topRisk share of the overall risk that the risk of the surest rows must exceed, with its whole interval, to be
 *     alarming
 * @param tieShare share of the AURC of msp; rounding or ties that cost more are a cause
 */
public record DiagnosisThresholds(
        int rows,
        int errors,
        double confidence,
        double underConfidence,
        double imbalance,
        double signature,
        double worthwhileGain,
        double poorNaurc,
        double topCoverage,
        double topRisk,
        double tieShare) {

    public DiagnosisThresholds {
        if (rows < 2 || errors < 1) {
            throw new IllegalArgumentException("nothing follows from " + rows + " rows and " + errors + " errors");
        }
        requireShare("confidence", confidence);
        requireShare("underConfidence", underConfidence);
        requireShare("worthwhileGain", worthwhileGain);
        requireShare("topCoverage", topCoverage);
        requireShare("topRisk", topRisk);
        requireShare("tieShare", tieShare);
    }

    private static void requireShare(String name, double share) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException(name + " must lie in (0,1), not be " + share);
        }
    }

    /** What the commands use. */
    public static DiagnosisThresholds usual() {
        return new DiagnosisThresholds(200, 20, 0.95, 0.1, 0.3, 0.6, 0.05, 0.4, 0.1, 0.3, 0.1);
    }

    /** The same with intervals of another confidence. */
    public DiagnosisThresholds withConfidence(double other) {
        return new DiagnosisThresholds(
                rows,
                errors,
                other,
                underConfidence,
                imbalance,
                signature,
                worthwhileGain,
                poorNaurc,
                topCoverage,
                topRisk,
                tieShare);
    }
}
