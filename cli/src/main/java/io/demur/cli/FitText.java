package io.demur.cli;

import io.demur.evaluation.FitOutcome;
import io.demur.evaluation.FittedScore;
import io.demur.evaluation.FittedScore.Candidate;
import io.demur.evaluation.PairedDifference;
import io.demur.guarantee.CertificateTerms;
import io.demur.guarantee.Certification;
import io.demur.guarantee.Certified;
import io.demur.guarantee.CoverageCertification;
import io.demur.guarantee.GroupDisparity;
import io.demur.guarantee.Infeasible;
import io.demur.guarantee.RiskTest;
import io.demur.guarantee.SgrRule;
import io.demur.guarantee.UncertifiedGroups;
import io.demur.io.text.Numbers;
import io.demur.math.ShortestDecimal;
import io.demur.metric.CurveMetric;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** A fit as text: the table of candidates, the choice and why, the certificate and what it does not say. */
final class FitText {
    private final StringBuilder text = new StringBuilder();

    private FitText() {}

    static String of(FitOutcome outcome, UncertifiedGroups uncertified) {
        FitText fit = new FitText();
        fit.candidates(outcome.fitted());
        outcome.coverage().ifPresent(fit::steps);
        if (outcome.groups().isPresent()) {
            fit.groups(outcome.groups().get().disparities(uncertified), outcome.certification());
        } else {
            fit.certification(outcome.certification());
        }
        return fit.text.toString();
    }

    private void candidates(FittedScore fitted) {
        String metric = fitted.plan().objective() == CurveMetric.AURC ? "AURC[mean]" : "AUGRC";
        String level = Numbers.plainPercent(fitted.plan().confidence());
        text.append("Tuned on ").append(Numbers.count(fitted.tuning().size())).append(" rows by ");
        text.append(metric).append(", lower is better\n\n");
        TextTable table = new TextTable(List.of("score", metric, "minus msp", level + " interval", "p-value"));
        for (Candidate candidate : fitted.table()) {
            boolean chosen = candidate.score().equals(fitted.score());
            String name = EvaluationTable.shortName(candidate.score().toString());
            Optional<PairedDifference> gain = candidate.againstMsp();
            table.row(List.of(
                    (chosen ? "> " : "  ") + name,
                    Numbers.metric(candidate.objective().value()),
                    gain.map(d -> Numbers.signed(d.difference())).orElse(""),
                    gain.map(d -> Numbers.signed(d.interval().lower()) + " to "
                                    + Numbers.signed(d.interval().upper()))
                            .orElse(""),
                    gain.map(d -> Numbers.pValue(d.pValue())).orElse("")));
        }
        text.append(table).append('\n');
        fitted.refused().forEach(refused -> paragraph("Left out: " + refused));
        text.append("Chosen: ")
                .append(EvaluationTable.shortName(fitted.score().toString()))
                .append('\n');
        paragraph("Why: " + fitted.verdict().words());
        text.append('\n');
    }

    private void steps(CoverageCertification coverage) {
        paragraph("To answer at least " + Numbers.plainPercent(coverage.asked().value())
                + ", the threshold is fixed by the tuning rows. Risks tested there, largest first:");
        TextTable table = new TextTable(List.of("risk", "p-value", "holds"));
        coverage.steps()
                .forEach(step -> table.row(List.of(
                        Numbers.plainPercent(step.maxRisk().value()),
                        Numbers.pValue(step.pValue()),
                        step.certified() ? "yes" : "not proven")));
        text.append(table).append('\n');
    }

    private void certification(Certification certification) {
        paragraph(certification.text());
        terms(certification.terms());
        if (certification instanceof Certified certified) {
            details(certified);
        } else {
            needs((Infeasible) certification);
        }
        certification.sgr().ifPresent(sgr -> sgr(sgr, certification.terms()));
    }

    private void terms(CertificateTerms terms) {
        text.append("  method       ").append(terms.procedure()).append(", ");
        text.append(terms.test().title());
        text.append(" test, ")
                .append(Numbers.count(terms.candidates(), "candidate threshold"))
                .append('\n');
    }

