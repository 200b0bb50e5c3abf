package io.demur.train.run;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.demur.evaluation.FittedScore;
import io.demur.evaluation.ScoreEvaluation;
import io.demur.evaluation.ScoreEvaluation.CoverageAt;
import io.demur.metric.CurveMetric;
import io.demur.metric.Value;
import java.util.List;

/** A result as JSON, each number under a name that carries its convention. */
final class ResultJson {
    private static final List<CurveMetric> METRICS = List.of(
            CurveMetric.AURC,
            CurveMetric.AURC_PAPER,
            CurveMetric.AURC_TORCH_UNCERTAINTY,
            CurveMetric.AUGRC,
            CurveMetric.AUROC);

    private ResultJson() {}

    static ObjectNode of(Result result) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("artefact", "demur-training-result").put("schemaVersion", 1);
        node.put("classes", result.evaluation().classes());
        node.put("n", result.evaluation().samples());
        node.put("testDigest", result.evaluation().dataDigest());
        node.put("error", result.error());
        result.fitted().ifPresent(fitted -> node.set("fit", fit(fitted)));
        node.set("msp", score(result.msp()));
        result.normalised().ifPresent(norm -> node.set("logitNorm", score(norm)));
        result.refusal().ifPresent(reason -> node.put("logitNormRefused", reason));
        return node;
    }

    /** With what segmentations are judged by beside, over all labelled pixels. */
    static ObjectNode ofPixels(Result result) {
        ObjectNode node = of(result).put("pixelAccuracy", 1 - result.error());
        result.evaluation().classCounts().ifPresent(counts -> {
            counts.meanIntersectionOverUnion().ifPresent(mean -> node.put("meanIoU", mean));
            ArrayNode each = node.putArray("IoU");
            counts.classes().forEach(count -> count.intersectionOverUnion().ifPresentOrElse(each::add, each::addNull));
        });
        return node;
    }

    private static ObjectNode fit(FittedScore fitted) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        return node.put("n", fitted.tuning().size())
                .put("objective", fitted.plan().objective().toString())
                .put("score", fitted.score().toString())
                .put("verdict", fitted.verdict().words());
    }

    private static ObjectNode score(ScoreEvaluation score) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("score", score.score().toString());
        for (CurveMetric metric : METRICS) {
            put(node, metric.toString(), score.metric(metric).value());
            score.metric(metric).bounds().width().ifPresent(width -> putWidth(node, metric.toString(), width));
        }
        for (CoverageAt at : score.coveragesAtRisk()) {
            put(node, "coverage@risk=" + at.risk(), at.coverage().value());
        }
        return node;
    }

    /** Only bounds have a width. */
    private static void putWidth(ObjectNode node, String name, double width) {
        if (width > 0) {
            node.put(name + ".width", width);
        }
    }

    private static void put(ObjectNode node, String name, Value value) {
        if (value instanceof Value.Defined defined) {
            node.put(name, defined.value());
        } else if (value instanceof Value.Undefined undefined) {
            node.putObject(name).put("reason", undefined.reason().code());
        }
    }
}
