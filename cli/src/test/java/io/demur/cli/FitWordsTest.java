package io.demur.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.demur.cli.Cli.Result;
import io.demur.io.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What fit writes and says can be read by people on a terminal. */
class FitWordsTest {
    @TempDir
    static Path demo;

    private static String valLabels;
    private static String testLabels;

    @TempDir
    Path folder;

    @BeforeAll
    static void unpack() throws IOException {
        Cli.demoFiles(demo);
        valLabels = demo.resolve("labels.npz") + "#val";
        testLabels = demo.resolve("labels.npz") + "#test";
    }

    private static String logits(String model, String split) {
        return demo.resolve(model + ".npz") + "#" + split;
    }

    private Result fit(String model, Object... more) {
        return Cli.run(
                Stream.concat(Stream.of("fit", logits(model, "val"), valLabels, "-o", selector()), Stream.of(more))
                        .toArray());
    }

    private Path selector() {
        return folder.resolve("selector.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "a\nb", "a\u001b[31m", "a\u009b"})
    void whatASelectorSaysOfItselfIsTextForATerminal(String text) {
        for (String option : List.of("--name", "--period")) {
            Result result = fit("alpha20", "--max-risk", "0.05", option, text);
            assertThat(result.code()).isEqualTo(2);
            assertThat(result.err())
                    .startsWith("demur: " + option + ": ")
                    .contains(text.isBlank() ? "is empty" : "holds control characters")
                    .hasLineCount(1)
                    .doesNotContain("\u001b")
                    .doesNotContain("\u009b");
        }
        assertThat(folder).isEmptyDirectory();
    }

    /** Selectors were not always refused such names, and files may have them. */
    @Test
    void aNameWithOrdersForTheTerminalIsCheckedInOneLine() throws IOException {
        Path strange = folder.resolve("a\u001b[31m.npz");
        Files.copy(demo.resolve("alpha20.npz"), strange);
        assertThat(Cli.run("fit", strange + "#val", valLabels, "--max-risk", "0.05", "-o", selector())
                        .code())
                .isZero();
        assertThat(Json.read(selector()).get("name").textValue()).isEqualTo("a [31m.npz#val");
        ObjectNode old = (ObjectNode) Json.read(selector());
        old.put("name", "a\u001b[31m\nb");
        old.put("digest", Json.digest(old));
        Json.write(selector(), old);
        Result check = Cli.run("check", selector(), logits("alpha20", "test"), testLabels);
        assertThat(check.out()).startsWith("Selector a [31m b, score ").doesNotContain("\u001b");
    }

    @Test
    void aTinyRiskIsSaidInFewDigits() {
        Result result = fit("alpha20", "--max-risk", "1e-300");
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.out().replaceAll("\\s+", " "))
                .contains(
                        "at 1e-298 % or less",
                        "10^18 or more accepted samples are needed",
                        "without any mistake 10^18 accepted rows or more would do")
                .doesNotContain("0000000");
        assertThat(fit("alpha20", "--max-risk", "0.00000002").out().replaceAll("\\s+", " "))
                .contains("at 0.000002 % or less", "149,786,613 accepted rows would do");
        assertThat(fit("alpha20", "--max-risk", "1e-300", "--by-predicted-class")
                        .out())
                .contains("1e-298 %");
    }
}
