package io.demur.serve.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.demur.io.json.Json;
import io.demur.serve.decide.Served;
import io.demur.serve.watch.Monitor;
import io.demur.serve.watch.RiskView;

/** What the operator's page shows. */
final class Status {
    private Status() {}

    static String of(Engine engine) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        ArrayNode selectors = node.putArray("selectors");
        Monitor monitor = engine.monitor();
        for (Served served : engine.catalogue().all()) {
            ObjectNode one = selectors.addObject();
            one.put("name", served.name()).put("version", served.version());
            one.put("score", served.selector().score().toString());
            one.put("file", String.valueOf(served.file().getFileName()));
            ArrayNode certificates = one.putArray("certificates");
            served.selector().rules().forEach(rule -> certificates
                    .addObject()
                    .put("group", rule.group())
                    .put("text", rule.certificate().map(c -> c.text()).orElse("not certified")));
            monitor.stream(served.version()).ifPresent(stream -> stream(one.putObject("stream"), stream));
            monitor.risk(served.version()).ifPresent(risk -> risk(one.putObject("risk"), risk));
        }
        node.put("complaints", monitor.complaints()).put("lost", monitor.lost());
        node.put("repeats", monitor.repeats());
        ArrayNode abstentions = node.putArray("abstentions");
        for (Monitor.Abstention one : monitor.abstentions()) {
            ObjectNode row = abstentions.addObject();
            row.put("id", one.id())
                    .put("row", one.row())
                    .put("selector", one.selector())
                    .put("reason", one.reason());
            put(row, "confidence", one.confidence());
        }
        return Json.write(node);
    }

    private static void stream(ObjectNode node, Monitor.Stream stream) {
        node.put("rows", stream.rows()).put("accepted", stream.accepted());
        put(node, "recentCoverage", stream.recentCoverage());
        put(node, "stability", stream.stability());
        node.put("drifted", stream.drifted());
        stream.blocks().forEach(node.putArray("blocks")::add);
        stream.certified()
                .ifPresent(then -> node.putArray("certified").add(then.lower()).add(then.upper()));
    }

    private static void risk(ObjectNode node, RiskView risk) {
        node.put("claim", risk.maxRisk()).put("labels", risk.labels()).put("wrong", risk.wrong());
        node.put("lower", risk.interval().lower()).put("upper", risk.interval().upper());
        node.put("wealth", risk.wealth()).put("alarm", risk.alarmedAt().isPresent());
        node.put("waiting", risk.waiting()).put("held", risk.held()).put("waitsFor", risk.waitsFor());
        ArrayNode course = node.putArray("course");
        for (RiskView.Look look : risk.course()) {
            course.addArray()
                    .add(look.labels())
                    .add(look.wrong() / look.labels())
                    .add(look.interval().lower())
                    .add(look.interval().upper());
        }
    }

    private static void put(ObjectNode node, String field, double value) {
        if (Double.isNaN(value)) {
            node.putNull(field);
        } else {
            node.put(field, value);
        }
    }
}
