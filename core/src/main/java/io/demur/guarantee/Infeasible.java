package io.demur.guarantee;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * No threshold could be certified, and what would be needed. A valid answer, not a failure.
 *
 * @param terms what was asked and how it was tested
 * @param reason why there is no certificate
 * @param acceptedNeededWithoutLoss the number of accepted samples without any loss that would have passed: about
 *     {@code ln(level) / ln(1 - r)}; 10^18 if that or more are needed
 * @param closest the tested candidate with the smallest p-value; empty if none accepts anything
 * @param acceptedNeeded about how many accepted samples would pass at the risk observed at {@code closest}; empty if that
 *     is not below r, or more than 10^9 would be needed
 * @param smallestPassingRisk the smallest r that some tested candidate would have passed: a hint for certifying anew on
 *     fresh data
 * @param sgr what SGR would have chosen, to compare with
 */
public record Infeasible(
        CertificateTerms terms,
        Reason reason,
        long acceptedNeededWithoutLoss,
        Optional<Closest> closest,
        OptionalLong acceptedNeeded,
        OptionalDouble smallestPassingRisk,
        Optional<SgrRule> sgr)
        implements Certification {

    /** Why there is no certificate. */
    public enum Reason {
        /** The tuning sample gave no candidate, because it holds nothing of this group. */
        NO_CANDIDATES,
        /** No tested candidate accepts any certification sample. */
        NOTHING_ACCEPTED,
        /** So small a certification sample could not pass even without any loss. */
        TOO_FEW_SAMPLES,
        /** The risk observed at the closest candidate is not below r. */
        RISK_TOO_HIGH,
        /** The risk observed at the closest candidate is below r, but by too little for so few samples. */
        TOO_LITTLE_EVIDENCE
    }

    /**
     * The tested candidate that came closest.
     *
     * @param threshold accept if the confidence is at least this
     * @param accepted number of certification samples accepted, at least 1
     * @param lossSum sum of their losses
     * @param pValue of "the risk here is above r"
     */
    public record Closest(double threshold, long accepted, double lossSum, double pValue) {
        /** Risk observed among the accepted certification samples. */
        public double observedRisk() {
            return lossSum / accepted;
        }
    }

    @Override
    public String text() {
        return "Infeasible: no threshold is certified to keep the " + terms.riskName() + " among accepted inputs at "
                + Percent.of(terms.maxRisk().value()) + " or less with " + Percent.confidence(terms.delta())
                + " confidence, because " + why() + ".";
    }

    private String why() {
        return switch (reason) {
            case NO_CANDIDATES -> "the tuning sample holds nothing to take a threshold from";
            case NOTHING_ACCEPTED -> "no certification sample was accepted";
            case TOO_FEW_SAMPLES ->
                "even without any loss " + neededWithoutLoss()
                        + " accepted samples are needed and the certification sample holds only "
                        + Percent.count(terms.certificationSamples());
            case RISK_TOO_HIGH -> "it is already " + observed() + " on the certification sample where it came closest";
            case TOO_LITTLE_EVIDENCE ->
                "an observed " + observed() + " on "
                        + Percent.count(closest.map(Closest::accepted).orElse(0L))
                        + " accepted samples is too little evidence; about "
                        + needed() + " accepted samples would be needed";
        };
    }

    private String neededWithoutLoss() {
        return acceptedNeededWithoutLoss >= RiskTest.MANY ? "10^18 or more" : Percent.count(acceptedNeededWithoutLoss);
    }

    private String observed() {
        return closest.map(c -> Percent.rounded(c.observedRisk())).orElse("?");
    }

    private String needed() {
        return acceptedNeeded.isPresent() ? Percent.count(acceptedNeeded.getAsLong()) : "more than 10^9";
    }
}
