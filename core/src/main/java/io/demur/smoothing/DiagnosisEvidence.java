package io.demur.smoothing;

import io.demur.math.Interval;
import io.demur.metric.Value;
import io.demur.score.Score;
import java.util.List;
import java.util.Optional;

/**
 * All that was measured for a diagnosis.
 *
 * @param rows what the logits themselves show
 * @param saturation what rounding to float32 and float16 loses, in that order
 * @param labelled what needs labels; empty if there are none
 */
public record DiagnosisEvidence(RowEvidence rows, List<Saturation> saturation, Optional<Labelled> labelled) {

    public DiagnosisEvidence {
        saturation = List.copyOf(saturation);
    }

    /**
     * What the logits show without labels.
     *
     * @param count number of rows that took part
     * @param ignored rows whose label was to be ignored
     * @param skipped rows that were not finite and left out
     * @param repeated rows that repeat another, label included
     * @param classes number of classes {@code K}
     * @param dtype number type of the source, as numpy names it
     * @param flat rows whose logits are all equal
     * @param probabilities rows that lie in [0,1] and sum to 1
     * @param logProbabilities rows whose exponentials sum to 1 within 0.001
     * @param maxLogit the largest centred logit of the rows
     */
    public record RowEvidence(
            int count,
            long ignored,
            long skipped,
            int repeated,
            int classes,
            String dtype,
            long flat,
            long probabilities,
            long logProbabilities,
            Spread maxLogit) {}

    /**
     * How some numbers are spread.
     *
     * @param mean of all
     * @param deviation standard deviation of a sample; 0 for one number
     * @param least the smallest
     * @param greatest the largest
     */
    public record Spread(double mean, double deviation, double least, double greatest) {}

    /**
     * What needs labels.
     *
     * @param dataDigest digest of logits and labels, whatever the order of the rows
     * @param errors rows predicted wrong
     * @param labelClasses number of classes that occur among the labels
     * @param aurc AURC in convention {@code mean} of msp
     * @param naurc the same, normalised; lower is better
     * @param auroc AUROC_f of msp, higher is better
     * @param signature the imbalance index
     * @param odds what a larger logit does to the odds of an error at equal confidence
     * @param surest errors among the surest rows
     * @param excess where the area above a perfect ranking comes from, if msp is stored as float32 and float16
     * @param calibration of the softmax probability; has no part in the ranking
     * @param repair what logit normalisation gains; empty where it cannot be measured
     */
    public record Labelled(
            String dataDigest,
            int errors,
            int labelClasses,
            double aurc,
            Value naurc,
            Value auroc,
            ImbalanceIndex signature,
            LogitOdds odds,
            Surest surest,
            List<AurcExcess> excess,
            Calibration calibration,
            Optional<Gain> repair) {

        public Labelled {
            excess = List.copyOf(excess);
        }
    }

    /**
     * The rows of highest confidence.
     *
     * @param coverage their share, the smallest attainable that is not below the one asked for
     * @param rows their number
     * @param errors those among them that are wrong
     * @param risk the interval of their risk, exact binomial
     */
    public record Surest(double coverage, long rows, long errors, Interval risk) {}

    /**
     * How far the probability of the prediction is from a frequency.
     *
     * @param ece top-label calibration error, 15 equal-width bins
     * @param meanConfidence mean maximum softmax probability
     * @param accuracy share predicted right
     * @param underConfidence interval of {@code accuracy - meanConfidence}; above 0 the model is less sure than it is right
     */
    public record Calibration(double ece, double meanConfidence, double accuracy, Interval underConfidence) {}

    /**
     * What logit normalisation gains over msp, cross-fitted: the rows are divided in two halves by their content, the
     * order p is chosen on each half and judged on the other.
     *
     * @param seed of the halves and of the resamples
     * @param scores chosen on the first and on the second half
     * @param mspAurc AURC[mean] of msp, mean of the halves by their rows
     * @param normAurc the same of the score that the other half chose
     * @param gain interval of {@code mspAurc - normAurc}, analytic, paired; positive is better
     * @param risk for which coverage is compared
     * @param mspCoverage coverage at that risk by msp, empirical, mean of the halves
     * @param normCoverage the same of the chosen score
     * @param coverageGain interval of the difference, from resamples; empty if none were drawn
     */
    public record Gain(
            long seed,
            List<Score> scores,
            double mspAurc,
            double normAurc,
            Interval gain,
            double risk,
            double mspCoverage,
            double normCoverage,
            Optional<Interval> coverageGain) {

        public Gain {
            scores = List.copyOf(scores);
        }

        /** How much smaller the AURC becomes. */
        public double aurcGain() {
            return mspAurc - normAurc;
        }
    }
}
