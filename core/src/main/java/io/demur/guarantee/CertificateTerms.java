package io.demur.guarantee;

/**
 * What was asked, how it was tested and on how many samples.
 *
 * @param maxRisk the r stated beforehand: only this is guaranteed
 * @param delta the chance of a false certificate: 1 - confidence, or this certificate's share of it
 * @param procedure how the candidates share delta
 * @param test how one candidate is tested
 * @param tuningSamples size of the sample that fixed the candidates; 0 if the caller gave them
 * @param certificationSamples size of the sample that was counted, accepted or not
 * @param candidates number of candidate thresholds
 */
public record CertificateTerms(
        MaxRisk maxRisk,
        double delta,
        Procedure procedure,
        RiskTest test,
        long tuningSamples,
        long certificationSamples,
        int candidates) {
    /** What the risk is called for this kind of loss. */
    public String riskName() {
        return test == RiskTest.EXACT_BINOMIAL ? "error rate" : "mean loss";
    }
}
