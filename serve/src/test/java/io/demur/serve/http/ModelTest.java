package io.demur.serve.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.demur.inputs.DenseFeatures;
import io.demur.io.json.Json;
import io.demur.io.json.SelectorJson;
import io.demur.logits.InputException;
import io.demur.network.Architecture;
import io.demur.network.Architectures;
import io.demur.network.Weights;
import io.demur.onnx.OnnxExport;
import io.demur.onnx.OnnxModel;
import io.demur.select.GoldenRow;
import io.demur.select.Selector;
import io.demur.serve.Example;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server with a model behind its selector. */
class ModelTest {
    @TempDir
    Path folder;

    private Path model(int... sizes) {
        Architecture network = Architectures.mlp(sizes);
        Path file = folder.resolve("model" + sizes.length + ".onnx");
        OnnxExport.write(network, Weights.initial(network, 5), Map.of(), file);
        return file;
    }

    private Settings settings(Path model, int classes) {
        Path selector = Example.selector(folder.resolve("s.json"), "intents", classes, 0);
        return Settings.local(selector).with(new Settings.Files(List.of(selector), Optional.of(model), List.of()));
    }

    @Test
    @DisplayName("features are decided as the model and the selector would in Java, by both doors")
    void features() throws Exception {
        Path file = model(4, 8, 3);
        Selector selector;
        try (DecideServer server = DecideServer.start(settings(file, 3));
                OnnxModel model = OnnxModel.open(file)) {
            selector = SelectorJson.read(folder.resolve("s.json"));
            float[] row = {1, -0.5f, 3, 0.25f};
            float[] logits = model.logits(DenseFeatures.of(4, row));
            GoldenRow expected = selector.golden(new double[] {logits[0], logits[1], logits[2]}, "*");
            JsonNode decided = Json.read(
                    "answer",
                    Example.post(server.port(), "/decide", "{\"features\":[1,-0.5,3,0.25]}")
                            .body());
            assertThat(decided.get("decisions").get(0).get("confidence").doubleValue())
                    .isEqualTo(expected.confidence());
            String input = model.info().inputs().get(0).name();
            JsonNode inferred = Json.read(
                    "answer",
                    Example.post(
                                    server.port(),
                                    "/v2/models/intents/infer",
                                    "{\"inputs\":[{\"name\":\"" + input
                                            + "\",\"shape\":[1,4],\"datatype\":\"FP32\",\"data\":[[1,-0.5,3,0.25]]}]}")
                            .body());
            assertThat(inferred.get("outputs").get(1).get("data").get(0).doubleValue())
                    .isEqualTo(expected.confidence());
            assertThat(Example.get(server.port(), "/v2/models/intents").body()).contains("\"" + input + "\"");
        }
    }

    @Test
    @DisplayName("rows that the model refuses are one line, and the server goes on")
    void wrongFeatures() throws Exception {
        try (DecideServer server = DecideServer.start(settings(model(4, 8, 3), 3))) {
            for (int i = 0; i < 3; i++) {
                var refused = Example.post(server.port(), "/decide", "{\"features\":[1,2]}");
                assertThat(refused.statusCode()).isEqualTo(400);
                assertThat(refused.body().lines()).hasSize(1);
                assertThat(refused.body()).doesNotContain("\tat ", "io.demur", "Exception");
            }
            assertThat(Example.post(server.port(), "/decide", "{\"features\":[1,2,3,4]}")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    @DisplayName("a model of other classes, and a file that is none")
    void wrongModels() throws Exception {
        try (DecideServer server = DecideServer.start(settings(model(4, 8, 3), 5))) {
            assertThat(Example.post(server.port(), "/decide", "{\"features\":[1,2,3,4]}")
                            .body())
                    .contains("the model tells 3 classes apart, the selector 5");
        }
        Path none = Files.writeString(folder.resolve("none.onnx"), "no model");
        assertThatThrownBy(() -> DecideServer.start(settings(none, 3)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("none.onnx");
    }
}
