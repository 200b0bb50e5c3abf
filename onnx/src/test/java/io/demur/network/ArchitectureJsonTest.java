package io.demur.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.demur.io.json.Json;
import io.demur.logits.InputException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureJsonTest {
    private static final String MLP = Json.write(ArchitectureJson.of(Architectures.mlp(3, 4, 2)));

    @TempDir
    Path folder;

    static Stream<Architecture> networks() {
        return Stream.of(
                Architectures.mlp(3, 4, 2),
                Architectures.bagOfNgrams(64, 8, 0.3, 5),
                Architectures.lstm(99),
                new Architecture("x", new Shape.Sequence(4), List.of(new Layer.Relu(), new Layer.LastLstm(4, 2))),
                ResNet.cifar20(10),
                DenseNet.bc(2, 3, 5),
                VisionTransformer.of(new TransformerLayer.PatchEmbedding(3, 8, 4, 6), 2, 3, 4),
                DeepLab.small(new Shape.Image(3, 33, 40), 11));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void readsWhatItWrites(Architecture network) {
        Path file = folder.resolve("architecture.json");
        ArchitectureJson.write(file, network);
        assertThat(ArchitectureJson.read(file)).isEqualTo(network);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "out": 4          | "out": 5         | layers: layer 2, Dense[in=4, out=2], needs a vector of 4
            "out": 4          | "out": 0         | layers[0].kind: out must be at least 1, not 0
            "out": 4          | "aus": 4         | layers[0].out is not a whole number
            "in": 3,          | "in": 3, "x": 1, | layers[0].x is not known
            "relu"            | "gelo"           | layers[1].kind "gelo" is not known
            "vector"          | "image"          | input
            "schemaVersion": 1|"schemaVersion": 2| has schema version 2, this demur reads 1
            demur-architecture| demur-selector   | is no network
            "name"            | "nom"            | nom is not known
            """)
    void saysWhatIsWrong(String part, String damage, String message) {
        assertThatThrownBy(() -> ArchitectureJson.read("a.json", Json.read("a.json", MLP.replaceFirst(part, damage))))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("a.json: ")
                .hasMessageContaining(message);
    }

    @Test
    void keepsItsForm() {
        assertThat(MLP).isEqualTo("""
                {
                  "artefact": "demur-architecture",
                  "schemaVersion": 1,
                  "name": "mlp-3-4-2",
                  "input": {
                    "kind": "vector",
                    "features": 3
                  },
                  "layers": [
                    {
                      "kind": "dense",
                      "in": 3,
                      "out": 4
                    },
                    {
                      "kind": "relu"
                    },
                    {
                      "kind": "dense",
                      "in": 4,
                      "out": 2
                    }
                  ]
                }
                """);
    }
}
