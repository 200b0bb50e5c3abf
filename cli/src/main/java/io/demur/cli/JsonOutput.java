package io.demur.cli;

import io.demur.evaluation.Comparison;
import io.demur.io.json.ComparisonJson;
import io.demur.io.json.EvaluatedModel;
import io.demur.io.json.EvaluationJson;
import io.demur.io.json.Json;
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
}
