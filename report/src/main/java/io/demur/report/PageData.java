package io.demur.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.demur.evaluation.CurveSketch;
import io.demur.io.json.Json;
import java.math.BigDecimal;
import java.math.MathContext;

/** The curves as JSON that may stand in a page: short, and without a character that could end its element. */
final class PageData {
    /** Ends of intervals are whole numbers of this part. */
    private static final double PART = 1e-5;

    private static final MathContext THRESHOLD_DIGITS = new MathContext(7);

    private PageData() {}

    static String of(Report report, AllSeries series) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("part", PART);
        node.put("top", CurveFigures.top(CurveFigures.Kind.SELECTIVE, series.shown()));
        ArrayNode curves = node.putArray("curves");
        series.all().forEach(each -> curves.add(curve(each)));
        ArrayNode rules = node.putArray("rules");
        for (Report.Rule rule : report.rules()) {
            for (int i = 0; i < series.all().size(); i++) {
                Series each = series.all().get(i);
                if (each.model().name().equals(rule.model())
                        && each.score().score().equals(rule.score())) {
                    rule(rules.addObject().put("curve", i), each.sketch(), rule);
                }
            }
        }
        return escape(Json.canonical(node));
    }

    /** With its point, which rounded thresholds might miss: -1 where nothing is so sure. */
    private static void rule(ObjectNode node, CurveSketch sketch, Report.Rule rule) {
        double threshold = rule.certified().threshold();
        node.put("risk", rule.certified().terms().maxRisk().value());
        node.put("threshold", threshold);
        node.put("at", sketch.above(threshold).map(sketch.points()::indexOf).orElse(-1));
        node.put("standing", Words.standing(rule));
    }

    private static ObjectNode curve(Series series) {
        CurveSketch sketch = series.sketch();
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("name", series.name());
        node.put("samples", sketch.samples());
        ArrayNode accepted = node.putArray("accepted");
        ArrayNode loss = node.putArray("loss");
        ArrayNode threshold = node.putArray("threshold");
        ArrayNode low = node.putArray("low");
        ArrayNode high = node.putArray("high");
        for (CurveSketch.Point point : sketch.points()) {
            accepted.add(point.accepted());
            loss.add(point.loss());
            addFinite(threshold, point.confidence());
            point.interval().ifPresent(interval -> {
                low.add((long) Math.floor(interval.lower() / PART));
                high.add((long) Math.ceil(interval.upper() / PART));
            });
        }
        return node;
    }

    private static void addFinite(ArrayNode node, double value) {
        if (Double.isFinite(value)) {
            node.add(new BigDecimal(value).round(THRESHOLD_DIGITS).doubleValue());
        } else {
            node.addNull();
        }
    }

    /** Inside strings only, where such characters can occur, their escapes mean the same. */
    static String escape(String json) {
        StringBuilder text = new StringBuilder(json.length());
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c == '<' || c == '>' || c == '&' || c == '\u2028' || c == '\u2029' || Character.isSurrogate(c)) {
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }
}
