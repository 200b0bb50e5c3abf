package io.demur.evaluation;

import io.demur.guarantee.Candidates;
import io.demur.guarantee.Certification;
import io.demur.guarantee.Confidence;
import io.demur.guarantee.CoverageCertification;
import io.demur.guarantee.GroupedCandidates;
import io.demur.guarantee.GroupedCertification;
import io.demur.guarantee.GroupedLosses;
import io.demur.guarantee.MaxRisk;
import io.demur.guarantee.MinCoverage;
import io.demur.guarantee.Procedure;
import io.demur.guarantee.RiskList;
import java.util.Optional;

/**
 * What is to be certified of a fitted score, and how.
 *
 * @param procedure how thresholds share the error
 * @param goal what is asked
 * @param confidence of the certificate
 */
public record CertificationPlan(Procedure procedure, Goal goal, Confidence confidence) {

    /** The question a certificate answers. */
    public sealed interface Goal {}

    /**
     * The most may be answered whose risk is at most this.
     *
     * @param value the risk
     */
    public record AtRisk(MaxRisk value) implements Goal {}

    /**
     * This share must be answered; the smallest risk of a list that holds is wanted. Not for groups.
     *
     * @param value the share
     * @param risks fixed beforehand
     */
    public record AtCoverage(MinCoverage value, RiskList risks) implements Goal {}

    /**
     * One rule for all rows.
     *
     * @throws io.demur.logits.InputException if too many rows of the sample tuned, see {@link FittedScore#shared}
     */
    public FitOutcome certify(FittedScore fitted, ScoredSample sample) {
        int shared = fitted.shared(sample);
        if (goal instanceof AtCoverage coverage) {
            Candidates single = coverage.value().candidate(fitted.tuning().losses(), fitted.test());
            CoverageCertification found =
                    coverage.value().certify(single, sample.losses(), coverage.risks(), confidence);
            return new FitOutcome(fitted, sample, shared, found.certification(), Optional.of(found), Optional.empty());
        }
        Certification found = procedure.certify(
                Candidates.from(fitted.tuning().losses(), fitted.test()), sample.losses(), risk(), confidence);
        return new FitOutcome(fitted, sample, shared, found, Optional.empty(), Optional.empty());
    }

    /**
     * A rule for each group.
     *
     * @param tuning the rows that tuned, with their groups
     * @param certification the rows of the sample, with groups numbered alike
     * @throws io.demur.logits.InputException if too many rows of the sample tuned, see {@link FittedScore#shared}
     */
    public FitOutcome certify(
            FittedScore fitted, ScoredSample sample, GroupedLosses tuning, GroupedLosses certification) {
        int shared = fitted.shared(sample);
        GroupedCertification each = procedure.certifyGroups(
                GroupedCandidates.from(tuning, fitted.test()), certification, risk(), confidence);
        return new FitOutcome(fitted, sample, shared, each.pooled(), Optional.empty(), Optional.of(each));
    }

    private MaxRisk risk() {
        if (goal instanceof AtRisk risk) {
            return risk.value();
        }
        throw new IllegalArgumentException("groups are certified at a risk, not at a coverage");
    }
}
