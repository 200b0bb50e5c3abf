package io.demur.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.demur.logits.InputException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeightsTest {
    private static final Architecture MLP = Architectures.mlp(3, 4, 2);

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {0, 1, -7})
    void drawsFromTheDistributionsOfPyTorch(long seed) {
        Architecture network = Architectures.lstm(500);
        Weights weights = Weights.initial(network, seed);
        weights.requireFit("start", network);
        assertUniform(weights.tensor("1.lstm.weight_ih"), 1 / 16.0);
        assertUniform(weights.tensor("1.lstm.bias_hh"), 1 / 16.0);
        assertUniform(weights.tensor("3.dense.weight"), 1 / 16.0);
        assertUniform(weights.tensor("8.dense.weight"), 1 / Math.sqrt(128));
        float[] embeddings = weights.tensor("0.tokens.weight").values();
        assertThat(embeddings).startsWith(new float[300]);
        assertMoments(embeddings, 300, 1);
        assertThat(fourthMoment(embeddings, 300)).isCloseTo(3, within(0.1));
    }

    private static void assertUniform(Tensor tensor, double bound) {
        for (float value : tensor.values()) {
            assertThat((double) value).isBetween(-bound, bound);
        }
        assertMoments(tensor.values(), 0, bound / Math.sqrt(3));
    }

    /** Mean and standard deviation, each within five of its own standard errors. */
    private static void assertMoments(float[] values, int from, double deviation) {
        double sum = 0;
        double squares = 0;
        int n = values.length - from;
        for (int i = from; i < values.length; i++) {
            sum += values[i];
            squares += (double) values[i] * values[i];
        }
        assertThat(sum / n).isCloseTo(0, within(5 * deviation / Math.sqrt(n)));
        assertThat(Math.sqrt(squares / n)).isCloseTo(deviation, within(5 * deviation / Math.sqrt(2.0 * n)));
    }

    private static double fourthMoment(float[] values, int from) {
        double sum = 0;
        for (int i = from; i < values.length; i++) {
            sum += Math.pow(values[i], 4);
        }
        return sum / (values.length - from);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {0, 1, -7})
    void heKeepsTheSizeOfWhatPassesReluAndDropout(long seed) {
        Architecture network = new Architecture(
                "he",
                List.of(
                        new Layer.BagEmbedding(50, 64),
                        new Layer.Dense(64, 80),
                        new Layer.Dropout(0.2),
                        new Layer.Relu(),
                        new Layer.Dense(80, 70)));
        Weights weights = Weights.initial(network, seed, Start.HE);
        weights.requireFit("start", network);
        assertMoments(weights.tensor("1.dense.weight").values(), 0, Math.sqrt(2.0 / 64));
        assertMoments(weights.tensor("4.dense.weight").values(), 0, Math.sqrt(1.0 / 80));
        assertThat(fourthMoment(weights.tensor("1.dense.weight").values(), 0) * 64 * 64 / 4)
                .isCloseTo(3, within(0.5));
        assertThat(weights.tensor("1.dense.bias").values()).containsOnly(0f);
        assertThat(weights.tensor("4.dense.bias").values()).containsOnly(0f);
        assertThat(weights.tensor("0.bag.weight"))
                .isEqualTo(Weights.initial(network, seed).tensor("0.bag.weight"));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {0, 1, -7})
    void memoryOpensTheForgetGatesAndClosesTheInputGates(long seed) {
        Architecture network = Architectures.lstm(50);
        Weights weights = Weights.initial(network, seed, Start.MEMORY);
        weights.requireFit("start", network);
        float[] bias = weights.tensor("1.lstm.bias_ih").values();
        double steps = 0;
        for (int unit = 0; unit < 256; unit++) {
            assertThat(bias[unit]).isEqualTo(-bias[256 + unit]);
            assertThat((double) bias[256 + unit]).isBetween(0.0, Math.log(255));
            assertThat(bias[512 + unit]).isZero();
            assertThat(bias[768 + unit]).isZero();
            steps += Math.exp(bias[256 + unit]) / 256;
        }
        // uniform on [1, 255): mean 128, standard error 254 / sqrt(12 * 256) = 4.6
        assertThat(steps).isCloseTo(128, within(20.0));
        assertThat(weights.tensor("1.lstm.bias_hh").values()).containsOnly(0f);
        float[] table = weights.tensor("0.tokens.weight").values();
        assertMoments(java.util.Arrays.copyOfRange(table, 300, table.length), 0, 0.1);
        assertThat(java.util.Arrays.copyOf(table, 300)).containsOnly(0f);
        Weights usual = Weights.initial(network, seed);
        for (String name : List.of("1.lstm.weight_ih", "1.lstm.weight_hh", "3.dense.weight", "3.dense.bias")) {
            assertThat(weights.tensor(name)).isEqualTo(usual.tensor(name));
        }
    }

    @Test
    void theRowOfABagsFirstIdentifierIsDrawnToo() {
        Tensor bag = Weights.initial(Architectures.bagOfNgrams(8, 4, 0, 2), 1).tensor("0.bag.weight");
        assertThat(bag.values()).doesNotContain(0f);
    }

    @Test
    void aLayerMoreDoesNotChangeTheOthers() {
        List<Layer> layers = new ArrayList<>(MLP.layers());
        layers.add(new Layer.Relu());
        layers.add(new Layer.Dense(2, 2));
        Weights longer = Weights.initial(new Architecture("longer", layers), 5);
        Weights.initial(MLP, 5).tensors().forEach((name, tensor) -> assertThat(longer.tensor(name))
                .isEqualTo(tensor));
        assertThat(longer.tensor("4.dense.weight").values())
                .doesNotContain(longer.tensor("4.dense.bias").values());
        assertThat(Weights.initial(MLP, 6)).isNotEqualTo(Weights.initial(MLP, 5));
    }

    /**
     * A seed means the same weights in every version. The numbers are those of the same recipe in Python 3: SplitMix64
     * from the key of the name, Marsaglia's pairs by {@code math.log}, rounded by {@code struct.pack("f", x)}.
     */
    @Test
    void keepsItsDigits() {
        assertThat(Weights.initial(MLP, 1).tensor("0.dense.bias").values())
                .containsExactly(-0.04139354f, 0.54049754f, 0.058598563f, 0.5597562f);
        assertThat(Weights.initial(Architectures.bagOfNgrams(2, 3, 0, 2), 1)
                        .tensor("0.bag.weight")
                        .values())
                .containsExactly(-0.91438675f, 0.39643562f, -0.39496717f, 0.15935151f, -0.35523906f, -0.6902699f);
    }

    @Test
    void saysWhatDoesNotFit() {
        Map<String, Tensor> tensors =
                new LinkedHashMap<>(Weights.initial(MLP, 1).tensors());
        tensors.put("9.dense.bias", Tensor.of(List.of(1), new float[1]));
        assertUnfit(tensors, "w: has besides 9.dense.bias; give the weights of the network \"mlp-3-4-2\"");
        tensors.remove("9.dense.bias");
        Tensor bias = tensors.put("2.dense.bias", Tensor.of(List.of(1, 2), new float[2]));
        assertUnfit(tensors, "w: 2.dense.bias has the shape (1 x 2), the network needs (2)");
        tensors.put("2.dense.bias", Tensor.of(List.of(2), new float[] {1, Float.NaN}));
        assertUnfit(tensors, "w: 2.dense.bias holds NaN at position 1; the training that wrote it has diverged");
        tensors.remove("2.dense.bias");
        assertUnfit(tensors, "w: lacks 2.dense.bias; give the weights of the network \"mlp-3-4-2\"");
        tensors.put("2.dense.bias", bias);
        Weights.of(tensors).requireFit("w", MLP);
    }

    private static void assertUnfit(Map<String, Tensor> tensors, String message) {
        assertThatThrownBy(() -> Weights.of(tensors).requireFit("w", MLP))
                .isInstanceOf(InputException.class)
                .hasMessage(message);
    }

    @Test
    void tensorsAreFull() {
        assertThat(Tensor.of(List.of(), new float[] {3}).size()).isEqualTo(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tensor.of(List.of(2, 3), new float[5]))
                .withMessage("5 values do not fill the shape (2 x 3)");
        assertThatIllegalArgumentException().isThrownBy(() -> Tensor.of(List.of(-1), new float[0]));
    }
}
