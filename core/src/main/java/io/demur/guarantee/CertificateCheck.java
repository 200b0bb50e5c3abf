package io.demur.guarantee;

import io.demur.metric.ScoredLosses;
import java.util.OptionalDouble;

/**
 * Whether fresh data contradict a certificate: the test of "the risk among accepted inputs is at most r" on samples that
 * played no part in choosing or certifying the threshold.
 *
 * @param maxRisk the certified r
 * @param samples number of fresh samples, accepted or not
 * @param accepted number of those accepted
 * @param lossSum sum of the losses of the accepted ones
 * @param pValue the chance of so high a sum if the risk is r: {@code P(Bin(accepted, r) >= lossSum)}, or for losses that are
 *     not 0/1 the Hoeffding-Bentkus bound on it; 1 if nothing is accepted
 */
public record CertificateCheck(MaxRisk maxRisk, long samples, long accepted, double lossSum, double pValue) {
    /** Checks a certificate on fresh samples. */
    public static CertificateCheck of(Certified certified, ScoredLosses fresh) {
        RiskTest test = fresh.binary() ? certified.terms().test() : RiskTest.HOEFFDING_BENTKUS;
        ThresholdCounts counts = ThresholdCounts.of(new double[] {certified.threshold()}, fresh);
        return of(test, certified.terms().maxRisk(), counts);
    }

    /** Checks r on counts at one threshold. */
    public static CertificateCheck of(RiskTest test, MaxRisk maxRisk, ThresholdCounts fresh) {
        if (fresh.size() != 1) {
            throw new IllegalArgumentException("counts at " + fresh.size() + " thresholds, not at one");
        }
        double pValue = test.contraryPValue(fresh.accepted(0), fresh.lossSum(0), maxRisk);
        return new CertificateCheck(maxRisk, fresh.samples(), fresh.accepted(0), fresh.lossSum(0), pValue);
    }

    /** Risk observed among the accepted samples; empty if nothing is accepted. */
    public OptionalDouble observedRisk() {
        return accepted == 0 ? OptionalDouble.empty() : OptionalDouble.of(lossSum / accepted);
    }

    /** Whether so high a risk would be rarer than {@code level} if the certificate were true. */
    public boolean contradicted(double level) {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("the level " + level + " is not in (0,1)");
        }
        return pValue <= level;
    }
}
