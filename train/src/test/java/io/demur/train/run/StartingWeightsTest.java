package io.demur.train.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.demur.logits.InputException;
import io.demur.network.Architecture;
import io.demur.network.Architectures;
import io.demur.network.DeepLab;
import io.demur.network.ResNet;
import io.demur.network.Safetensors;
import io.demur.network.Shape;
import io.demur.network.Tensor;
import io.demur.network.TorchvisionNames;
import io.demur.network.Weights;
import io.demur.train.recipe.WeightsSpec;
import io.demur.train.recipe.WeightsSpec.Head;
import io.demur.train.recipe.WeightsSpec.Names;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainings that start from the weights of a file. */
class StartingWeightsTest {
    private static final Architecture SMALL = Architectures.mlp(6, 16, 4);
    private static final Weights DRAWN = Weights.initial(SMALL, 1);

    @TempDir
    private Path folder;

    private Path write(Map<String, Tensor> tensors) {
        Path file = folder.resolve("w.safetensors");
        new Safetensors(Weights.of(tensors), Map.of()).write(file);
        return file;
    }

    private static Weights start(Architecture architecture, Weights drawn, Head head, Path file) {
        return StartingWeights.into(drawn, architecture, new WeightsSpec("w.safetensors", Names.NONE, head), file);
    }

    @Test
    void takesAllOrLeavesTheHeadDrawn() {
        Weights other = Weights.initial(SMALL, 2);
        Path file = write(other.tensors());
        assertThat(start(SMALL, DRAWN, Head.FILE, file).tensors()).isEqualTo(other.tensors());
        Architecture moreClasses = Architectures.mlp(6, 16, 7);
        Weights drawn = Weights.initial(moreClasses, 1);
        Weights start = start(moreClasses, drawn, Head.DRAWN, file);
        assertThat(start.tensor("0.dense.weight")).isEqualTo(other.tensor("0.dense.weight"));
        assertThat(start.tensor("0.dense.bias")).isEqualTo(other.tensor("0.dense.bias"));
        assertThat(start.tensor("2.dense.weight")).isEqualTo(drawn.tensor("2.dense.weight"));
        assertThat(start.tensor("2.dense.bias")).isEqualTo(drawn.tensor("2.dense.bias"));
        assertProblem(
                "tensor 2.dense.weight has the shape (4 x 16), the network needs (7 x 16)",
                () -> start(moreClasses, drawn, Head.FILE, file));
    }

    @Test
    void namesWhatIsWrongWithTheFile() throws IOException {
        Map<String, Tensor> tensors = new LinkedHashMap<>(DRAWN.tensors());
        tensors.remove("0.dense.bias");
        assertProblem("lacks 0.dense.bias", () -> start(SMALL, DRAWN, Head.FILE, write(tensors)));
        tensors.put("0.dense.bias", Tensor.of(List.of(2), new float[2]));
        assertProblem(
                "tensor 0.dense.bias has the shape (2), the network needs (16)",
                () -> start(SMALL, DRAWN, Head.FILE, write(tensors)));
        tensors.put("0.dense.bias", DRAWN.tensor("0.dense.bias"));
        tensors.put("extra", Tensor.of(List.of(1), new float[1]));
        assertProblem("has besides extra", () -> start(SMALL, DRAWN, Head.FILE, write(tensors)));
        Path file = write(DRAWN.tensors());
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 3));
        assertProblem("cut short", () -> start(SMALL, DRAWN, Head.FILE, file));
    }

    private static void assertProblem(String message, Runnable work) {
        assertThatThrownBy(work::run)
                .isInstanceOf(InputException.class)
                .hasMessageContaining("w.safetensors")
                .hasMessageContaining(message);
    }

    /** As torchvision's own file of ImageNet would be, for a task with fewer classes. */
    @Test
    @Tag("slow")
    void takesTorchvisionsResNet() {
        Architecture published = ResNet.imagenet50(1000);
        Weights theirs = Weights.initial(published, 2);
        Path file = write(renamed(theirs, TorchvisionNames.resnet50(published)));
        Architecture network = ResNet.imagenet50(3);
        Weights drawn = Weights.initial(network, 1);
        Weights start = StartingWeights.into(
                drawn, network, new WeightsSpec("w.safetensors", Names.TORCHVISION, Head.DRAWN), file);
        assertThat(start.tensor("0.conv.weight")).isEqualTo(theirs.tensor("0.conv.weight"));
        assertThat(start.tensor("10.dense.weight")).isEqualTo(drawn.tensor("10.dense.weight"));
    }

    /** The file also has a decoder and an auxiliary head that nobody asks for. */
    @Test
    @Tag("slow")
    void takesBaseAndPyramidOfTorchvisionsDeepLab() {
        Architecture network = DeepLab.resnet101(new Shape.Image(3, 65, 65), 4);
        Weights theirs = Weights.initial(network, 2);
        Map<String, Tensor> tensors = renamed(theirs, TorchvisionNames.deepLabV3(network));
        for (String name : List.of("classifier.1.weight", "classifier.4.bias", "aux_classifier.0.weight")) {
            tensors.put(name, Tensor.of(List.of(1), new float[1]));
        }
        Weights drawn = Weights.initial(network, 1);
        Weights start = StartingWeights.into(
                drawn,
                network,
                new WeightsSpec("w.safetensors", Names.TORCHVISION_DEEPLAB_V3, Head.FILE),
                write(tensors));
        long taken = network.parameters().stream()
                .filter(p -> start.tensor(p.name()).equals(theirs.tensor(p.name())))
                .filter(p -> !start.tensor(p.name()).equals(drawn.tensor(p.name())))
                .count();
        assertThat(taken).isGreaterThan(100);
        String last = network.parameters().get(network.parameters().size() - 1).name();
        assertThat(start.tensor(last)).isEqualTo(drawn.tensor(last));
    }

    private static Map<String, Tensor> renamed(Weights weights, Map<String, String> names) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        names.forEach((ours, theirs) -> tensors.put(theirs, weights.tensor(ours)));
        return tensors;
    }

    /** A step too small to move anything: what the run ends with is what it began with. */
    @Test
    void aRunStartsFromThem() {
        RunTest.run(RunTest.tiny(), folder.resolve("first"), RunOptions.Start.FRESH, RunListener.NONE);
        Path second = folder.resolve("second");
        String[] settings = {"weights={file: first/weights.safetensors}", "optimizer.lr=1e-30", "seed=9", "epochs=1"};
        DataLibrary library = DataLibrary.in(Optional.of(folder));
        RunOptions options = RunOptions.of(RunOptions.Start.FRESH);
        Run.execute(RunTest.tiny(settings), library, second, options, RunListener.NONE);
        Weights begun =
                Safetensors.read(folder.resolve("first/weights.safetensors")).weights();
        Weights ended = Safetensors.read(second.resolve("weights.safetensors")).weights();
        assertThat(ended.tensors()).isEqualTo(begun.tensors());
        assertThatThrownBy(() -> Run.execute(
                        RunTest.tiny("weights={file: none.safetensors}"),
                        library,
                        folder.resolve("third"),
                        options,
                        RunListener.NONE))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("none.safetensors: is not there");
    }
}
