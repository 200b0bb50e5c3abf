package io.demur.train.run;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.demur.io.file.AtomicFile;
import io.demur.io.file.InputFile;
import io.demur.io.json.Json;
import io.demur.network.Architecture;
import io.demur.network.ArchitectureJson;
import io.demur.network.Safetensors;
import io.demur.network.Weights;
import io.demur.onnx.ModelKeys;
import io.demur.onnx.OnnxExport;
import io.demur.train.engine.ExampleSource;
import io.demur.train.engine.Inference;
import io.demur.train.engine.TrainingOptions;
import io.demur.train.recipe.Recipe;
import io.demur.train.recipe.RecipeYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What a finished training leaves in its folder. */
record RunOutputs(Recipe recipe, PreparedData data, RunFolder folder, TrainingOptions options) {

    /** Writes all of it, or as much as there is time for before the listener asks to stop. */
    RunStatus write(Architecture architecture, Weights weights, RunListener listener) {
        for (Map.Entry<String, ExampleSource> part : data.held().entrySet()) {
            if (!writeLogits(part.getKey(), part.getValue(), new Model(architecture, weights), listener)) {
                return RunStatus.STOPPED;
            }
        }
        AtomicFile.writeText(folder.classes(), String.join("\n", data.classes()) + "\n");
        Json.write(folder.preparation(), data.preparation());
        ArchitectureJson.write(folder.architecture(), architecture);
        new Safetensors(weights, Map.of("recipe", RecipeYaml.digest(recipe))).write(folder.weights());
        OnnxExport.write(architecture, weights, metadata(), folder.model());
        Result result = Result.of(folder.path(), options.threads());
        Json.write(folder.result(), architecture.places() > 1 ? ResultJson.ofPixels(result) : ResultJson.of(result));
        return RunStatus.FINISHED;
    }

    private Map<String, String> metadata() {
        ArrayNode names = JsonNodeFactory.instance.arrayNode();
        data.classes().forEach(names::add);
        return Map.of(
                ModelKeys.CLASS_NAMES,
                Json.canonical(names),
                ModelKeys.PREPARATION,
                Json.canonical(data.preparation()),
                ModelKeys.DATA_DIGEST,
                data.digest());
    }

    private record Model(Architecture architecture, Weights weights) {}

    private boolean writeLogits(String part, ExampleSource rows, Model model, RunListener listener) {
        makeFolder(folder.path().resolve("logits"));
        makeFolder(folder.path().resolve("labels"));
        LogitFiles files = LogitFiles.of(folder.path(), part, rows, model.architecture());
        Inference.run(model.architecture(), model.weights(), rows, options, (batch, logits) -> {
            files.add(batch, logits);
            return !listener.stopRequested();
        });
        if (listener.stopRequested()) {
            return false;
        }
        files.finish();
        return true;
    }

    private static void makeFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw InputFile.failure(folder.toString(), "cannot be made", e);
        }
    }
}
