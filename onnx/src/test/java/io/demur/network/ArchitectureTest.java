package io.demur.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchitectureTest {
    @Test
    void countsTheParametersOfTheStudy() {
        // 62*248+248 + 248*124+124 + 124+1 and 28*112+112 + 112*56+56 + 56+1
        assertThat(Architectures.tabular(62).parameterCount()).isEqualTo(46_625);
        assertThat(Architectures.tabular(28).parameterCount()).isEqualTo(9_633);
        // 2^15*256 + 256*256+256 + 256*77+77
        assertThat(Architectures.bagOfNgrams(1 << 15, 256, 0.3, 77).parameterCount())
                .isEqualTo(8_474_189);
    }

    /** The published 670,209 leave out the word vectors, which were not trained. */
    @Test
    void countsTheLstmWithoutItsEmbeddings() {
        Architecture lstm = Architectures.lstm(1000);
        assertThat(lstm.parameterCount()).isEqualTo(670_209 + 1000 * 300);
        assertThat(lstm.parametersOf(1).stream().mapToLong(ParameterSpec::size).sum())
                .isEqualTo(4 * 256 * (300 + 256 + 2));
    }

    @Test
    void countsTheParametersOfTheNetworksOverImages() {
        assertThat(ResNet.cifar20(10).parameterCount()).isEqualTo(272_474);
        assertThat(ResNet.imagenet50(1000).parameterCount()).isEqualTo(25_557_032);
        assertThat(DenseNet.bc100(100).parameterCount()).isEqualTo(800_032);
        assertThat(VisionTransformer.small16(1000).parameterCount()).isEqualTo(22_050_664);
        Architecture deepLab = DeepLab.resnet101(new Shape.Image(3, 512, 512), 19);
        assertThat(deepLab.parameterCount()).isEqualTo(58_753_459);
        assertThat(deepLab.output()).isEqualTo(new Shape.Image(19, 512, 512));
        assertThat(deepLab.withInput(new Shape.Image(3, 360, 481)).output()).isEqualTo(new Shape.Image(19, 360, 481));
        assertThat(deepLab.parameters()).extracting(ParameterSpec::name).doesNotHaveDuplicates();
    }

    @Test
    void namesParametersByLayer() {
        assertThat(Architectures.mlp(3, 5, 2).parameters())
                .extracting(ParameterSpec::name)
                .containsExactly("0.dense.weight", "0.dense.bias", "2.dense.weight", "2.dense.bias");
        assertThat(Architectures.mlp(3, 5, 2).parameters().get(2))
                .extracting(ParameterSpec::shape, ParameterSpec::kind)
                .containsExactly(List.of(2, 5), ParameterSpec.Kind.WEIGHT);
        assertThat(Architectures.lstm(9).parameters())
                .extracting(ParameterSpec::name)
                .doesNotHaveDuplicates()
                .startsWith("0.tokens.weight", "1.lstm.weight_ih", "1.lstm.weight_hh", "1.lstm.bias_ih");
    }

    @Test
    void saysWhichLayerDoesNotFit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new Architecture("x", List.of(new Layer.Dense(4, 5), new Layer.Relu(), new Layer.Dense(6, 2))))
                .withMessage("layer 2, Dense[in=6, out=2], needs a vector of 6 or a sequence of vectors of 6,"
                        + " what comes in is a vector of 5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Architecture("x", new Shape.Tokens(9), List.of(new Layer.BagEmbedding(9, 2))))
                .withMessageContaining("layer 0", "a bag of identifiers below 9", "a sequence of identifiers below 9");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Architecture("x", List.of(new Layer.TokenEmbedding(9, 2))))
                .withMessage("the last layer gives a sequence of vectors of 2, logits are a vector or an image");
        assertThatIllegalArgumentException().isThrownBy(() -> new Architecture("x", List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Architecture("x", List.of(new Layer.Relu())))
                .withMessageContaining("does not say what comes in");
    }

    @Test
    void oneLogitIsTwoClasses() {
        assertThat(Architectures.tabular(7).outputs()).isEqualTo(1);
        assertThat(Architectures.tabular(7).classes()).isEqualTo(2);
        assertThat(Architectures.mlp(7, 3).classes()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1, 1.5, Double.NaN})
    void refusesARateThatIsNone(double rate) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Layer.Dropout(rate))
                .withMessage("rate must be in [0,1), not " + rate);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -3})
    void refusesSizesThatAreNone(int size) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Layer.Dense(size, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Layer.Dense(1, size));
        assertThatIllegalArgumentException().isThrownBy(() -> new Layer.BagEmbedding(1, size));
        assertThatIllegalArgumentException().isThrownBy(() -> new Layer.TokenEmbedding(size, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Layer.LastLstm(1, size))
                .withMessage("hidden must be at least 1, not " + size);
    }
}
