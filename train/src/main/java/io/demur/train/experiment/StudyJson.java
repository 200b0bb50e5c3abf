package io.demur.train.experiment;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A report as JSON: shares, not per cent; renders only. */
final class StudyJson {
    private StudyJson() {}

    static ObjectNode of(StudyReport report) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("artefact", "demur-experiment").put("schemaVersion", 1);
        node.put("experiment", report.experiment().code()).put("n", report.rows());
        report.seeds().forEach(node.putArray("seeds")::add);
        node.put("aurcConvention", report.experiment().metric().toString());
        ArrayNode levels = node.putArray("losses");
        report.levels().forEach(level -> levels.add(level(level)));
        ArrayNode statistics = node.putArray("statistics");
        for (Statistic statistic : report.statistics()) {
            statistics
                    .addObject()
                    .put("name", statistic.name())
                    .put("value", statistic.value())
                    .put("lower", statistic.interval().lower())
                    .put("upper", statistic.interval().upper())
                    .put("method", statistic.method());
        }
        ArrayNode agreements = node.putArray("agreements");
        for (Agreement agreement : report.agreements()) {
            ObjectNode claim = agreements.addObject().put("claim", agreement.claim());
            agreement.agree().forEach(claim.putArray("agree")::add);
            agreement.disagree().forEach(claim.putArray("disagree")::add);
        }
        ObjectNode settings = node.putObject("settings");
        report.settings().forEach(setting -> settings.put(setting.name(), setting.value()));
        report.notes().forEach(node.putArray("notes")::add);
        ArrayNode published = node.putArray("publishedInPerCent");
        for (Published table : Published.of(report.experiment())) {
            published.addObject().put("source", table.source()).set("rows", table.rows());
        }
        return node;
    }

    private static ObjectNode level(LevelSummary level) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("loss", level.label());
        node.set("error", spread(level.error()));
        node.set("msp", numbers(level.msp()));
        level.norm().ifPresent(norm -> node.set("logitNorm", numbers(norm)));
        level.ece().ifPresent(ece -> node.set("ece", spread(ece)));
        return node.put("ordersBySeed", level.orders());
    }

    private static ObjectNode numbers(LevelSummary.Numbers numbers) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.set("aurc", spread(numbers.aurc()));
        node.set("augrc", spread(numbers.augrc()));
        node.set("coverage@risk=0.01", spread(numbers.coverage()));
        node.set("coverage@risk=0.05", spread(numbers.coverageAtFive()));
        node.set("risk@coverage=0.8", spread(numbers.riskAtEighty()));
        return node;
    }

    private static ObjectNode spread(Spread spread) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("n", spread.n()).put("mean", spread.mean());
        spread.deviation().ifPresent(deviation -> node.put("deviation", deviation));
        return node;
    }
}
