package io.demur.io.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.demur.logits.InputException;
import io.demur.math.ShortestDecimal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @TempDir
    Path folder;

    @Test
    void keepsTheOrderAndBreaksLinesForPeople() {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("score", "msp").put("a \"quote\"\n", 2).put("threshold", 0.1).putNull("none");
        tree.putObject("nested").put("yes", true).putArray("curve").add(1.5).add(2L);
        tree.putArray("rows").addObject().put("k", 1);
        tree.putObject("empty");
        assertThat(Json.write(tree)).isEqualTo("""
                {
                  "score": "msp",
                  "a \\"quote\\"\\n": 2,
                  "threshold": 0.1,
                  "none": null,
                  "nested": {
                    "yes": true,
                    "curve": [1.5, 2]
                  },
                  "rows": [
                    {
                      "k": 1
                    }
                  ],
                  "empty": {}
                }
                """);
        assertThat(Json.read("text", Json.write(tree)).toString()).isEqualTo(tree.toString());
    }

    @Test
    void writesFilesThatReadBack() {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("x", Math.PI);
        Path file = folder.resolve("selector.json");
        Json.write(file, tree);
        assertThat(Json.read(file)).isEqualTo(tree);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void doublesSurviveBitForBit(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 20_000; i++) {
            double value = i % 2 == 0 ? Double.longBitsToDouble(random.nextLong()) : random.nextDouble(-1, 1);
            if (Double.isFinite(value)) {
                assertThat(Double.parseDouble(ShortestDecimal.text(value))).isEqualTo(value);
                assertThat(Double.parseDouble(ShortestDecimal.canonical(value))).isEqualTo(value);
            }
        }
    }

    /** The digits are those of repr(float) of Python 3, which are the shortest. */
    @ParameterizedTest
    @CsvSource({
        "0.1, 0.1, 1.0E-1",
        "2e23, 2.0E23, 2.0E23",
        "-3, -3.0, -3",
        "1e7, 1.0E7, 10000000",
        "9999999, 9999999.0, 9999999",
        "0.001, 0.001, 1.0E-3",
        "9.99e-4, 9.99E-4, 9.99E-4",
        "-0.0, -0.0, 0",
        "1.1e23, 1.1E23, 1.1E23",
        "0.30000000000000004, 0.30000000000000004, 3.0000000000000004E-1",
        "1e100, 1.0E100, 1.0E100",
        "3.70484161376953125, 3.7048416137695312, 3.7048416137695312E0",
        "9007199254740993e3, 9.007199254740993E18, 9.007199254740993E18"
    })
    void writesTheFewestDigits(double value, String text, String canonical) {
        assertThat(ShortestDecimal.text(value)).isEqualTo(text);
        assertThat(ShortestDecimal.canonical(value)).isEqualTo(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[1,]",
                "{\"a\":1,\"a\":2}",
                "{} {}",
                "[NaN]",
                "[Infinity]",
                "[1e999]",
                "[-1e999]",
                "{'a':1}",
                "{a:1}",
                "[01]",
                "// no\n1",
                "\"\u0001\"",
                "[1 2]",
                "nul"
            })
    void refusesWhatIsNotStrictlyJson(String text) {
        assertThatThrownBy(() -> Json.read("selector.json", text))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("selector.json: ")
                .hasMessageNotContaining("\n");
    }

    @Test
    void saysLineAndColumn() throws IOException {
        Path file = Files.writeString(folder.resolve("bad.json"), "{\n  \"a\": 1,\n  \"a\": 2\n}");
        assertThatThrownBy(() -> Json.read(file)).hasMessageContaining("bad.json: line 3, column");
        assertThatThrownBy(() -> Json.read("x", "[1]\n [2]")).hasMessageContaining("line 2, column 2: text follows");
    }

    @Test
    void refusesDepthAndLongNumbers() {
        assertThatThrownBy(() -> Json.read("deep", "[".repeat(100_000))).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> Json.read("long", "1".repeat(1000))).isInstanceOf(InputException.class);
        assertThat(Json.read("deep", "[".repeat(64) + "]".repeat(64)).isArray()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
    void writesNoNumberThatJsonDoesNotHave(double value) {
        JsonNode node = JsonNodeFactory.instance.numberNode(value);
        assertThatThrownBy(() -> Json.write(node)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theDigestDoesNotDependOnSpacesOrderOrItself() {
        ObjectNode one = (ObjectNode) Json.read("one", "{\"b\": [1.0, 0.5], \"a\": {\"y\": 1, \"x\": \"\u00e9\"}}");
        ObjectNode other = (ObjectNode)
                Json.read("other", "{\"digest\":\"z\",\"a\":{\"x\":\"\\u00e9\",\"y\":1.0},\n\"b\":[1,5e-1]}");
        assertThat(Json.canonical(one)).isEqualTo("{\"a\":{\"x\":\"\u00e9\",\"y\":1},\"b\":[1,5.0E-1]}");
        // printf '{"a":{"x":"é","y":1},"b":[1,5.0E-1]}' | sha256sum
        assertThat(Json.digest(one))
                .isEqualTo(Json.digest(other))
                .isEqualTo("sha256:82d47c2d3be131e9ebb5ba7abe8c39a1d8fa6410cdf8a23df5fd6ffedf5774f1");
        assertThat(other.has("digest")).isTrue();
    }
}
