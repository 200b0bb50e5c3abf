package io.demur.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.demur.guarantee.GroupRule;
import io.demur.inputs.DenseFeatures;
import io.demur.logits.InputException;
import io.demur.network.Architecture;
import io.demur.network.Architectures;
import io.demur.network.ImageLayer;
import io.demur.network.Shape;
import io.demur.network.Weights;
import io.demur.network.Window;
import io.demur.score.Score;
import io.demur.select.DataIdentity;
import io.demur.select.GoldenRow;
import io.demur.select.Grouping;
import io.demur.select.ModelIdentity;
import io.demur.select.Rule;
import io.demur.select.Selector;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardedModelTest {
    private static final int ROWS = 200;

    @TempDir
    Path folder;

    private Path plain;
    private Path guarded;
    private float[] rows;

    @BeforeEach
    void export() {
        plain = folder.resolve("model.onnx");
        guarded = folder.resolve("guarded.onnx");
        Architecture network = Architectures.mlp(6, 16, 5);
        OnnxExport.write(network, Weights.initial(network, 3), Map.of(), plain);
        rows = numbers(ROWS * 6);
    }

    private static float[] numbers(int count) {
        SplittableRandom random = new SplittableRandom(4);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextDouble(-4, 4);
        }
        return values;
    }

    private static Selector selector(int classes, Grouping grouping, List<Rule> rules, List<GoldenRow> golden) {
        return new Selector(
                "test",
                Score.parse("logit-norm:p=3"),
                grouping,
                rules,
                List.of(),
                new ModelIdentity("m", classes, "float32"),
                new DataIdentity("t", "c", Optional.empty()),
                golden);
    }

    private static Rule rule(String group, double threshold) {
        return new Rule(
                group, new GroupRule(GroupRule.Status.CERTIFIED, OptionalDouble.of(threshold)), Optional.empty());
    }

    private static Selector single(int classes) {
        Selector selector = selector(classes, Grouping.NONE, List.of(rule(Rule.EVERYTHING, 0.75)), List.of());
        double[] sure = new double[classes];
        sure[1] = 9;
        return selector.withGoldenRows(List.of(selector.golden(sure, Rule.EVERYTHING)));
    }

    private Map<String, Object> run(Path model, Map<String, OnnxTensor> inputs) throws OrtException {
        Map<String, Object> values = new HashMap<>();
        try (OrtSession session = Ort.open(model, 1);
                OrtSession.Result result = session.run(inputs)) {
            for (Map.Entry<String, ai.onnxruntime.OnnxValue> entry : result) {
                values.put(entry.getKey(), entry.getValue().getValue());
            }
        }
        return values;
    }

    private Map<String, OnnxTensor> features() throws OrtException {
        return new HashMap<>(Map.of(
                "features", OnnxTensor.createTensor(Ort.environment(), FloatBuffer.wrap(rows), new long[] {ROWS, 6})));
    }

    @Test
    void theGraphDecidesAsJavaAndKeepsItsLogits() throws OrtException {
        Selector selector = single(5);
        GuardPorts ports = GuardedModel.attach(selector, plain, Optional.empty(), guarded);
        assertThat(ports).isEqualTo(new GuardPorts("logits", "prediction", "confidence", "accept", "group"));
        Map<String, Object> before = run(plain, features());
        Map<String, Object> after = run(guarded, features());
        assertThat(after).containsOnlyKeys("logits", "prediction", "confidence", "accept");
        float[][] logits = (float[][]) after.get("logits");
        assertThat(logits).isDeepEqualTo((float[][]) before.get("logits"));
        int accepted = 0;
        for (int i = 0; i < ROWS; i++) {
            double[] row = new double[5];
            for (int k = 0; k < 5; k++) {
                row[k] = logits[i][k];
            }
            GoldenRow java = selector.golden(row, Rule.EVERYTHING);
            assertThat(((long[]) after.get("prediction"))[i]).isEqualTo(java.prediction());
            assertThat(((boolean[]) after.get("accept"))[i]).isEqualTo(java.accepted());
            accepted += java.accepted() ? 1 : 0;
        }
        assertThat(accepted).isBetween(20, 180);
    }

    @Test
    void versionsStayAndTheFileSaysWhatIsInside() throws IOException {
        GuardedModel.attach(single(5), plain, Optional.empty(), guarded);
        ModelProto before = ModelProto.parseFrom(Files.readAllBytes(plain));
        ModelProto after = ModelProto.parseFrom(Files.readAllBytes(guarded));
        assertThat(after.getIrVersion()).isEqualTo(before.getIrVersion());
        assertThat(after.getOpsetImportList()).isEqualTo(before.getOpsetImportList());
        assertThat(after.getGraph().getNodeList())
                .startsWith(before.getGraph().getNodeList().toArray(new NodeProto[0]));
        ModelInspection inside = ModelInspection.of(guarded);
        assertThat(inside.guard().orElseThrow().selector().name()).isEqualTo("test");
        assertThat(inside.digest()).isEqualTo(ModelInspection.Digest.MATCHES);
        assertThat(ModelInspection.of(plain).guard()).isEmpty();
    }

    @Test
    void detachingGivesTheModelBackByteForByte() throws IOException {
        GuardedModel.attach(single(5), plain, Optional.empty(), guarded);
        Path back = folder.resolve("back.onnx");
        GuardedModel.detach(guarded, back);
        assertThat(back).hasSameBinaryContentAs(plain);
    }

    @Test
    void groupsAreAnInputOfNames() throws OrtException {
        Selector selector = selector(5, Grouping.COLUMN, List.of(rule("north", 0), rule("süd", 0.99)), List.of());
        GuardedModel.attach(selector, plain, Optional.empty(), guarded);
        String[] groups = new String[ROWS];
        for (int i = 0; i < ROWS; i++) {
            groups[i] = new String[] {"north", "süd", "elsewhere"}[i % 3];
        }
        Map<String, OnnxTensor> inputs = features();
        inputs.put("group", OnnxTensor.createTensor(Ort.environment(), groups));
        boolean[] accept = (boolean[]) run(guarded, inputs).get("accept");
        for (int i = 0; i < ROWS; i++) {
            if (i % 3 != 1) {
                assertThat(accept[i]).as(groups[i]).isEqualTo(i % 3 == 0);
            }
        }
        Path back = folder.resolve("back.onnx");
        GuardedModel.detach(guarded, back);
        assertThat(ModelInspection.of(back).info().inputs()).hasSize(1);
    }

    @Test
    void everyPixelIsDecided() throws OrtException {
        Architecture network = new Architecture(
                "pixels", new Shape.Image(3, 7, 9), List.of(new ImageLayer.Conv2d(3, 4, Window.same(3, 1))));
        OnnxExport.write(network, Weights.initial(network, 5), Map.of(), plain);
        GuardedModel.attach(single(4), plain, Optional.empty(), guarded);
        OnnxTensor images = OnnxTensor.createTensor(
                Ort.environment(), FloatBuffer.wrap(numbers(2 * 3 * 7 * 9)), new long[] {2, 3, 7, 9});
        Map<String, Object> result = run(guarded, Map.of("images", images));
        float[][][][] logits = (float[][][][]) result.get("logits");
        boolean[][][] accept = (boolean[][][]) result.get("accept");
        long[][][] prediction = (long[][][]) result.get("prediction");
        for (int n = 0; n < 2; n++) {
            for (int y = 0; y < 7; y++) {
                for (int x = 0; x < 9; x++) {
                    double[] row = new double[4];
                    for (int k = 0; k < 4; k++) {
                        row[k] = logits[n][k][y][x];
                    }
                    GoldenRow java = single(4).golden(row, Rule.EVERYTHING);
                    assertThat(accept[n][y][x]).isEqualTo(java.accepted());
                    assertThat(prediction[n][y][x]).isEqualTo(java.prediction());
                }
            }
        }
    }

    @Test
    void oneLogitIsThatOfTheSecondClass() throws OrtException {
        Architecture network = Architectures.mlp(6, 1);
        OnnxExport.write(network, Weights.initial(network, 5), Map.of(), plain);
        Selector msp = Selector.uncertified(Score.parse("msp"), 0.5, new ModelIdentity("m", 2, "float32"));
        GuardedModel.attach(msp, plain, Optional.empty(), guarded);
        Map<String, Object> result = run(guarded, features());
        float[][] logits = (float[][]) result.get("logits");
        for (int i = 0; i < ROWS; i++) {
            assertThat(((double[]) result.get("confidence"))[i]).isEqualTo(Math.abs((double) logits[i][0]));
            assertThat(((long[]) result.get("prediction"))[i]).isEqualTo(logits[i][0] > 0 ? 1 : 0);
        }
    }

    @Test
    void namesThatAreTakenAreLeftAlone() throws IOException, OrtException {
        ModelProto model = ModelProto.parseFrom(Files.readAllBytes(plain));
        ModelProto.Builder other = model.toBuilder().clearMetadataProps().setProducerName("someone");
        other.getGraphBuilder()
                .addNode(NodeProto.newBuilder()
                        .setOpType("Relu")
                        .addInput("logits")
                        .addOutput("accept"))
                .addOutput(model.getGraph().getOutput(0).toBuilder().setName("accept"));
        Files.write(plain, other.build().toByteArray());
        GuardPorts ports = GuardedModel.attach(single(5), plain, Optional.empty(), guarded);
        assertThat(ports.accept()).isEqualTo("demur_accept");
        assertThat(run(guarded, features())).containsKeys("accept", "demur_accept");
    }

    @Test
    void anInnerTensorMayHoldTheLogits() throws IOException {
        ModelProto.Builder model = ModelProto.parseFrom(Files.readAllBytes(plain)).toBuilder()
                .clearMetadataProps()
                .setProducerName("someone");
        model.getGraphBuilder()
                .addNode(NodeProto.newBuilder()
                        .setOpType("Softmax")
                        .addInput("logits")
                        .addOutput("probabilities"))
                .setOutput(0, model.getGraph().getOutput(0).toBuilder().setName("probabilities"));
        Files.write(plain, model.build().toByteArray());
        assertProblem(
                5,
                Optional.empty(),
                "holds probabilities, the outcome of a Softmax; take the logits before it: --output logits");
        GuardPorts ports = GuardedModel.attach(single(5), plain, Optional.of("logits"), guarded);
        assertThat(ports.logits()).isEqualTo("logits");
    }

    private void assertProblem(int classes, Optional<String> output, String message) {
        assertThatThrownBy(() -> GuardedModel.attach(single(classes), plain, output, guarded))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("\n");
        assertThat(guarded).doesNotExist();
    }

    @Test
    void saysWhatCannotBeGuarded() throws IOException {
        assertProblem(7, Optional.empty(), "gives logits float32 (N x 5), but the selector is for 7 classes");
        assertProblem(5, Optional.of("nowhere"), "has no tensor 'nowhere'; its outputs are logits");
        GuardedModel.attach(single(5), plain, Optional.empty(), guarded);
        assertThatThrownBy(() -> GuardedModel.attach(single(5), guarded, Optional.empty(), folder.resolve("x.onnx")))
                .hasMessageContaining("has a selector already");
        assertThatThrownBy(() -> GuardedModel.detach(plain, folder.resolve("x.onnx")))
                .hasMessageContaining("has no selector");
        Files.delete(guarded);
        ModelProto.Builder model = ModelProto.parseFrom(Files.readAllBytes(plain)).toBuilder()
                .clearMetadataProps()
                .setProducerName("someone");
        model.getOpsetImportBuilder(0).setVersion(8);
        Files.write(plain, model.build().toByteArray());
        assertProblem(5, Optional.empty(), "has operator set 8, a selector needs 9 or later");
        model.getOpsetImportBuilder(0).setVersion(17);
        model.getGraphBuilder().addOutput(ValueInfoProto.newBuilder().setName("0.dense"));
        Files.write(plain, model.build().toByteArray());
        assertProblem(5, Optional.of("0.dense"), "gives 0.dense float32 (N x 16), but the selector is for 5 classes");
        Files.writeString(plain, "no model");
        assertProblem(5, Optional.empty(), "is no ONNX file");
    }

    @Test
    void weightsOutsideTheFileStayThere() throws IOException, OrtException {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        ModelProto.Builder model = ModelProto.parseFrom(Files.readAllBytes(plain)).toBuilder()
                .clearMetadataProps()
                .setProducerName("someone");
        ai.onnx.proto.OnnxMl.TensorProto.Builder weights =
                model.getGraphBuilder().getInitializerBuilder(0);
        Files.write(folder.resolve("weights.bin"), weights.getRawData().toByteArray());
        weights.clearRawData()
                .setDataLocation(ai.onnx.proto.OnnxMl.TensorProto.DataLocation.EXTERNAL)
                .addExternalData(ai.onnx.proto.OnnxMl.StringStringEntryProto.newBuilder()
                        .setKey("location")
                        .setValue("weights.bin"));
        Map<String, Object> before = run(plain, features());
        Files.write(plain, model.build().toByteArray());
        assertThatThrownBy(() ->
                        GuardedModel.attach(single(5), plain, Optional.empty(), elsewhere.resolve("guarded.onnx")))
                .hasMessageContaining("keeps its weights in files of its folder");
        GuardedModel.attach(single(5), plain, Optional.empty(), guarded);
        assertThat((float[][]) run(guarded, features()).get("logits")).isDeepEqualTo((float[][]) before.get("logits"));
    }

    @Test
    void aGuardedModelStillPredicts() {
        GuardedModel.attach(single(5), plain, Optional.empty(), guarded);
        try (OnnxModel before = OnnxModel.open(plain);
                OnnxModel after = OnnxModel.open(guarded)) {
            DenseFeatures features = DenseFeatures.of(6, rows);
            assertThat(after.logits(features)).containsExactly(before.logits(features));
        }
    }

    @Test
    void doubleLogitsAreJudgedAsTheyAre() {
        try (GuardCheck check = new GuardCheck(single(3), 17)) {
            double[] row = {1, 1 + 1e-13, 1};
            assertThat(check.run(List.of(row), List.of("*")).get(0).prediction())
                    .isEqualTo(1);
        }
    }
}
