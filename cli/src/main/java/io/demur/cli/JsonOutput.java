package io.demur.cli;

import io.demur.evaluation.Comparison;
import io.demur.evaluation.FitOutcome;
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
        OutputTarget.write(target, Json.write(FitJson.of(Demur.Version.text(), outcome)), console);
    }

    static void selector(String target, Selector selector, Console console) {
        OutputTarget.write(target, Json.write(SelectorJson.of(selector)), console);
        console.say("wrote " + target);
    }
}
