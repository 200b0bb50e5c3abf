package io.demur.io.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.demur.evaluation.FitPlan;
import io.demur.evaluation.FittedScore;
import io.demur.evaluation.PairedDifference;

/** A fitted score with the whole table it was chosen from. */
public final class FitJson {
    private FitJson() {}

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
