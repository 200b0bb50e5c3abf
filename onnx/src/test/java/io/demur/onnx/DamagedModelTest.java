package io.demur.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.demur.inputs.Features;
import io.demur.logits.InputException;
import io.demur.network.Architecture;
import io.demur.network.Architectures;
import io.demur.network.Weights;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are no model, or not ours, or not whole: one line each, and never a crash. */
class DamagedModelTest {
    private static final Architecture MLP = Architectures.mlp(3, 4, 2);

    @TempDir
    Path folder;

    private byte[] whole(Architecture network) throws IOException {
        Path file = folder.resolve("whole.onnx");
        OnnxExport.write(network, Weights.initial(network, 1), Map.of("key", "value"), file);
        return Files.readAllBytes(file);
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("damaged.onnx"), bytes);
    }

    private Path changed(Consumer<ModelProto.Builder> change) throws IOException {
        ModelProto.Builder model = ModelProto.parseFrom(whole(MLP)).toBuilder();
        model.removeMetadataProps(model.getMetadataPropsCount() - 1);
        change.accept(model);
        return file(ModelSeal.seal(model.build().toByteArray()));
    }

    private static void assertProblem(Path file, String message) {
        assertThatThrownBy(() -> OnnxModel.open(file).close())
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining(message)
                .hasMessageNotContaining("\n");
    }

    @Test
    void saysWhatIsNoModel() throws IOException {
        assertProblem(folder.resolve("none.onnx"), "there is no such file");
        assertProblem(file(new byte[0]), "is empty");
        assertProblem(file("label,text\n1,hello\n".getBytes(StandardCharsets.UTF_8)), "is no ONNX file");
        assertProblem(file("{\"a\": 1}".getBytes(StandardCharsets.UTF_8)), "is no ONNX file");
        assertProblem(file(ModelProto.newBuilder().setIrVersion(8).build().toByteArray()), "holds no graph");
    }

    @Test
    void noticesThatItWasCutShort() throws IOException {
        byte[] whole = whole(MLP);
        for (int length = 1; length < whole.length; length += 3) {
            assertProblem(file(Arrays.copyOf(whole, length)), "");
        }
        assertProblem(file(Arrays.copyOf(whole, whole.length / 2)), "is no ONNX file, or was cut short");
        assertProblem(file(Arrays.copyOf(whole, whole.length + 1)), "is no ONNX file, or was cut short");
    }

    @Test
    void saysWhatItCannotRun() throws IOException {
        assertProblem(
                changed(model -> model.getOpsetImportBuilder(0).setVersion(99)),
                "is no model that ONNX Runtime can run: ONNX Runtime only *guarantees* support for models stamped with"
                        + " official released onnx opset versions. Opset 99");
        assertProblem(changed(model -> model.setIrVersion(99)), "Unsupported model IR version: 99");
        assertProblem(
                changed(model -> model.getGraphBuilder().getNodeBuilder(0).setOpType("Frobnicate")), "Frobnicate");
        assertProblem(changed(model -> model.getGraphBuilder().getNodeBuilder(0).setInput(0, "nowhere")), "nowhere");
        assertProblem(changed(model -> model.getGraphBuilder().clearInput()), "features");
    }

    @Test
    void saysWhichInputsAndOutputsItCannotUse() throws IOException {
        assertProblem(
                changed(model -> model.getGraphBuilder()
                        .addInput(model.getGraph().getInput(0).toBuilder().setName("more"))),
                "takes features float32 (N x 3), more float32 (N x 3); there are one float32 (N x F) or (N x C x H x W), ids with weights");
        assertProblem(
                changed(model -> renamed(model)
                        .getGraphBuilder()
                        .addOutput(ValueInfoProto.newBuilder().setName("0.dense"))),
                "gives y, 0.dense; name one of its outputs logits");
        assertProblem(changed(DamagedModelTest::doubles), "gives z float64 (N x 2); logits are float32 (N x K)");
    }

    /** What other programs write has other names. */
    @Test
    void takesAModelFromElsewhere() throws IOException {
        Features features = Samples.features(MLP, 5, new SplittableRandom(1));
        float[] expected;
        try (OnnxModel ours = OnnxModel.open(file(whole(MLP)))) {
            expected = ours.logits(features);
        }
        try (OnnxModel other = OnnxModel.open(changed(DamagedModelTest::renamed))) {
            assertThat(other.info().inputs()).extracting(ModelInfo.Port::name).containsExactly("x");
            assertThat(other.logits(features)).containsExactly(expected);
        }
    }

    private static ModelProto.Builder renamed(ModelProto.Builder model) {
        GraphProto.Builder graph = model.getGraphBuilder();
        graph.getInputBuilder(0).setName("x");
        graph.getNodeBuilder(0).setInput(0, "x");
        graph.getOutputBuilder(0).setName("y");
        graph.getNodeBuilder(graph.getNodeCount() - 1).setOutput(0, "y");
        return model.setProducerName("elsewhere");
    }

    private static void doubles(ModelProto.Builder model) {
        GraphProto.Builder graph = renamed(model).getGraphBuilder();
        graph.addNodeBuilder()
                .setOpType("Cast")
                .addInput("y")
                .addOutput("z")
                .addAttribute(GraphBuilder.whole("to", 11));
        graph.getOutputBuilder(0).setName("z");
        graph.getOutputBuilder(0).getTypeBuilder().getTensorTypeBuilder().setElemType(11);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {21, 22, 23})
    void noticesEveryChange(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        for (Architecture network : Samples.networks().toList()) {
            byte[] whole = whole(network);
            for (int i = 0; i < 60; i++) {
                byte[] bytes = whole.clone();
                for (int t = random.nextInt(1, 4); t > 0; t--) {
                    int at = random.nextInt(bytes.length);
                    bytes[at] = random.nextBoolean() ? (byte) random.nextInt() : (byte) (bytes[at] ^ 1);
                }
                if (!Arrays.equals(bytes, whole)) {
                    assertProblem(file(bytes), "");
                }
            }
        }
    }

    @Test
    void saysThatItWasChanged() throws IOException {
        byte[] whole = whole(MLP);
        whole[whole.length - 200] ^= 1;
        assertProblem(file(whole), "its content does not match its digest: it was changed after it was written; take");
        ModelProto resaved =
                ModelProto.parseFrom(whole(MLP)).toBuilder().clearProducerName().build();
        assertProblem(file(resaved.toByteArray()), "does not match its digest");
    }
}