    private void details(Certified certified) {
        long all = certified.terms().certificationSamples();
        line(
                "answers",
                Numbers.percent(certified.coverage(), 1) + " of the certification rows ("
                        + Numbers.count(certified.accepted()) + " of " + Numbers.count(all) + "; 95 % interval "
                        + Numbers.fixed(certified.coverageInterval().lower() * 100, 1) + "-"
                        + Numbers.percent(certified.coverageInterval().upper(), 1) + ")");
        line(
                "observed",
                loss(certified.lossSum(), certified.terms()) + " among them ("
                        + Numbers.percent(certified.observedRisk(), 2) + "), p-value "
                        + Numbers.pValue(certified.pValue()));
        line(
                "pointwise",
                "upper bound " + Numbers.percent(certified.pointwiseUpperBound(), 2)
                        + " at this threshold alone, not part of the claim");
        certified
                .smallestPassingRisk()
                .ifPresent(r -> line(
                        "hint",
                        "the smallest risk that would have passed is " + Numbers.percentUp(r, 2)
                                + "; it needs fresh rows to be certified"));
    }

    private void needs(Infeasible infeasible) {
        line("needed", "without any mistake " + withoutMistake(infeasible.acceptedNeededWithoutLoss()) + " would do");
        infeasible
                .closest()
                .ifPresent(closest -> line(
                        "closest",
                        "threshold " + ShortestDecimal.text(closest.threshold()) + " accepts "
                                + Numbers.count(closest.accepted(), "row")
                                + " with " + loss(closest.lossSum(), infeasible.terms()) + ", p-value "
                                + Numbers.pValue(closest.pValue())));
        infeasible
                .acceptedNeeded()
                .ifPresent(needed ->
                        line("or", "about " + Numbers.count(needed) + " accepted rows at the risk observed there"));
        infeasible
                .smallestPassingRisk()
                .ifPresent(r -> line(
                        "hint",
                        "the smallest risk that would have passed is " + Numbers.percentUp(r, 2)
                                + "; it needs fresh rows to be certified"));
    }

    private static String withoutMistake(long needed) {
        return needed >= RiskTest.MANY ? "10^18 accepted rows or more" : Numbers.count(needed, "accepted row");
    }

    private void sgr(SgrRule sgr, CertificateTerms terms) {
        line(
                "SGR",
                "for comparison, no certificate: answers "
                        + Numbers.percent((double) sgr.accepted() / terms.certificationSamples(), 1) + ", "
                        + Numbers.count(sgr.errors(), "error") + ", bound " + Numbers.percent(sgr.bound(), 2));
    }

    private static String loss(double sum, CertificateTerms terms) {
        boolean errors = terms.test() == RiskTest.EXACT_BINOMIAL;
        return errors ? Numbers.count((long) sum, "error") : "losses of " + Numbers.fixed(sum, 2);
    }

    private void groups(List<GroupDisparity> groups, Certification pooled) {
        CertificateTerms terms = pooled.terms();
        paragraph("One rule per group, " + Numbers.count(groups.size(), "group")
                + " fixed beforehand; all certificates hold together"
                + " with " + Numbers.plainPercent(1 - terms.delta()) + " confidence: the " + terms.riskName()
                + " among the accepted inputs of a certified group is at most "
                + Numbers.plainPercent(terms.maxRisk().value()) + ".");
        terms(terms);
        text.append('\n');
        TextTable table =
                new TextTable(List.of("group", "rows", "risk", "answers", "risk then", "threshold", "status"));
        for (GroupDisparity group : groups) {
            table.row(List.of(
                    group.name(),
                    Numbers.count(group.samples()),
                    share(group.risk()),
                    share(group.acceptedShare()),
                    share(group.selectiveRisk()),
                    group.rule().threshold().isPresent()
                            ? Numbers.metric(group.rule().threshold().getAsDouble())
                            : "-",
                    group.rule().status().name().toLowerCase(Locale.ROOT).replace('_', '-')));
        }
        text.append(table);
    }

    private static String share(OptionalDouble share) {
        return share.isPresent() ? Numbers.percent(share.getAsDouble(), 2) : "-";
    }

    private void line(String title, String words) {
        text.append("  ")
                .append(title)
                .append(" ".repeat(13 - title.length()))
                .append(words)
                .append('\n');
    }

    private void paragraph(String words) {
        text.append(Paragraph.wrap(words)).append('\n');
    }
}
