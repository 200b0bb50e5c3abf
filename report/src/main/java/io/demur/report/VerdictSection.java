package io.demur.report;

import io.demur.evaluation.Comparison;
import io.demur.evaluation.Evaluation;
import io.demur.evaluation.PairedDifference;
import io.demur.evaluation.ScoreEvaluation;
import io.demur.io.json.EvaluatedModel;
import io.demur.io.text.Numbers;
import io.demur.metric.CurveMetric;
import io.demur.metric.Value;
import java.util.List;
import java.util.Optional;

/** What the numbers say, in sentences. */
final class VerdictSection {
    private final Report report;

    VerdictSection(Report report) {
        this.report = report;
    }

    void write(Html html) {
        html.open("section", "id", "verdict").leaf("h2", "Verdict");
        for (EvaluatedModel model : report.models()) {
            html.open("div", "class", "card");
            if (report.models().size() > 1) {
                html.leaf("h3", model.name());
            }
            Optional<Report.Insight> insight = report.insight(model.name());
            insight.ifPresent(known -> html.leaf("p", DiagnosisWords.headline(known.diagnosis()), "class", "headline"));
            html.leaf("p", headline(model), "class", insight.isPresent() ? "" : "headline");
            insight.ifPresent(known -> html.leaf("p", DiagnosisWords.evidence(known.diagnosis())));
            html.leaf("p", evidence(model));
            model.evaluation()
                    .warnings()
                    .forEach(warning -> html.leaf(
                            "p",
                            "Before you read on: " + warning.reason().words() + "; " + warning.detail() + ".",
                            "class",
                            "warning"));
            html.close();
        }
        report.comparisons().forEach(comparison -> compare(html, comparison));
        for (Report.Rule rule : report.rules()) {
            html.leaf("h3", "Certified: " + rule.model() + ", " + rule.score());
            html.leaf("p", rule.certified().claim());
        }
        html.close();
    }

    private static String headline(EvaluatedModel model) {
        ScoreEvaluation plain = AllSeries.plain(model);
        ScoreEvaluation lead = AllSeries.lead(model);
        List<io.demur.metric.ReasonCode> reasons = plain.reasons();
        if (!reasons.isEmpty()) {
            return "No ranking can be judged here: " + reasons.get(0).words() + ".";
        }
        String name = Words.title(model, lead.score());
        String area = Words.metric(lead.metric(CurveMetric.AURC).value());
        if (lead.equals(plain)) {
            boolean alone = model.evaluation().scores().size() == 1;
            return (alone ? name + " reaches" : "No score ranks the mistakes better than " + name + ", with")
                    + " AURC[mean] " + area + ".";
        }
        return name + " ranks the mistakes better than " + Words.title(model, plain.score()) + ": AURC[mean] " + area
                + " against " + Words.metric(plain.metric(CurveMetric.AURC).value()) + ".";
    }

    private static String evidence(EvaluatedModel model) {
        Evaluation evaluation = model.evaluation();
        StringBuilder text = new StringBuilder();
        String loss = evaluation.plan().loss().isError() ? " are wrong" : " is the mean cost";
        text.append("Of ").append(Numbers.count(evaluation.samples(), "row")).append(", ");
        text.append(Words.share(evaluation.error().value())).append(loss);
        evaluation.error().interval().ifPresent(interval -> text.append(" (")
                .append(Words.confidence(evaluation.plan().confidence()))
                .append(" interval ")
                .append(Words.shareRange(interval))
                .append(")"));
        text.append(". ").append(choice(model));
        AllSeries.lead(model).coveragesAtRisk().stream().findFirst().ifPresent(at -> {
            Value coverage = at.coverage().value();
            text.append(" Within a risk of ")
                    .append(Numbers.plainPercent(at.risk()))
                    .append(" it answers ");
            text.append(coverage.number().isPresent() ? Numbers.percent(coverage.get(), 1) : "nothing");
            text.append(", empirical.");
        });
        return text.toString();
    }

    private static String choice(EvaluatedModel model) {
        if (model.fit().isPresent()) {
            return "The score was chosen on "
                    + Numbers.count(model.fit().get().tuning().size()) + " held-out rows: "
                    + model.fit().get().verdict().words() + ".";
        }
        int scores = model.evaluation().scores().size();
        return scores == 1
                ? ""
                : "The best of " + scores + " scores was picked on these same rows, which flatters it: demur fit says"
                        + " whether the gain is more than chance.";
    }

    private void compare(Html html, Comparison comparison) {
        html.leaf("h3", comparison.second() + " against " + comparison.first());
        double confidence = report.models().get(0).evaluation().plan().confidence();
        List<String> heads = List.of(
                "metric",
                "verdict",
                "from",
                "to",
                "difference",
                Words.confidence(confidence) + " interval",
                "p",
                "n, paired");
        Tables.write(
                html,
                heads,
                comparison.differences().stream().map(VerdictSection::row).toList());
    }

    private static List<String> row(PairedDifference d) {
        boolean better = d.difference() < 0 == (d.metric().direction() == CurveMetric.Direction.LOWER);
        return List.of(
                Names.of(d.metric()),
                !d.excludesZero() ? "cannot be told apart" : better ? "better" : "worse",
                Numbers.metric(d.first()),
                Numbers.metric(d.second()),
                Numbers.signed(d.difference()),
                Numbers.signed(d.interval().lower()) + " to "
                        + Numbers.signed(d.interval().upper()),
                Numbers.pValue(d.pValue()),
                Numbers.count(d.samples()));
    }

    /** Metrics as people write them. */
    static final class Names {
        private Names() {}

        static String of(CurveMetric metric) {
            return switch (metric) {
                case AURC -> "AURC[mean]";
                case AURC_PAPER -> "AURC[paper]";
                case AURC_TORCH_UNCERTAINTY -> "AURC[torch-uncertainty]";
                case AURC_FD_SHIFTS -> "AURC[fd-shifts]";
                case E_AURC -> "E-AURC[mean]";
                case N_AURC -> "NAURC[mean]";
                case N_AURC_FIX_SC -> "NAURC[fixsc]";
                case AUGRC -> "AUGRC";
                case AUGRC_TORCH_UNCERTAINTY -> "AUGRC[torch-uncertainty]";
                case AUROC -> "AUROC_f";
                case AVERAGE_PRECISION -> "AP of errors";
                case FPR_AT_95_TPR -> "FPR at 95 % TPR";
            };
        }
    }
}
