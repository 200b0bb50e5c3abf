package io.demur.inputs.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.demur.inputs.MissingValues;
import io.demur.io.json.Json;
import io.demur.logits.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreparationJsonTest {
    private static final TablePreparation TABLE = new TablePreparation(
            List.of(
                    new ColumnEncoding.Numeric("x", 0.1 + 0.2, 1e-300, ColumnEncoding.Indicator.MISSING),
                    new ColumnEncoding.Categorical("job", List.of("", "a \"b\"", "caf\u00e9")),
                    new ColumnEncoding.Binary("phone", "new", "old")),
            MissingValues.IMPUTED);

    @TempDir
    private Path folder;

    static Stream<Preparation> preparations() {
        return Stream.of(TABLE, NgramPreparation.USUAL, TokenPreparation.of(List.of("the", "\"", "\ud83d\ude00"), 256));
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("preparations")
    @DisplayName("what is read equals what was written, and is written the same again")
    void roundTrip(Preparation preparation) throws IOException {
        Path file = folder.resolve("preparation.json");
        PreparationJson.write(file, preparation);
        Preparation read = PreparationJson.read(file);
        assertThat(read).isEqualTo(preparation).hasSameHashCodeAs(preparation);
        assertThat(Json.write(PreparationJson.of(read))).isEqualTo(Files.readString(file));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    @DisplayName("every double comes back bit for bit")
    void doubles(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 1000; i++) {
            double mean = Double.longBitsToDouble(random.nextLong());
            double deviation = Math.abs(Double.longBitsToDouble(random.nextLong()));
            if (Double.isFinite(mean) && Double.isFinite(deviation)) {
                Preparation written = new TablePreparation(
                        List.of(new ColumnEncoding.Numeric("x", mean, deviation, ColumnEncoding.Indicator.NONE)),
                        MissingValues.REFUSED);
                String text = Json.write(PreparationJson.of(written));
                assertThat(PreparationJson.read("p", Json.read("p", text))).isEqualTo(written);
            }
        }
    }

    @Test
    @DisplayName("the form of a table")
    void golden() {
        assertThat(Json.write(PreparationJson.of(TABLE))).isEqualTo("""
                        {
                          "schemaVersion": 1,
                          "kind": "table",
                          "missing": {
                            "markers": ["", "?", "NA"],
                            "policy": "impute"
                          },
                          "columns": [
                            {
                              "column": "x",
                              "role": "numeric",
                              "mean": 0.30000000000000004,
                              "deviation": 1.0E-300,
                              "indicator": "missing"
                            },
                            {
                              "column": "job",
                              "role": "categorical",
                              "categories": ["", "a \\"b\\"", "caf\u00e9"]
                            },
                            {
                              "column": "phone",
                              "role": "binary",
                              "zero": "new",
                              "one": "old"
                            }
                          ]
                        }
                        """);
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"schemaVersion\": 1|\"schemaVersion\": 2|has schema version 2, this demur reads up to 1; update demur",
                "\"schemaVersion\": 1|\"schemaVersion\": 0|schema version 0 does not exist",
                "\"kind\": \"table\"|\"kind\": \"images\"|kind \"images\" is not known; known are table",
                "\"policy\"|\"polisy\"|missing.polisy is not known; did you mean",
                "\"impute\"|\"guess\"|missing.policy \"guess\" is not known",
                "\"deviation\": 1.0E-300|\"deviation\": -1|columns[0].role: mean",
                "\"deviation\": 1.0E-300|\"deviation\": \"1\"|columns[0].deviation is not a number",
                "\"numeric\"|\"number\"|columns[0].role: \"number\" is not known",
                "\"zero\": \"new\"|\"zero\": \"old\"|columns[2].role: \"old\" comes twice",
                "\"column\": \"x\"|\"column\": \"job\"|columns: a column comes twice"
            })
    void refuses(String from, String to, String problem) {
        String text = Json.write(PreparationJson.of(TABLE)).replace(from, to);
        assertThatThrownBy(() -> PreparationJson.read("p.json", Json.read("p.json", text)))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("p.json: " + problem);
    }

    @Test
    @DisplayName("another hash or tokeniser than ours is refused")
    void otherRules() {
        String ngrams = Json.write(PreparationJson.of(NgramPreparation.USUAL)).replace("crc32", "murmur");
        assertThatThrownBy(() -> PreparationJson.read("p", Json.read("p", ngrams)))
                .hasMessage("p: hash \"murmur-splitmix64\" is not known; known is crc32-splitmix64");
        String tokens = "{\"schemaVersion\": 1, \"kind\": \"tokens\", \"tokeniser\": \"bpe\"}";
        assertThatThrownBy(() -> PreparationJson.read("p", Json.read("p", tokens)))
                .hasMessageStartingWith("p: tokeniser \"bpe\" is not known");
    }
}
