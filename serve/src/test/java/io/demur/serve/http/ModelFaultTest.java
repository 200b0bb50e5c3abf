package io.demur.serve.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.demur.io.file.FileDigest;
import io.demur.io.json.SelectorJson;
import io.demur.logits.InputException;
import io.demur.network.Architecture;
import io.demur.network.Architectures;
import io.demur.network.ImageLayer;
import io.demur.network.Shape;
import io.demur.network.Weights;
import io.demur.network.Window;
import io.demur.onnx.GuardedModel;
import io.demur.onnx.OnnxExport;
import io.demur.select.ModelIdentity;
import io.demur.select.Selector;
import io.demur.serve.Example;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models that fail, or are not the one that the selector was fitted for. */
class ModelFaultTest {
    @TempDir
    Path folder;

    private Path plain;
    private Path selector;

    @BeforeEach
    void export() {
        plain = folder.resolve("model.onnx");
        Architecture network = Architectures.mlp(4, 8, 3);
        OnnxExport.write(network, Weights.initial(network, 5), Map.of(), plain);
        selector = Example.selector(folder.resolve("s.json"), "intents", 3, -50);
    }

    private DecideServer serve(Path model) {
        return DecideServer.start(
                Settings.local(selector).with(new Settings.Files(List.of(selector), Optional.of(model), List.of())));
    }

    /** Takes the logits' row whose number is the first feature: one that is not there makes the run fail. */
    private Path throwing() throws Exception {
        ModelProto.Builder model = ModelProto.parseFrom(Files.readAllBytes(plain)).toBuilder()
                .clearMetadataProps()
                .setProducerName("someone");
        model.getGraphBuilder()
                .addInitializer(TensorProto.newBuilder()
                        .setName("zero")
                        .setDataType(TensorProto.DataType.INT64.getNumber())
                        .addInt64Data(0)
                        .addDims(1))
                .addNode(NodeProto.newBuilder()
                        .setOpType("Gather")
                        .addInput("features")
                        .addInput("zero")
                        .addOutput("first")
                        .addAttribute(AttributeProto.newBuilder()
                                .setName("axis")
                                .setI(1)
                                .setType(AttributeProto.AttributeType.INT)))
                .addNode(NodeProto.newBuilder()
                        .setOpType("Reshape")
                        .addInput("first")
                        .addInput("minus")
                        .addOutput("flat"))
                .addInitializer(TensorProto.newBuilder()
                        .setName("minus")
                        .setDataType(TensorProto.DataType.INT64.getNumber())
                        .addInt64Data(-1)
                        .addDims(1))
                .addNode(NodeProto.newBuilder()
                        .setOpType("Cast")
                        .addInput("flat")
                        .addOutput("row")
                        .addAttribute(AttributeProto.newBuilder()
                                .setName("to")
                                .setI(TensorProto.DataType.INT64.getNumber())
                                .setType(AttributeProto.AttributeType.INT)))
                .addNode(NodeProto.newBuilder()
                        .setOpType("Gather")
                        .addInput("logits")
                        .addInput("row")
                        .addOutput("chosen"))
                .setOutput(0, model.getGraph().getOutput(0).toBuilder().setName("chosen"));
        return Files.write(folder.resolve("throwing.onnx"), model.build().toByteArray());
    }

    @Test
    @DisplayName("a model that throws is the server's fault, in one line without a path, and the next row is decided")
    void throwingModel() throws Exception {
        try (DecideServer server = serve(throwing())) {
            for (int i = 0; i < 20; i++) {
                HttpResponse<String> failed = Example.post(server.port(), "/decide", "{\"features\":[9,0,0,0]}");
                assertThat(failed.statusCode()).isEqualTo(500);
                assertThat(failed.body()).isEqualTo("{\"error\":\"the model could not compute these rows\"}\n");
                HttpResponse<String> good = Example.post(server.port(), "/decide", "{\"features\":[0,1,2,3]}");
                assertThat(good.statusCode()).as(good.body()).isEqualTo(200);
            }
            assertThat(Example.get(server.port(), "/metrics").body())
                    .containsPattern("demur_http_requests_seconds_count\\{route=\"decide\",status=\"500\"\\} 20");
        }
    }

