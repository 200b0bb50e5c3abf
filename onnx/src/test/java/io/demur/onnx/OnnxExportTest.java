package io.demur.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.demur.io.json.Json;
import io.demur.logits.InputException;
import io.demur.network.Architecture;
import io.demur.network.ArchitectureJson;
import io.demur.network.Architectures;
import io.demur.network.Layer;
import io.demur.network.Tensor;
import io.demur.network.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OnnxExportTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("io.demur.onnx.Samples#networks")
    void theSameContentGivesTheSameBytes(Architecture network) throws IOException {
        Map<String, String> forwards = new LinkedHashMap<>();
        forwards.put("a", "1");
        forwards.put("b", "2");
        Map<String, String> backwards = new LinkedHashMap<>();
        backwards.put("b", "2");
        backwards.put("a", "1");
        OnnxExport.write(network, Weights.initial(network, 4), forwards, folder.resolve("one"));
        OnnxExport.write(network, Weights.initial(network, 4), backwards, folder.resolve("two"));
        assertThat(folder.resolve("one")).hasSameBinaryContentAs(folder.resolve("two"));
        ModelHead head = ModelHead.read(folder.resolve("one"));
        assertThat(ArchitectureJson.read(
                        "model", Json.read("model", head.metadata().get(ModelKeys.ARCHITECTURE))))
                .isEqualTo(network);
        ModelProto model = ModelProto.parseFrom(Files.readAllBytes(folder.resolve("one")));
        assertThat(model.getGraph().getNodeList())
                .noneMatch(node -> node.getOpType().equals("Dropout"));
        assertThat(model.getOpsetImport(0).getVersion()).isEqualTo(OnnxExport.OPSET);
    }

    @Test
    void refusesTheWeightsOfAnotherNetwork() {
        Path file = folder.resolve("model.onnx");
        assertThatThrownBy(() -> OnnxExport.write(
                        Architectures.mlp(3, 2), Weights.initial(Architectures.mlp(3, 4), 1), Map.of(), file))
                .isInstanceOf(InputException.class)
                .hasMessage(file + ": 0.dense.weight has the shape (4 x 3), the network needs (2 x 3)");
        assertThat(file).doesNotExist();
    }

    @Test
    void refusesWhatOneFileCannotHold() {
        Architecture huge = Architectures.bagOfNgrams(1 << 21, 256, 0, 2);
        assertThatThrownBy(() -> OnnxExport.write(huge, Weights.of(Map.of()), Map.of(), Path.of("huge.onnx")))
                .isInstanceOf(InputException.class)
                .hasMessage("huge.onnx: the model would take 2048 MiB, one ONNX file holds less than 2048;"
                        + " use a smaller vocabulary or width");
    }

    @Test
    void refusesVectorsInOrder() {
        Architecture network = new Architecture("steps", List.of(new Layer.LastLstm(2, 3)));
        assertThatThrownBy(() ->
                        OnnxExport.write(network, Weights.initial(network, 1), Map.of(), folder.resolve("model.onnx")))
                .isInstanceOf(InputException.class)
                .hasMessage("steps: takes a sequence of vectors of 2; features are rows of numbers or of identifiers");
    }

    @Test
    void reordersTheGatesOfAnLstm() {
        float[] rows = {1, 2, 3, 4};
        assertThat(LstmGates.biases(Tensor.of(List.of(4), rows), Tensor.of(List.of(4), rows))
                        .values())
                .containsExactly(1, 4, 2, 3, 1, 4, 2, 3);
    }
}
