package io.demur.io.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.demur.evaluation.Calibration;
import io.demur.evaluation.ClassCounts;
import io.demur.evaluation.Estimate;
import io.demur.evaluation.Evaluation;
import io.demur.evaluation.EvaluationPlan;
import io.demur.evaluation.ScoreEvaluation;
import io.demur.metric.CurveMetric;
import io.demur.metric.Reliability;
import io.demur.metric.RiskCoverageCurve;
import java.util.List;
import java.util.Map;

/**
 * Evaluations as JSON, at full double precision and with the name of every convention; its form is fixed by the schema
 * {@code evaluation.schema.json} of the documentation.
 */
public final class EvaluationJson {
    /** The version of the form. */
    public static final int VERSION = 1;

    private EvaluationJson() {}

    /**
     * All numbers of some models.
     *
     * @param tool which program wrote it
     * @param curves whether the risk-coverage curves are written too: a point for every distinct confidence
     */
    public static ObjectNode of(String tool, List<EvaluatedModel> models, boolean curves) {
        ObjectNode node = Nodes.object();
        node.put("artefact", "demur-evaluation");
        node.put("schemaVersion", VERSION);
        node.put("tool", tool);
        ArrayNode list = node.putArray("models");
        models.forEach(model -> list.add(model(model, curves)));
        return node;
    }

    private static ObjectNode model(EvaluatedModel model, boolean curves) {
        Evaluation evaluation = model.evaluation();
        ObjectNode node = Nodes.object();
        node.put("name", model.name());
        node.put("source", evaluation.name());
        node.put("classes", evaluation.classes());
        node.set("classNames", Nodes.texts(model.classNames()));
        node.put("samples", evaluation.samples());
        node.put("ignored", evaluation.ignored());
        node.put("skipped", evaluation.skipped());
        node.put("dataDigest", evaluation.dataDigest());
        node.set("plan", plan(evaluation.plan()));
        node.set("error", Nodes.estimate(evaluation.error(), evaluation.plan().confidence()));
        evaluation.calibration().ifPresent(calibration -> {
            ObjectNode whole = calibration(calibration, evaluation.plan().confidence());
            model.classwiseEce().ifPresent(ece -> whole.set("classwiseEce", Nodes.value(ece.whole())));
            node.set("calibration", whole);
        });
        evaluation.classCounts().ifPresent(counts -> node.set("classCounts", classCounts(counts)));
        ArrayNode scores = node.putArray("scores");
        evaluation.scores().forEach(score -> scores.add(score(model, score, curves)));
        model.fit().ifPresent(fit -> node.set("fit", FitJson.of(fit)));
        ArrayNode warnings = node.putArray("warnings");
        evaluation.warnings().forEach(warning -> warnings.addObject()
                .put("reason", warning.reason().code())
                .put("detail", warning.reason().words() + "; " + warning.detail()));
        return node;
    }

    private static ObjectNode plan(EvaluationPlan plan) {
        ObjectNode node = Nodes.object();
        node.put("mode", Nodes.code(plan.mode()));
        node.put("loss", plan.loss().isError() ? "error" : "costs");
        node.put("confidence", plan.confidence());
        node.put("resamples", plan.resamples());
        node.put("seed", plan.seed());
        node.set("risks", Nodes.numbers(plan.risks()));
        node.set("coverages", Nodes.numbers(plan.coverages()));
        node.put("badRows", Nodes.code(plan.badRows()));
        return node;
    }

    private static ObjectNode score(EvaluatedModel model, ScoreEvaluation score, boolean curves) {
        double confidence = model.evaluation().plan().confidence();
        ObjectNode node = Nodes.object();
        node.put("score", model.title(score.score()));
        ObjectNode metrics = node.putObject("metrics");
        for (Map.Entry<CurveMetric, Estimate> entry : score.metrics().entrySet()) {
            metrics.set(entry.getKey().toString(), metric(entry.getKey(), entry.getValue(), confidence));
        }
        ArrayNode coverages = node.putArray("coverageAtRisk");
        for (ScoreEvaluation.CoverageAt at : score.coveragesAtRisk()) {
            ObjectNode point = coverages.addObject();
            point.put("risk", at.risk());
            point.set("coverage", Nodes.estimate(at.coverage(), confidence));
        }
        ArrayNode risks = node.putArray("riskAtCoverage");
        for (ScoreEvaluation.RiskAt at : score.risksAtCoverage()) {
            ObjectNode point = risks.addObject();
            point.put("coverage", at.coverage());
            point.put("attained", at.attained());
            point.set("risk", Nodes.estimate(at.risk(), confidence));
        }
        ArrayNode accepted = node.putArray("calibrationOfAccepted");
        for (int i = 0; i < score.calibrationOfAccepted().size(); i++) {
            int at = i;
            ObjectNode part = calibration(score.calibrationOfAccepted().get(at), confidence);
            model.classwiseEce()
                    .flatMap(ece -> ece.of(score.score(), at))
                    .ifPresent(ece -> part.set("classwiseEce", Nodes.value(ece)));
            accepted.add(part);
        }
        node.set("reasons", Nodes.reasons(score.reasons()));
        if (curves) {
            node.set("curve", curve(score.outline()));
        }
        return node;
    }

    private static ObjectNode metric(CurveMetric metric, Estimate estimate, double confidence) {
        ObjectNode node = Nodes.object();
        node.put("direction", Nodes.code(metric.direction()));
        node.setAll(Nodes.estimate(estimate, confidence));
        return node;
    }

    private static ObjectNode calibration(Calibration calibration, double confidence) {
        ObjectNode node = Nodes.object();
        node.put("samples", calibration.samples());
        node.put("coverage", calibration.coverage());
        node.set("error", Nodes.estimate(calibration.error(), confidence));
        node.set("ece", Nodes.estimate(calibration.ece(), confidence));
        node.set("adaptiveEce", Nodes.estimate(calibration.adaptiveEce(), confidence));
        node.set("logLoss", Nodes.estimate(calibration.logLoss(), confidence));
        node.set("brier", Nodes.estimate(calibration.brier(), confidence));
        node.set("reliability", reliability(calibration.reliability()));
        return node;
    }

    /** The bins of the calibration error, from the least probability up. */
    private static ObjectNode reliability(Reliability reliability) {
        ObjectNode node = Nodes.object();
        ArrayNode count = node.putArray("count");
        ArrayNode probability = node.putArray("probabilitySum");
        ArrayNode right = node.putArray("right");
        reliability.bins().forEach(bin -> {
            count.add(bin.count());
            probability.add(bin.probabilitySum());
            right.add(bin.right());
        });
        return node;
    }

    private static ObjectNode classCounts(ClassCounts counts) {
        ObjectNode node = Nodes.object();
        ArrayNode labelled = node.putArray("labelled");
        ArrayNode predicted = node.putArray("predicted");
        ArrayNode right = node.putArray("right");
        counts.classes().forEach(of -> {
            labelled.add(of.labelled());
            predicted.add(of.predicted());
            right.add(of.right());
        });
        return node;
    }

    /** The ends of the tie blocks, surest first. */
    private static ObjectNode curve(RiskCoverageCurve curve) {
        ObjectNode node = Nodes.object();
        ArrayNode accepted = node.putArray("accepted");
        ArrayNode loss = node.putArray("lossSum");
        for (int point = 0; point < curve.points(); point++) {
            accepted.add(curve.accepted(point));
            loss.add(curve.loss(point));
        }
        return node;
    }
}
