package io.demur.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
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
        change.accept(model);
        return file(model.build().toByteArray());
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
    void saysThatItWasCutShort() throws IOException {
        byte[] whole = whole(MLP);
        for (int length = 1; length < whole.length; length += 7) {
            Path file = file(Arrays.copyOf(whole, length));
            try (OnnxModel model = OnnxModel.open(file)) {
                assertThat(model.info().metadata()).hasSizeLessThan(2);
            } catch (InputException e) {
                assertThat(e.getMessage()).doesNotContain("\n");
            }
        }
    }

    @Test
    void saysWhatItCannotRun() throws IOException {
        assertProblem(changed(model -> model.getOpsetImportBuilder(0).setVersion(99)), "opset");
        assertProblem(changed(model -> model.setIrVersion(99)), "IR version");
        assertProblem(
                changed(model -> model.getGraphBuilder().getNodeBuilder(0).setOpType("Frobnicate")), "Frobnicate");
        assertProblem(changed(model -> model.getGraphBuilder().getNodeBuilder(0).setInput(0, "nowhere")), "nowhere");
        assertProblem(changed(model -> model.getGraphBuilder().clearInput()), "");
    }

    @Test
    void saysWhichInputsAndOutputsItCannotUse() throws IOException {
        assertProblem(
                changed(model -> model.getGraphBuilder()
                        .addInput(model.getGraph().getInput(0).toBuilder().setName("more"))),
                "takes features float32 (N x 3), more float32 (N x 3); there are one float32 (N x F), ids with weights");
        assertProblem(
                changed(model -> model.getGraphBuilder()
                        .getOutputBuilder(0)
                        .getTypeBuilder()
                        .getTensorTypeBuilder()
                        .clearShape()),
                "");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {21, 22})
    void damageEndsInOneLineOrInNumbers(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        for (Architecture network : Samples.networks().toList()) {
            byte[] whole = whole(network);
            Features features = Samples.features(network, 3, random);
            for (int i = 0; i < 60; i++) {
                byte[] bytes = whole.clone();
                for (int t = random.nextInt(1, 4); t > 0; t--) {
                    int at = random.nextInt(bytes.length);
                    bytes[at] = random.nextBoolean() ? (byte) random.nextInt() : (byte) (bytes[at] ^ 1);
                }
                attempt(network.name() + ", input " + i, file(bytes), features);
            }
        }
    }

    private static void attempt(String as, Path file, Features features) {
        try (OnnxModel model = OnnxModel.open(file)) {
            assertThat(model.logits(features)).hasSize(features.rows() * model.outputs());
        } catch (InputException e) {
            assertThat(e.getMessage()).as(as).doesNotContain("\n").hasSizeLessThan(1000);
        } catch (RuntimeException | Error e) {
            throw new AssertionError(as, e);
        }
    }
}
