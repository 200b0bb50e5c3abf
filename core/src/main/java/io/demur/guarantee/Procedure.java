package io.demur.guarantee;

import io.demur.logits.InputException;
import io.demur.metric.ScoredLosses;
import java.util.List;
import java.util.Optional;

/**
 * How several candidate thresholds are tested with one delta, so that the chance of certifying any candidate whose true
 * risk is above r stays at most delta.
 *
 * <p>The text of a procedure is its provenance: {@code fixed-sequence}, {@code fixed-sequence:starts=3},
 * {@code bonferroni-holm}; {@link #parse} undoes {@code toString()}.
 */
public sealed interface Procedure permits FixedSequence, BonferroniHolm {
    /**
     * Certifies the candidate of the largest coverage that the procedure allows.
     *
     * @throws InputException if the candidates are tested for errors and a loss is neither 0 nor 1
     */
    default Certification certify(
            Candidates candidates, ScoredLosses certification, MaxRisk maxRisk, Confidence confidence) {
        Spending spending = new Spending(this, maxRisk, confidence.delta());
        return Certifier.certify(spending, candidates, certification);
    }

    /** As above from counts, where the sample is too large to hold or spread over machines; without the SGR column. */
    default Certification certify(
            Candidates candidates, ThresholdCounts certification, MaxRisk maxRisk, Confidence confidence) {
        Spending spending = new Spending(this, maxRisk, confidence.delta());
        return Certifier.certify(spending, candidates, certification, Optional.empty());
    }

    /**
     * Certifies every r of a list fixed beforehand, smallest first, with an equal share of delta each: all the
     * certificates hold together with the given confidence.
     */
    default List<Certification> certifyEach(
            Candidates candidates, ScoredLosses certification, RiskList risks, Confidence confidence) {
        return risks.values().stream()
                .map(r -> new Spending(this, r, confidence.delta()).shared(risks.size()))
                .map(spending -> Certifier.certify(spending, candidates, certification))
                .toList();
    }

    /**
     * Certifies one threshold per group, with an equal share of delta each: the certificates of all groups hold together
     * with the given confidence. A column of the data, or the predicted class, can be the group.
     *
     * @throws InputException if the two samples do not have the same groups
     */
    default GroupedCertification certifyGroups(
            GroupedLosses tuning, GroupedLosses certification, MaxRisk maxRisk, Confidence confidence) {
        return certifyGroups(GroupedCandidates.from(tuning), certification, maxRisk, confidence);
    }

    /** As above with candidates at hand, where a loss that is not 0/1 may happen to look so on the tuning sample. */
    default GroupedCertification certifyGroups(
            GroupedCandidates candidates, GroupedLosses certification, MaxRisk maxRisk, Confidence confidence) {
        return GroupedCertification.of(new Spending(this, maxRisk, confidence.delta()), candidates, certification);
    }

    /** The procedure that a text names. */
    static Procedure parse(String text) {
        if (text.equals(BonferroniHolm.NAME)) {
            return new BonferroniHolm();
        }
        if (text.equals(FixedSequence.NAME)) {
            return FixedSequence.DEFAULT;
        }
        String prefix = FixedSequence.NAME + ":starts=";
        if (text.startsWith(prefix) && text.substring(prefix.length()).matches("[1-9][0-9]{0,2}")) {
            return new FixedSequence(Integer.parseInt(text.substring(prefix.length())));
        }
        throw new InputException(
                "procedure",
                "\"" + text + "\" is unknown",
                "use fixed-sequence, fixed-sequence:starts=3 or bonferroni-holm");
    }
}
