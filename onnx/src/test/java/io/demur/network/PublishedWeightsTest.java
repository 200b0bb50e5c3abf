package io.demur.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.demur.logits.InputException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishedWeightsTest {
    private static final Architecture NETWORK =
            new Architecture("n", new Shape.Vector(2), List.of(new Layer.Dense(2, 1)));
    private static final Map<String, String> NAMES = Map.of("0.dense.weight", "fc.weight", "0.dense.bias", "fc.bias");

    @TempDir
    Path folder;

    /** Names as in the state_dict of torchvision 0.20. */
    @Test
    void namesAreThoseOfTorchvision() {
        Map<String, String> names = TorchvisionNames.resnet50(ResNet.imagenet50(1000));
        assertThat(names)
                .hasSize(320 - 53) // its 53 counters of batches left out
                .containsEntry("0.conv.weight", "conv1.weight")
                .containsEntry("1.norm.running_var", "bn1.running_var")
                .containsEntry("4.chain.0.chain.0.sum.0.chain.3.conv.weight", "layer1.0.conv2.weight")
                .containsEntry("4.chain.0.chain.0.sum.1.chain.1.norm.bias", "layer1.0.downsample.1.bias")
                .containsEntry("7.chain.2.chain.0.sum.0.chain.7.norm.weight", "layer4.2.bn3.weight")
                .containsEntry("10.dense.bias", "fc.bias");
        assertThat(names.values()).doesNotHaveDuplicates();
        assertThatIllegalArgumentException().isThrownBy(() -> TorchvisionNames.resnet50(ResNet.cifar20(10)));
    }

    /** Sizes tell modules that were mixed up: every tensor's shape follows from torchvision's name. */
    @Test
    void deepLabTakesBaseAndPyramid() {
        Architecture network = DeepLab.resnet101(new Shape.Image(3, 65, 65), 19);
        Map<String, String> names = TorchvisionNames.deepLabV3(network);
        Map<String, List<Integer>> shapes = new LinkedHashMap<>();
        network.parameters().forEach(p -> shapes.put(names.getOrDefault(p.name(), p.name()), p.shape()));
        assertThat(shapes)
                .containsEntry("backbone.layer1.0.downsample.0.weight", List.of(256, 64, 1, 1))
                .containsEntry("backbone.layer3.22.conv3.weight", List.of(1024, 256, 1, 1))
                .containsEntry("backbone.layer4.0.conv2.weight", List.of(512, 512, 3, 3))
                .containsEntry("classifier.0.convs.0.0.weight", List.of(256, 2048, 1, 1))
                .containsEntry("classifier.0.convs.3.0.weight", List.of(256, 2048, 3, 3))
                .containsEntry("classifier.0.convs.4.1.weight", List.of(256, 2048, 1, 1))
                .containsEntry("classifier.0.project.0.weight", List.of(256, 1280, 1, 1));
        assertThat(TorchvisionNames.resnet101Base(network).values())
                .contains("layer4.2.bn3.running_mean")
                .noneMatch(name -> name.startsWith("classifier"));
    }

    @Test
    void replacesWhatTheFileHasAndPassesOverCounters() throws Exception {
        String header = "{\"fc.bias\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
                + "\"fc.weight\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[4,12]},"
                + "\"bn.num_batches_tracked\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[12,20]}}";
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + text.length + 20).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(text.length)
                .put(text)
                .putFloat(1.5f)
                .putFloat(2)
                .putFloat(3)
                .putLong(9);
        Path file = Files.write(folder.resolve("w"), bytes.array());
        Weights read = PublishedWeights.read(file, NAMES, Weights.initial(NETWORK, 1), Set.of());
        assertThat(read.tensor("0.dense.bias").values()).containsExactly(1.5f);
        assertThat(read.tensor("0.dense.weight").values()).containsExactly(2, 3);
        Files.write(file, java.util.Arrays.copyOf(bytes.array(), bytes.capacity() - 1));
        assertThatThrownBy(() -> PublishedWeights.read(file, NAMES, Weights.initial(NETWORK, 1), Set.of()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("it was cut short");
    }

    @Test
    void namesTheTensorThatDoesNotFit() {
        assertProblem("fc.weight", List.of(1, 2), "extra.bias", "has besides extra.bias");
        assertProblem("fc.bias", List.of(1), "fc.bias", "lacks fc.weight");
        assertProblem(
                "fc.weight",
                List.of(2, 1),
                "fc.bias",
                "tensor fc.weight has the shape (2 x 1), the network needs (1 x 2)");
    }

    private void assertProblem(String name, List<Integer> shape, String other, String message) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put(name, Tensor.of(shape, new float[(int) Tensor.size(shape)]));
        tensors.put(other, Tensor.of(List.of(1), new float[1]));
        Path file = folder.resolve("w");
        new Safetensors(Weights.of(tensors), Map.of()).write(file);
        assertThatThrownBy(() -> PublishedWeights.read(file, NAMES, Weights.initial(NETWORK, 1), Set.of()))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(file + ": " + message);
    }
}
