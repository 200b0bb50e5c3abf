package io.demur.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.demur.guarantee.GroupRule;
import io.demur.io.file.FileDigest;
import io.demur.io.file.ModelFile;
import io.demur.logits.InputException;
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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelDigestTest {
    @TempDir
    Path folder;

    private Path model;
    private Path guarded;

    @BeforeEach
    void export() {
        model = export("model.onnx", 3);
        guarded = folder.resolve("guarded.onnx");
    }

    private Path export(String name, int seed) {
        Path file = folder.resolve(name);
        Architecture network = Architectures.mlp(6, 16, 5);
        OnnxExport.write(network, Weights.initial(network, seed), Map.of(), file);
        return file;
    }

    private static Selector selectorFor(Optional<String> digest) {
        GroupRule rule = new GroupRule(GroupRule.Status.CERTIFIED, OptionalDouble.of(0.75));
        return new Selector(
                "test",
                Score.parse("msp"),
                Grouping.NONE,
                List.of(new Rule(Rule.EVERYTHING, rule, Optional.empty())),
                List.of(),
                new ModelIdentity("m", 5, "float32", digest, Optional.empty()),
                new DataIdentity("t", "c", Optional.empty()),
                List.of());
    }

    @Test
    void aGuardedModelIsTheModelItWas() {
        String digest = FileDigest.of(model);
        assertThat(ModelDigest.of(model)).isEqualTo(digest);
        GuardedModel.attach(selectorFor(Optional.of(digest)), model, Optional.empty(), guarded);
        assertThat(ModelDigest.of(guarded)).isEqualTo(digest).isNotEqualTo(FileDigest.of(guarded));
        Path back = folder.resolve("back.onnx");
        GuardedModel.detach(guarded, back);
        assertThat(ModelDigest.of(back)).isEqualTo(digest);
    }

    @Test
    void aSelectorOfAnotherModelIsRefusedAndNothingIsWritten() {
        Path other = export("other.onnx", 4);
        Selector selector = selectorFor(Optional.of(FileDigest.of(model)));
        assertThatThrownBy(() -> GuardedModel.attach(selector, other, Optional.empty(), guarded))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("was fitted for the model sha256:")
                .hasMessageContaining("other.onnx")
                .hasMessageContaining("take that model, or fit a selector for this one")
                .hasMessageNotContaining("\n");
        assertThat(Files.exists(guarded)).isFalse();
        GuardedModel.attach(selectorFor(Optional.empty()), other, Optional.empty(), guarded);
        assertThat(guarded).exists();
    }

    /** Moves the weights of a model into a file beside it. */
    private Path moveWeights() throws IOException {
        Path weights = folder.resolve("weights.bin");
        ModelProto.Builder builder = ModelProto.parseFrom(Files.readAllBytes(model)).toBuilder()
                .clearMetadataProps()
                .setProducerName("someone");
        TensorProto.Builder tensor = builder.getGraphBuilder().getInitializerBuilder(0);
        Files.write(weights, tensor.getRawData().toByteArray());
        tensor.clearRawData()
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(
                        StringStringEntryProto.newBuilder().setKey("location").setValue("weights.bin"));
        Files.write(model, builder.build().toByteArray());
        return weights;
    }

    @Test
    void weightsInOtherFilesArePartOfTheDigest() throws IOException {
        assertThat(ModelFile.weights(model)).isEmpty();
        Path weights = moveWeights();
        assertThat(ModelFile.weights(model)).containsExactly("weights.bin");
        String digest = ModelDigest.of(model);
        assertThat(digest).isNotEqualTo(FileDigest.of(model)).isEqualTo(ModelFile.digest(model));
        Selector selector = selectorFor(Optional.of(digest));
        GuardedModel.attach(selector, model, Optional.empty(), guarded);
        assertThat(ModelDigest.of(guarded)).isEqualTo(digest);
        OnnxModel.open(guarded).close();

        byte[] other = Files.readAllBytes(weights);
        other[3] ^= 1;
        Files.write(weights, other);
        assertThat(ModelDigest.of(model)).isNotEqualTo(digest);
        assertThatThrownBy(() -> GuardedModel.attach(selector, model, Optional.empty(), folder.resolve("x.onnx")))
                .hasMessageContaining("was fitted for the model sha256:");
        for (ThrowingCallable door : List.<ThrowingCallable>of(
                () -> OnnxModel.open(guarded),
                () -> ModelInspection.of(guarded),
                () -> GuardedModel.detach(guarded, folder.resolve("x.onnx")))) {
            assertThatThrownBy(door)
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("its weights in other files do not match its digest");
        }
        Files.delete(weights);
        assertThatThrownBy(() -> ModelDigest.of(model))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("weights.bin");
    }

    @Test
    void whatIsNoModelHasNoWeightsElsewhere() throws IOException {
        byte[] bytes = Files.readAllBytes(model);
        for (int length : new int[] {1, 7, bytes.length / 2, bytes.length - 1}) {
            Path cut = Files.write(folder.resolve("cut" + length), Arrays.copyOf(bytes, length));
            assertThat(ModelFile.weights(cut)).isEmpty();
        }
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 200; i++) {
            byte[] noise = new byte[300];
            random.nextBytes(noise);
            assertThat(ModelFile.weights(Files.write(folder.resolve("noise"), noise)))
                    .isEmpty();
        }
    }
}
