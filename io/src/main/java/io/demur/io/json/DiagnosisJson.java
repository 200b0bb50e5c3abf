package io.demur.io.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.demur.math.Interval;
import io.demur.smoothing.AurcExcess;
import io.demur.smoothing.Diagnosis;
import io.demur.smoothing.Diagnosis.Reason;
import io.demur.smoothing.DiagnosisEvidence.Calibration;
import io.demur.smoothing.DiagnosisEvidence.Gain;
import io.demur.smoothing.DiagnosisEvidence.Labelled;
import io.demur.smoothing.DiagnosisEvidence.RowEvidence;
import io.demur.smoothing.DiagnosisThresholds;
import io.demur.smoothing.ImbalanceIndex;
import io.demur.smoothing.LogitOdds;
import io.demur.smoothing.Saturation;

/** A diagnosis as JSON: verdict, reasons, all evidence at full precision, and the thresholds it was compared with. */
public final class DiagnosisJson {
    /** The version of the form. */
    public static final int VERSION = 1;

    private DiagnosisJson() {}

    /**
     * All of a diagnosis.
     *
     * @param tool which program wrote it
     * @param source what the logits are called
     */
    public static ObjectNode of(String tool, String source, Diagnosis diagnosis) {
        ObjectNode node = Nodes.object();
        node.put("artefact", "demur-diagnosis");
        node.put("schemaVersion", VERSION);
        node.put("tool", tool);
        node.put("source", source);
        node.put("verdict", Nodes.code(diagnosis.verdict()));
        node.put("words", diagnosis.verdict().words());
        node.put("repair", Nodes.code(diagnosis.repair()));
        node.set(
                "reasons",
                Nodes.texts(diagnosis.reasons().stream().map(Reason::code).toList()));
        node.set("rows", rows(diagnosis.evidence().rows()));
        ArrayNode saturation = node.putArray("saturation");
        diagnosis.evidence().saturation().forEach(loss -> saturation.add(saturation(loss)));
        double confidence = diagnosis.thresholds().confidence();
        diagnosis.evidence().labelled().ifPresent(labelled -> {
            node.put("dataDigest", labelled.dataDigest());
            node.set("ranking", ranking(labelled, confidence));
            node.set("signature", signature(labelled.signature(), confidence));
            node.set("imbalance", imbalance(labelled.odds(), confidence));
            node.set("calibration", calibration(labelled.calibration(), confidence));
            labelled.repair().ifPresent(gain -> node.set("gain", gain(gain, confidence)));
        });
        node.set("thresholds", thresholds(diagnosis.thresholds()));
        return node;
    }

    private static ObjectNode rows(RowEvidence rows) {
        ObjectNode node = Nodes.object();
        node.put("samples", rows.count());
        node.put("ignored", rows.ignored());
        node.put("skipped", rows.skipped());
        node.put("repeated", rows.repeated());
        node.put("classes", rows.classes());
        node.put("dtype", rows.dtype());
        node.put("flat", rows.flat());
        node.put("likeProbabilities", rows.probabilities());
        node.put("likeLogProbabilities", rows.logProbabilities());
        ObjectNode spread = node.putObject("centredMaxLogit");
        spread.put("mean", rows.maxLogit().mean());
        spread.put("deviation", rows.maxLogit().deviation());
        spread.put("least", rows.maxLogit().least());
        spread.put("greatest", rows.maxLogit().greatest());
        return node;
    }

    private static ObjectNode saturation(Saturation saturation) {
        ObjectNode node = Nodes.object();
        node.put("precision", saturation.precision().toString());
        node.put("atOne", saturation.atOne());
        node.put("tied", saturation.tied());
        return node;
    }

