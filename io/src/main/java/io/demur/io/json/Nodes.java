package io.demur.io.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.demur.evaluation.Estimate;
import io.demur.math.Interval;
import io.demur.metric.Bounds;
import io.demur.metric.ReasonCode;
import io.demur.metric.Value;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** The small pieces that results are made of. A number that does not exist is null beside its reason, never NaN. */
final class Nodes {
    private static final JsonNodeFactory FACTORY = JsonNodeFactory.instance;

    private Nodes() {}

    static ObjectNode object() {
        return FACTORY.objectNode();
    }

    static ArrayNode array() {
        return FACTORY.arrayNode();
    }

    static ArrayNode texts(Collection<?> items) {
        ArrayNode array = array();
        items.forEach(item -> array.add(item.toString()));
        return array;
    }

    static ArrayNode numbers(List<Double> items) {
        ArrayNode array = array();
        items.forEach(item -> array.add(item.doubleValue()));
        return array;
    }

    static ArrayNode reasons(List<ReasonCode> reasons) {
        return texts(reasons.stream().map(ReasonCode::code).toList());
    }

    static ObjectNode value(Value value) {
        return put(object(), value);
    }

    private static ObjectNode put(ObjectNode node, Value value) {
        if (value instanceof Value.Undefined undefined) {
            node.putNull("value");
            node.put("reason", undefined.reason().code());
        } else {
            node.put("value", value.get());
        }
        return node;
    }

    /** A number, or null. */
    static void put(ObjectNode node, String field, OptionalDouble number) {
        if (number.isPresent()) {
            node.put(field, number.getAsDouble());
        } else {
            node.putNull(field);
        }
    }

    static ObjectNode estimate(Estimate estimate, double confidence) {
        ObjectNode node = value(estimate.value());
        if (!estimate.bounds().isExact()) {
            node.set("bounds", bounds(estimate.bounds()));
        }
        estimate.interval().ifPresent(interval -> {
            ObjectNode ends = interval(interval);
            ends.put("confidence", confidence);
            ends.put("method", method(estimate.method()));
            node.set("interval", ends);
        });
        return node;
    }

    static ObjectNode interval(Interval interval) {
        ObjectNode ends = object();
        ends.put("lower", interval.lower());
        ends.put("upper", interval.upper());
        return ends;
    }

    private static ObjectNode bounds(Bounds bounds) {
        ObjectNode ends = object();
        put(ends, "lower", bounds.lower().number());
        put(ends, "upper", bounds.upper().number());
        put(ends, "width", bounds.width());
        return ends;
    }

    /** {@code ONE_WORD} as {@code one-word}. */
    static String code(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String method(Estimate.Method method) {
        return code(method);
    }
}
