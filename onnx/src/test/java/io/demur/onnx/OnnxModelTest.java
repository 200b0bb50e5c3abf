package io.demur.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.demur.inputs.BagFeatures;
import io.demur.inputs.DenseFeatures;
import io.demur.inputs.Features;
import io.demur.inputs.SequenceFeatures;
import io.demur.logits.InputException;
import io.demur.logits.LogitTile;
import io.demur.logits.Logits;
import io.demur.logits.TilePass;
import io.demur.network.Architecture;
import io.demur.network.Architectures;
import io.demur.network.Layer;
import io.demur.network.Weights;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OnnxModelTest {
    private static final double TOLERANCE = 1e-5;

    @TempDir
    Path folder;

    static Stream<Arguments> networksAndSeeds() {
        return Samples.networks()
                .flatMap(network -> LongStream.range(1, 5).mapToObj(seed -> Arguments.of(network, seed)));
    }

    private OnnxModel model(Architecture network, Weights weights) {
        Path file = folder.resolve("model.onnx");
        OnnxExport.write(network, weights, Map.of(), file);
        return OnnxModel.open(file);
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("networksAndSeeds")
    void computesWhatTheLayersSay(Architecture network, long seed) {
        Weights weights = Weights.initial(network, seed);
        ReferenceNetwork reference = new ReferenceNetwork(network, weights);
        SplittableRandom random = new SplittableRandom(seed);
        try (OnnxModel model = model(network, weights)) {
            assertThat(model.outputs()).isEqualTo(network.outputs());
            for (int rows : new int[] {2, 3, 40}) {
                Features features = Samples.features(network, rows, random);
                assertClose(model.logits(features), reference, features);
            }
        }
    }

    /** The networks of the study at their own sizes, with sequences as long as theirs. */
    @Test
    @Tag("slow")
    void computesTheNetworksOfTheStudy() {
        SplittableRandom random = new SplittableRandom(8);
        int[] ids = random.ints(3 * 256, 1, 500).toArray();
        Features reviews = SequenceFeatures.of(256, ids, new int[] {256, 1, 90});
        Features questions = BagFeatures.of(
                new int[] {0, 120, 120, 300}, random.ints(300, 0, 1 << 15).toArray());
        assertStudy(Architectures.lstm(500), reviews);
        assertStudy(Architectures.bagOfNgrams(1 << 15, 256, 0.3, 77), questions);
        assertStudy(Architectures.tabular(62), Samples.features(Architectures.tabular(62), 50, random));
    }

    private void assertStudy(Architecture network, Features features) {
        Weights weights = Weights.initial(network, 8);
        try (OnnxModel model = model(network, weights)) {
            assertClose(model.logits(features), new ReferenceNetwork(network, weights), features);
        }
    }

    private static void assertClose(float[] logits, ReferenceNetwork reference, Features features) {
        int outputs = logits.length / features.rows();
        for (int r = 0; r < features.rows(); r++) {
            double[] expected = reference.logits(features, r);
            for (int k = 0; k < outputs; k++) {
                assertThat((double) logits[r * outputs + k])
                        .as("row %d, logit %d", r, k)
                        .isCloseTo(expected[k], within(TOLERANCE));
            }
        }
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("networksAndSeeds")
    void theSizeOfBlocksDoesNotMatter(Architecture network, long seed) {
        Weights weights = Weights.initial(network, seed);
        Features features = Samples.features(network, 23, new SplittableRandom(seed));
        try (OnnxModel model = model(network, weights)) {
            float[] whole = model.logits(features);
            for (int most : new int[] {1, 2, 7, 23, 100}) {
                List<Integer> firsts = new ArrayList<>();
                model.run(features, most, (first, logits) -> {
                    firsts.add(first);
                    for (int i = 0; i < logits.length; i++) {
                        assertThat((double) logits[i])
                                .isCloseTo(whole[first * network.outputs() + i], within(TOLERANCE));
                    }
                });
                assertThat(firsts).hasSize((23 + most - 1) / most).startsWith(0).isSorted();
            }
            assertThat(model.logits(features.select())).isEmpty();
            assertThat(model.logits(features.select(5))).hasSize(network.outputs());
        }
    }

    /** Rows longer than a run may be, and bags that name one identifier a million times. */
    @Test
    void longRowsGoThroughOneByOne() {
        Architecture network = Architectures.bagOfNgrams(100, 8, 0, 3);
        Weights weights = Weights.initial(network, 1);
        int[] ids = new SplittableRandom(1).ints(1_000_000, 0, 100).toArray();
        Features features = BagFeatures.of(new int[] {0, 10, 700_000, 999_999, 1_000_000}, ids);
        try (OnnxModel model = model(network, weights)) {
            assertClose(model.logits(features), new ReferenceNetwork(network, weights), features);
            List<Integer> firsts = new ArrayList<>();
            model.run(features, 1000, (first, logits) -> firsts.add(first));
            assertThat(firsts).containsExactly(0, 1, 2, 3);
        }
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("networksAndSeeds")
    void isASourceOfLogits(Architecture network, long seed) {
        Features features = Samples.features(network, 150, new SplittableRandom(seed));
        try (OnnxModel model = model(network, Weights.initial(network, seed))) {
            float[] whole = model.logits(features);
            Logits source = model.source(features);
            assertThat(source.classes()).isEqualTo(Math.max(2, network.outputs()));
            assertThat(source.rows()).hasValue(150);
            assertThat(source.dtype()).isEqualTo("float32");
            assertThat(source.singleLogit()).isEqualTo(network.outputs() == 1);
            LogitTile tile = new LogitTile(source.classes(), 64);
            for (int pass = 0; pass < 2; pass++) {
                Logits.Pass rows = source.pass();
                for (int first : new int[] {0, 64, 128}) {
                    assertThat(rows.next(tile)).isTrue();
                    assertThat(tile.firstRow()).isEqualTo(first);
                    assertThat(tile.rows()).isEqualTo(Math.min(64, 150 - first));
                    assertTile(tile, whole, network.outputs());
                }
                assertThat(rows.next(tile)).isFalse();
                assertThat(tile.rows()).isZero();
            }
        }
    }

    private static void assertTile(LogitTile tile, float[] whole, int outputs) {
        for (int r = 0; r < tile.rows(); r++) {
            int at = (int) (tile.firstRow() + r) * outputs;
            if (outputs == 1) {
                assertThat(tile.value(r, 1)).isCloseTo(whole[at] / 2, within(TOLERANCE));
                assertThat(tile.value(r, 0)).isEqualTo(-tile.value(r, 1));
            }
            for (int k = 0; outputs > 1 && k < outputs; k++) {
                assertThat(tile.value(r, k)).isCloseTo(whole[at + k], within(TOLERANCE));
            }
        }
    }

    @Test
    void severalThreadsReadOneSource() {
        Architecture network = Architectures.mlp(4, 3);
        Features features = Samples.features(network, 20_000, new SplittableRandom(3));
        try (OnnxModel model = model(network, Weights.initial(network, 3))) {
            float[] whole = model.logits(features);
            TilePass.run(model.source(features), 3, () -> tile -> assertTile(tile, whole, 3));
        }
    }

    @Test
    void describesItself() {
        Architecture network = Architectures.bagOfNgrams(50, 16, 0.3, 4);
        Path file = folder.resolve("model.onnx");
        String names = "[\"\ud83d\ude00 smile\",\"gr\u00fc\u00df\"]";
        OnnxExport.write(network, Weights.initial(network, 1), Map.of(ModelKeys.CLASS_NAMES, names), file);
        try (OnnxModel model = OnnxModel.open(file, 2)) {
            assertThat(model.info().opset()).isEqualTo(17);
            assertThat(model.info().inputs())
                    .containsExactly(
                            new ModelInfo.Port("ids", "int64", List.of(-1L, -1L)),
                            new ModelInfo.Port("weights", "float32", List.of(-1L, -1L)));
            assertThat(model.info().outputs())
                    .containsExactly(new ModelInfo.Port("logits", "float32", List.of(-1L, 4L)));
            assertThat(model.info().metadata())
                    .containsEntry(ModelKeys.CLASS_NAMES, names)
                    .containsKey(ModelKeys.ARCHITECTURE)
                    .containsKey(ModelKeys.DIGEST)
                    .hasSize(3);
            assertThat(model.classes()).isEqualTo(4);
        }
    }

    @Test
    void refusesFeaturesOfAnotherForm() {
        DenseFeatures dense = DenseFeatures.of(3, new float[6]);
        BagFeatures bag = BagFeatures.of(new int[] {0, 1, 2}, new int[] {3, -1});
        SequenceFeatures sequence = SequenceFeatures.of(2, new int[] {1, 2, 99, 0}, new int[] {2, 1});
        try (OnnxModel mlp = model(Architectures.mlp(4, 2), Weights.initial(Architectures.mlp(4, 2), 1))) {
            assertProblem(mlp, dense, "takes rows of 4 numbers, the features have 3");
            assertProblem(mlp, bag, "takes rows of numbers, the features are bags of identifiers");
        }
        Architecture bags = Architectures.bagOfNgrams(9, 2, 0, 2);
        try (OnnxModel model = model(bags, Weights.initial(bags, 1))) {
            assertProblem(model, dense, "takes bags of identifiers, the features are rows of 3 numbers");
            assertProblem(model, bag, "row 1 holds the identifier -1");
        }
        Architecture lstm = new Architecture("lstm", List.of(new Layer.TokenEmbedding(9, 2), new Layer.LastLstm(2, 2)));
        try (OnnxModel model = model(lstm, Weights.initial(lstm, 1))) {
            assertProblem(model, bag, "takes sequences of identifiers, the features are bags of identifiers");
            assertProblem(model, sequence, "rows 0 to 1 cannot be computed: ");
        }
    }

    private static void assertProblem(OnnxModel model, Features features, String message) {
        assertThatThrownBy(() -> model.logits(features))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("model.onnx: " + message)
                .hasMessageNotContaining("\n");
    }
}
