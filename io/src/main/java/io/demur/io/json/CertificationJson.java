package io.demur.io.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.demur.guarantee.CertificateTerms;
import io.demur.guarantee.Certification;
import io.demur.guarantee.Certified;
import io.demur.guarantee.Infeasible;
import io.demur.guarantee.MaxRisk;
import io.demur.guarantee.Procedure;
import io.demur.guarantee.RiskTest;
import io.demur.guarantee.SgrRule;
import io.demur.math.Interval;
import java.util.Optional;
import java.util.OptionalLong;

/** Certificates, and answers that there is none, as JSON and back. */
public final class CertificationJson {
    private CertificationJson() {}

    /** All fields, with the claim in words. */
    public static ObjectNode of(Certification certification) {
        ObjectNode node = Nodes.object();
        node.put("result", certification instanceof Certified ? "certified" : "infeasible");
        node.put("text", certification.text());
        node.set("terms", terms(certification.terms()));
        if (certification instanceof Certified certified) {
            put(node, certified);
        } else if (certification instanceof Infeasible infeasible) {
            put(node, infeasible);
        }
        certification.sgr().ifPresent(sgr -> node.set("sgr", sgr(sgr)));
        return node;
    }

    private static ObjectNode terms(CertificateTerms terms) {
        ObjectNode node = Nodes.object();
        node.put("maxRisk", terms.maxRisk().value());
        node.put("delta", terms.delta());
        node.put("procedure", terms.procedure().toString());
        node.put("test", Nodes.code(terms.test()));
        node.put("tuningSamples", terms.tuningSamples());
        node.put("certificationSamples", terms.certificationSamples());
        node.put("candidates", terms.candidates());
        return node;
    }

    private static void put(ObjectNode node, Certified certified) {
        node.put("threshold", certified.threshold());
        node.put("accepted", certified.accepted());
        node.put("lossSum", certified.lossSum());
        node.put("coverage", certified.coverage());
        node.set("coverageInterval", Nodes.interval(certified.coverageInterval()));
        node.put("pValue", certified.pValue());
        node.put("pointwiseUpperBound", certified.pointwiseUpperBound());
        node.put("starts", certified.starts());
        node.put("tested", certified.tested());
        Nodes.put(node, "smallestPassingRisk", certified.smallestPassingRisk());
    }

    private static void put(ObjectNode node, Infeasible infeasible) {
        node.put("reason", Nodes.code(infeasible.reason()));
        node.put("acceptedNeededWithoutLoss", infeasible.acceptedNeededWithoutLoss());
        infeasible.closest().ifPresent(closest -> node.putObject("closest")
                .put("threshold", closest.threshold())
                .put("accepted", closest.accepted())
                .put("lossSum", closest.lossSum())
                .put("pValue", closest.pValue()));
        infeasible.acceptedNeeded().ifPresent(needed -> node.put("acceptedNeeded", needed));
        Nodes.put(node, "smallestPassingRisk", infeasible.smallestPassingRisk());
    }

    /** The threshold of SGR may be infinite, which JSON has no number for. */
    private static ObjectNode sgr(SgrRule sgr) {
        ObjectNode node = Nodes.object();
        if (Double.isFinite(sgr.threshold())) {
            node.put("threshold", sgr.threshold());
        } else {
            node.put("threshold", sgr.threshold() > 0 ? "infinity" : "-infinity");
        }
        node.put("accepted", sgr.accepted());
        node.put("errors", sgr.errors());
        node.put("bound", sgr.bound());
        return node;
    }

    static Certification read(Fields fields) {
        return switch (fields.text("result")) {
            case "certified" -> certified(fields);
            case "infeasible" -> infeasible(fields);
            default ->
                throw new io.demur.logits.InputException(
                        "certificate", "the result \"" + fields.text("result") + "\" is not known");
        };
    }

    private static Certified certified(Fields fields) {
        Fields interval = fields.object("coverageInterval");
        return fields.checked(
                "threshold",
                () -> new Certified(
                        terms(fields.object("terms")),
                        fields.number("threshold"),
                        fields.whole("accepted"),
                        fields.number("lossSum"),
                        new Interval(interval.number("lower"), interval.number("upper")),
                        fields.number("pValue"),
                        fields.number("pointwiseUpperBound"),
                        fields.small("starts"),
                        fields.small("tested"),
                        fields.optionalNumber("smallestPassingRisk"),
                        sgr(fields)));
    }

    private static Infeasible infeasible(Fields fields) {
        Optional<Infeasible.Closest> closest = fields.optionalObject("closest")
                .map(c -> new Infeasible.Closest(
                        c.number("threshold"), c.whole("accepted"), c.number("lossSum"), c.number("pValue")));
        return new Infeasible(
                terms(fields.object("terms")),
                fields.constant("reason", Infeasible.Reason.class),
                fields.whole("acceptedNeededWithoutLoss"),
                closest,
                fields.has("acceptedNeeded") ? OptionalLong.of(fields.whole("acceptedNeeded")) : OptionalLong.empty(),
                fields.optionalNumber("smallestPassingRisk"),
                sgr(fields));
    }

    private static CertificateTerms terms(Fields fields) {
        return fields.checked(
                "maxRisk",
                () -> new CertificateTerms(
                        MaxRisk.of(fields.number("maxRisk")),
                        fields.number("delta"),
                        fields.parsed("procedure", Procedure::parse),
                        fields.constant("test", RiskTest.class),
                        fields.whole("tuningSamples"),
                        fields.whole("certificationSamples"),
                        fields.small("candidates")));
    }

    private static Optional<SgrRule> sgr(Fields certification) {
        return certification
                .optionalObject("sgr")
                .map(sgr -> new SgrRule(
                        sgrThreshold(sgr), sgr.whole("accepted"), sgr.whole("errors"), sgr.number("bound")));
    }

    private static double sgrThreshold(Fields sgr) {
        if (!sgr.isText("threshold")) {
            return sgr.number("threshold");
        }
        return sgr.text("threshold").equals("infinity") ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    }
}
