package io.demur.io.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.demur.evaluation.FitOutcome;
import io.demur.evaluation.FitPlan;
import io.demur.evaluation.FittedScore;
import io.demur.evaluation.PairedDifference;

/** A fitted score with the whole table it was chosen from. */
public final class FitJson {
    private FitJson() {}

    /**
     * All that a fit has found; the form is fixed by the schema {@code fit.schema.json} of the documentation.
     *
     * @param tool which program wrote it
     */
    public static ObjectNode of(String tool, FitOutcome outcome) {
        ObjectNode node = Nodes.object();
        node.put("artefact", "demur-fit");
        node.put("schemaVersion", 1);
        node.put("tool", tool);
        node.set("fit", of(outcome.fitted()));
        node.put("sharedRows", outcome.shared());
        node.set("certification", CertificationJson.of(outcome.certification()));
        outcome.groups().ifPresent(groups -> {
            ObjectNode each = node.putObject("groups");
            for (int g = 0; g < groups.names().size(); g++) {
                each.set(
                        groups.names().get(g),
                        CertificationJson.of(groups.groups().get(g)));
            }
        });
        return node;
    }

    /** The choice, why it was made, and every candidate. */
    public static ObjectNode of(FittedScore fitted) {
        FitPlan plan = fitted.plan();
        ObjectNode node = Nodes.object();
        node.put("score", fitted.score().toString());
        node.put("verdict", Nodes.code(fitted.verdict()));
        node.put("objective", plan.objective().toString());
        node.put("grid", Nodes.code(plan.grid()));
        node.set("family", Nodes.texts(plan.family().kinds()));
        node.put("samples", fitted.tuning().size());
        node.put("dataDigest", fitted.tuning().digest());
        ArrayNode table = node.putArray("candidates");
        for (FittedScore.Candidate candidate : fitted.table()) {
            ObjectNode row = table.addObject();
            row.put("score", candidate.score().toString());
            row.set("objective", Nodes.estimate(candidate.objective(), plan.confidence()));
            candidate
                    .againstMsp()
                    .ifPresent(difference -> row.set("againstMsp", difference(difference, plan.confidence())));
        }
        node.set("refused", Nodes.texts(fitted.refused()));
        return node;
    }

    static ObjectNode difference(PairedDifference difference, double confidence) {
        ObjectNode node = Nodes.object();
        node.put("metric", difference.metric().toString());
        node.put("first", difference.first());
        node.put("second", difference.second());
        node.put("difference", difference.difference());
        ObjectNode interval = Nodes.interval(difference.interval());
        interval.put("confidence", confidence);
        interval.put("method", "analytic");
        node.set("interval", interval);
        node.put("pValue", difference.pValue());
        node.put("samples", difference.samples());
        return node;
    }
}
