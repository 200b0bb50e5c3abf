package io.demur.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.demur.guarantee.GroupRule;
import io.demur.inputs.DenseFeatures;
import io.demur.network.Architecture;
import io.demur.network.Architectures;
import io.demur.network.Weights;
import io.demur.score.Score;
import io.demur.select.DataIdentity;
import io.demur.select.Grouping;
import io.demur.select.ModelIdentity;
import io.demur.select.Rule;
import io.demur.select.Selector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperatorSetTest {
    @TempDir
    Path folder;

    private static Selector selector() {
        GroupRule rule = new GroupRule(GroupRule.Status.CERTIFIED, OptionalDouble.of(0.75));
        return new Selector(
                "test",
                Score.parse("logit-norm:p=3"),
                Grouping.NONE,
                List.of(new Rule(Rule.EVERYTHING, rule, Optional.empty())),
                List.of(),
                new ModelIdentity("m", 5, "float32", Optional.empty(), Optional.empty()),
                new DataIdentity("t", "c", Optional.empty()),
                List.of());
    }

    @Test
    @DisplayName("a model whose standard operators are called ai.onnx is guarded like one that leaves their name empty")
    void namedDomain() throws IOException {
        Path file = folder.resolve("model.onnx");
        Architecture network = Architectures.mlp(6, 16, 5);
        OnnxExport.write(network, Weights.initial(network, 3), Map.of(), file);
        ModelProto.Builder model = ModelProto.parseFrom(Files.readAllBytes(file)).toBuilder()
                .clearMetadataProps()
                .setProducerName("someone");
        model.getOpsetImportBuilder(0).setDomain("ai.onnx");
        long opset = model.getOpsetImport(0).getVersion();
        Files.write(file, model.build().toByteArray());
        Path guarded = folder.resolve("guarded.onnx");
        GuardedModel.attach(selector(), file, Optional.empty(), guarded);
        assertThat(ModelHead.read(guarded).opset()).isEqualTo(opset);
        DenseFeatures features = DenseFeatures.of(6, new float[] {1, 2, 3, -1, 0, 0.5f});
        try (OnnxModel before = OnnxModel.open(file);
                OnnxModel after = OnnxModel.open(guarded)) {
            assertThat(after.logits(features)).containsExactly(before.logits(features));
            assertThat(after.info().outputs()).extracting(ModelInfo.Port::name).contains("accept");
        }
    }
}
