package io.demur.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.demur.evaluation.Comparison;
import io.demur.io.json.CertificationJson;
import io.demur.io.json.ComparisonJson;
import io.demur.io.json.DiagnosisJson;
import io.demur.io.json.EvaluatedModel;
import io.demur.io.json.EvaluationJson;
import io.demur.io.json.FitJson;
import io.demur.io.json.Json;
import io.demur.io.json.SelectorJson;
import io.demur.select.Selector;
import io.demur.smoothing.Diagnosis;
import java.util.List;

/** Everything that needs the JSON library, so that it is loaded only when asked for. */
final class JsonOutput {
    private JsonOutput() {}

    static void evaluation(String target, List<EvaluatedModel> models, boolean curves, Console console) {
        OutputTarget.write(target, Json.write(EvaluationJson.of(Demur.Version.text(), models, curves)), console);
    }

    static void comparison(String target, Comparison comparison, double confidence, Console console) {
        OutputTarget.write(
                target, Json.write(ComparisonJson.of(Demur.Version.text(), comparison, confidence)), console);
    }

    static void diagnosis(String target, String source, Diagnosis diagnosis, Console console) {
        OutputTarget.write(target, Json.write(DiagnosisJson.of(Demur.Version.text(), source, diagnosis)), console);
    }

    static void fit(String target, FitOutcome outcome, Console console) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("artefact", "demur-fit");
        node.put("schemaVersion", 1);
        node.put("tool", Demur.Version.text());
        node.set("fit", FitJson.of(outcome.fitted()));
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
        OutputTarget.write(target, Json.write(node), console);
    }

    static void selector(String target, Selector selector, Console console) {
        OutputTarget.write(target, Json.write(SelectorJson.of(selector)), console);
        console.say("wrote " + target);
    }
}
