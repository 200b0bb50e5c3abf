package io.demur.guarantee;

import io.demur.math.ClopperPearson;
import io.demur.metric.ScoredLosses;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Turns the selection of a procedure into an answer with everything that a report shows of it. */
final class Certifier {
    private static final double COVERAGE_CONFIDENCE = 0.95;

    private final Spending spending;
    private final Candidates candidates;
    private final ThresholdCounts counts;
    private final double[] pValues;
    private final Selection selection;

    private Certifier(Spending spending, Candidates candidates, ThresholdCounts counts) {
        Candidates.requireSuitable(candidates.test(), counts, "certification losses");
        if (counts.size() != candidates.size()) {
            throw new IllegalArgumentException(
                    "counts at " + counts.size() + " thresholds for " + candidates.size() + " candidates");
        }
        this.spending = spending;
        this.candidates = candidates;
        this.counts = counts;
        this.pValues = counts.pValues(candidates.test(), spending.maxRisk());
        this.selection = spending.select(candidates.test(), candidates.tuning(), pValues);
    }

    static Certification certify(Spending spending, Candidates candidates, ScoredLosses certification) {
        ThresholdCounts counts = ThresholdCounts.of(candidates, certification);
        Optional<SgrRule> sgr =
                counts.binary() ? Sgr.of(certification, spending.maxRisk(), spending.delta()) : Optional.empty();
        return certify(spending, candidates, counts, sgr);
    }

    static Certification certify(
            Spending spending, Candidates candidates, ThresholdCounts counts, Optional<SgrRule> sgr) {
        Certifier certifier = new Certifier(spending, candidates, counts);
        return certifier.selection.chosen().isPresent()
                ? certifier.certified(certifier.selection.chosen().getAsInt(), sgr)
                : certifier.infeasible(sgr);
    }

    private Certified certified(int chosen, Optional<SgrRule> sgr) {
        long accepted = counts.accepted(chosen);
        double lossSum = counts.lossSum(chosen);
        return new Certified(
                terms(),
                candidates.threshold(chosen),
                accepted,
                lossSum,
                ClopperPearson.interval(counts.samples(), accepted, COVERAGE_CONFIDENCE),
                pValues[chosen],
                candidates.test().upperBound(accepted, lossSum, spending.delta()),
                selection.starts(),
                selection.tested().size(),
                smallestPassingRisk(),
                sgr);
    }

    private Infeasible infeasible(Optional<SgrRule> sgr) {
        long without = RiskTest.acceptedNeededWithoutLoss(spending.maxRisk(), selection.level());
        Optional<Infeasible.Closest> closest = selection.tested().stream()
                .filter(i -> counts.accepted(i) > 0)
                .min(Comparator.<Integer>comparingDouble(i -> pValues[i]).thenComparing(Comparator.reverseOrder()))
                .map(i -> new Infeasible.Closest(
                        candidates.threshold(i), counts.accepted(i), counts.lossSum(i), pValues[i]));
        OptionalLong needed = closest.map(this::acceptedNeeded).orElse(OptionalLong.empty());
        return new Infeasible(terms(), reason(without, closest), without, closest, needed, smallestPassingRisk(), sgr);
    }

    private CertificateTerms terms() {
        return new CertificateTerms(
                spending.maxRisk(),
                spending.delta(),
                spending.procedure(),
                candidates.test(),
                candidates.tuning().samples(),
                counts.samples(),
                candidates.size());
    }

    private Infeasible.Reason reason(long neededWithoutLoss, Optional<Infeasible.Closest> closest) {
        if (candidates.size() == 0) {
            return Infeasible.Reason.NO_CANDIDATES;
        }
        if (closest.isEmpty()) {
            return Infeasible.Reason.NOTHING_ACCEPTED;
        }
        if (counts.samples() < neededWithoutLoss) {
            return Infeasible.Reason.TOO_FEW_SAMPLES;
        }
        return closest.get().observedRisk() >= spending.maxRisk().value()
                ? Infeasible.Reason.RISK_TOO_HIGH
                : Infeasible.Reason.TOO_LITTLE_EVIDENCE;
    }

    /** The smallest upper bound of a tested candidate; one is computed only where it is known to improve. */
    private OptionalDouble smallestPassingRisk() {
        double best = 1;
        for (int i : selection.tested()) {
            if (best == 1 || pValue(i, best) < selection.level()) {
                best = Math.min(
                        best, candidates.test().upperBound(counts.accepted(i), counts.lossSum(i), selection.level()));
            }
        }
        return best < 1 ? OptionalDouble.of(best) : OptionalDouble.empty();
    }

    private double pValue(int i, double r) {
        return candidates.test().pValue(counts.accepted(i), counts.lossSum(i), MaxRisk.of(r));
    }

    private OptionalLong acceptedNeeded(Infeasible.Closest closest) {
        return new EvidenceNeeded(candidates.test(), spending.maxRisk(), selection.level())
                .at(closest.observedRisk(), closest.accepted());
    }
}