    private static ObjectNode ranking(Labelled labelled, double confidence) {
        ObjectNode node = Nodes.object();
        node.put("errors", labelled.errors());
        node.put("labelClasses", labelled.labelClasses());
        node.put("aurc[mean]", labelled.aurc());
        node.set("naurc[mean]", Nodes.value(labelled.naurc()));
        node.set("auroc_f", Nodes.value(labelled.auroc()));
        ObjectNode surest = node.putObject("surest");
        surest.put("coverage", labelled.surest().coverage());
        surest.put("rows", labelled.surest().rows());
        surest.put("errors", labelled.surest().errors());
        surest.set("risk", interval(labelled.surest().risk(), confidence, "exact-binomial"));
        ArrayNode excess = node.putArray("excessAurc");
        labelled.excess().forEach(part -> excess.add(excess(part)));
        return node;
    }

    private static ObjectNode excess(AurcExcess excess) {
        ObjectNode node = Nodes.object();
        node.put("precision", excess.precision().toString());
        node.put("total", excess.total());
        node.put("saturation", excess.saturation());
        node.put("ties", excess.ties());
        node.put("order", excess.order());
        return node;
    }

    private static ObjectNode signature(ImbalanceIndex index, double confidence) {
        ObjectNode node = Nodes.value(index.value());
        node.put("standardError", index.standardError());
        node.put("bins", index.bins());
        node.put("errors", index.errors());
        index.interval(confidence).ifPresent(ends -> node.set("interval", interval(ends, confidence, "analytic")));
        return node;
    }

    private static ObjectNode imbalance(LogitOdds odds, double confidence) {
        ObjectNode node = Nodes.value(odds.value());
        node.put("standardError", odds.standardError());
        odds.interval(confidence).ifPresent(ends -> node.set("interval", interval(ends, confidence, "analytic")));
        return node;
    }

    private static ObjectNode calibration(Calibration calibration, double confidence) {
        ObjectNode node = Nodes.object();
        node.put("ece", calibration.ece());
        node.put("meanConfidence", calibration.meanConfidence());
        node.put("accuracy", calibration.accuracy());
        node.set("underConfidence", interval(calibration.underConfidence(), confidence, "analytic"));
        return node;
    }

    private static ObjectNode gain(Gain gain, double confidence) {
        ObjectNode node = Nodes.object();
        node.put("method", "cross-fit");
        node.put("seed", gain.seed());
        node.set("scores", Nodes.texts(gain.scores()));
        ObjectNode area = node.putObject("aurc[mean]");
        area.put("msp", gain.mspAurc());
        area.put("normalised", gain.normAurc());
        area.put("gain", gain.aurcGain());
        area.set("interval", interval(gain.gain(), confidence, "analytic"));
        ObjectNode coverage = node.putObject("coverageAtRisk");
        coverage.put("risk", gain.risk());
        coverage.put("msp", gain.mspCoverage());
        coverage.put("normalised", gain.normCoverage());
        coverage.put("gain", gain.normCoverage() - gain.mspCoverage());
        gain.coverageGain().ifPresent(ends -> coverage.set("interval", interval(ends, confidence, "bootstrap")));
        return node;
    }

    private static ObjectNode interval(Interval ends, double confidence, String method) {
        ObjectNode node = Nodes.interval(ends);
        node.put("confidence", confidence);
        node.put("method", method);
        return node;
    }

    private static ObjectNode thresholds(DiagnosisThresholds thresholds) {
        ObjectNode node = Nodes.object();
        node.put("rows", thresholds.rows());
        node.put("errors", thresholds.errors());
        node.put("confidence", thresholds.confidence());
        node.put("underConfidence", thresholds.underConfidence());
        node.put("imbalance", thresholds.imbalance());
        node.put("signature", thresholds.signature());
        node.put("worthwhileGain", thresholds.worthwhileGain());
        node.put("poorNaurc", thresholds.poorNaurc());
        node.put("topCoverage", thresholds.topCoverage());
        node.put("topRisk", thresholds.topRisk());
        node.put("tieShare", thresholds.tieShare());
        return node;
    }
}
