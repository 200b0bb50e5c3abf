package io.demur.cli;

import io.demur.evaluation.FittedScore;
import io.demur.evaluation.ScoredSample;
import io.demur.guarantee.BonferroniHolm;
import io.demur.guarantee.Candidates;
import io.demur.guarantee.Certification;
import io.demur.guarantee.Confidence;
import io.demur.guarantee.CoverageCertification;
import io.demur.guarantee.FixedSequence;
import io.demur.guarantee.GroupedCandidates;
import io.demur.guarantee.GroupedCertification;
import io.demur.guarantee.MaxRisk;
import io.demur.guarantee.MinCoverage;
import io.demur.guarantee.Procedure;
import io.demur.guarantee.RiskList;
import io.demur.logits.InputException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is to be certified, and how. */
final class CertificateOptions {
    private static final RiskList USUAL_RISKS =
            RiskList.of(0.001, 0.002, 0.005, 0.01, 0.02, 0.03, 0.04, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3);

    @Option(
            names = "--max-risk",
            paramLabel = "R",
            split = ",",
            description = "Largest tolerated share of wrong answers among the accepted, for example 0.01;"
                    + " with --min-coverage a list to choose from.")
    private List<Double> maxRisk = List.of();

    @Option(
            names = "--min-coverage",
            paramLabel = "C",
            description = "The other question: answer at least this share, and certify the smallest risk that holds.")
    private @Nullable Double minCoverage;

    @Option(names = "--confidence", paramLabel = "C", description = "Confidence of the certificate (default: 0.95).")
    private double confidence = 0.95;

    @Option(
            names = "--method",
            paramLabel = "METHOD",
            description = "How thresholds share the error: fixed-sequence (default) or bonferroni-holm.")
    private String method = "fixed-sequence";

    @Option(
            names = "--starts",
            paramLabel = "N",
            description = "Starts of fixed-sequence testing (default: 1); more help where risk is not monotone.")
    private @Nullable Integer starts;

    /** Refuses what does not go together. */
    void check() {
        procedure();
        confidence();
        if (minCoverage().isPresent()) {
            risks();
        } else {
            maxRisk();
        }
    }

    Optional<MinCoverage> minCoverage() {
        return Optional.ofNullable(minCoverage).map(MinCoverage::of);
    }

    MaxRisk maxRisk() {
        if (maxRisk.size() != 1) {
            throw new InputException(
                    "--max-risk",
                    maxRisk.isEmpty() ? "is missing" : "is a list, which only --min-coverage can choose from",
                    "say which share of wrong answers is tolerable, for example --max-risk 0.02");
        }
        return MaxRisk.of(maxRisk.get(0));
    }

    RiskList risks() {
        return maxRisk.isEmpty()
                ? USUAL_RISKS
                : RiskList.of(maxRisk.stream().mapToDouble(Double::doubleValue).toArray());
    }

    Confidence confidence() {
        return Confidence.of(confidence);
    }

    Procedure procedure() {
        Procedure procedure = Procedure.parse(method);
        if (starts == null) {
            return procedure;
        }
        if (procedure instanceof BonferroniHolm) {
            throw new InputException("--starts", "belongs to fixed-sequence testing", "leave it out");
        }
        return new FixedSequence(starts);
    }

    /** Certifies what was asked for: a coverage, one threshold for each group, or one for all rows. */
    FitOutcome certify(FittedScore fitted, ScoredSample sample, Optional<FitGroups> grouped) {
        if (minCoverage().isPresent()) {
            MinCoverage least = minCoverage().get();
            Candidates single = least.candidate(fitted.tuning().losses(), fitted.test());
            CoverageCertification coverage = least.certify(single, sample.losses(), risks(), confidence());
            return new FitOutcome(fitted, sample, 0, coverage.certification(), Optional.of(coverage), Optional.empty());
        }
        if (grouped.isPresent()) {
            GroupedCertification each = procedure()
                    .certifyGroups(
                            GroupedCandidates.from(grouped.get().tuningLosses(fitted.tuning()), fitted.test()),
                            grouped.get().certificationLosses(sample),
                            maxRisk(),
                            confidence());
            return new FitOutcome(fitted, sample, 0, each.pooled(), Optional.empty(), Optional.of(each));
        }
        Certification one = fitted.certify(procedure(), sample, maxRisk(), confidence());
        return new FitOutcome(fitted, sample, 0, one, Optional.empty(), Optional.empty());
    }
}