    @Test
    @DisplayName("a selector that names its model answers no features of another one; a guarded model is the same one")
    void anotherModel() throws Exception {
        Selector read = SelectorJson.read(selector);
        ModelIdentity identity =
                new ModelIdentity("m", 3, "float32", Optional.of(FileDigest.of(plain)), Optional.empty());
        Selector bound = new Selector(
                read.name(),
                read.score(),
                read.grouping(),
                read.rules(),
                read.classNames(),
                identity,
                read.data(),
                read.goldenRows());
        SelectorJson.write(selector, bound);
        Path guarded = folder.resolve("guarded.onnx");
        GuardedModel.attach(bound, plain, Optional.empty(), guarded);
        for (Path same : List.of(plain, guarded)) {
            try (DecideServer server = serve(same)) {
                assertThat(Example.post(server.port(), "/decide", "{\"features\":[0,1,2,3]}")
                                .statusCode())
                        .isEqualTo(200);
            }
        }
        Path other = folder.resolve("other.onnx");
        Architecture network = Architectures.mlp(4, 8, 3);
        OnnxExport.write(network, Weights.initial(network, 6), Map.of(), other);
        try (DecideServer server = serve(other)) {
            HttpResponse<String> refused = Example.post(server.port(), "/decide", "{\"features\":[0,1,2,3]}");
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.body()).contains("was fitted for the model sha256:");
            assertThat(Example.post(server.port(), "/decide", "{\"logits\":[0,1,2]}")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    @DisplayName("pictures come as tensors of the model's shape and of no other")
    void pictures() throws Exception {
        Architecture network = new Architecture(
                "pictures",
                new Shape.Image(2, 3, 4),
                List.of(new ImageLayer.Conv2d(2, 3, Window.same(3, 1)), new ImageLayer.GlobalAveragePool()));
        Path file = folder.resolve("pictures.onnx");
        OnnxExport.write(network, Weights.initial(network, 1), Map.of(), file);
        try (DecideServer server = serve(file)) {
            String numbers = "0.5,".repeat(23) + "1";
            for (String shape : List.of("[1,2,3,4]", "[1,3,4,2]", "[1,24]", "[2,3,4]")) {
                HttpResponse<String> answer = Example.post(
                        server.port(),
                        "/v2/models/intents/infer",
                        "{\"inputs\":[{\"name\":\"images\",\"shape\":" + shape + ",\"datatype\":\"FP32\",\"data\":["
                                + numbers + "]}]}");
                assertThat(answer.statusCode())
                        .as(shape + answer.body())
                        .isEqualTo(shape.equals("[1,2,3,4]") ? 200 : 400);
            }
            assertThat(Example.get(server.port(), "/v2/models/intents").body()).contains("[-1, 2, 3, 4]");
        }
    }

    @Test
    void aModelOfPixelsIsRefusedAtTheStart() {
        Architecture network = new Architecture(
                "pixels", new Shape.Image(3, 7, 9), List.of(new ImageLayer.Conv2d(3, 3, Window.same(3, 1))));
        Path file = folder.resolve("pixels.onnx");
        OnnxExport.write(network, Weights.initial(network, 1), Map.of(), file);
        assertThatThrownBy(() -> serve(file))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("logits for every pixel");
    }

    @Test
    @DisplayName("a reload refuses a selector of another model where the old one fits, and the old one goes on")
    void reloadOfAnotherModel() throws Exception {
        Selector read = SelectorJson.read(selector);
        try (DecideServer server = serve(plain)) {
            ModelIdentity identity =
                    new ModelIdentity("m", 3, "float32", Optional.of("sha256:" + "0".repeat(64)), Optional.empty());
            SelectorJson.write(
                    selector,
                    new Selector(
                            read.name(),
                            read.score(),
                            read.grouping(),
                            read.rules(),
                            read.classNames(),
                            identity,
                            read.data(),
                            read.goldenRows()));
            HttpResponse<String> refused = Example.post(server.port(), "/reload", "{}");
            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(409);
            assertThat(refused.body()).contains("nothing was changed", "was fitted for the model sha256:0");
            assertThat(Example.post(server.port(), "/decide", "{\"features\":[0,1,2,3]}")
                            .statusCode())
                    .isEqualTo(200);
        }
    }
}
