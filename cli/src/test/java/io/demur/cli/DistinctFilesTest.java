package io.demur.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.demur.cli.Cli.Result;
import io.demur.io.npy.NpyWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No command destroys what it reads, or what it has just written. */
class DistinctFilesTest {
    @TempDir
    Path folder;

    private Path logits;
    private Path labels;

    @BeforeEach
    void write() {
        logits = folder.resolve("logits.npy");
        labels = folder.resolve("labels.npy");
        NpyWriter.writeFloats(logits, new double[] {1, 2, 0.5, 3, 1, -1, 0, 1, 4, 2, 2.5, 0}, 4, 3);
        NpyWriter.writeLongs(labels, new long[] {1, 0, 2, 0}, 4);
    }

    private static Result refused(Object... args) {
        Result result = Cli.run(args);
        assertThat(result.code()).as(result.err()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("demur: ").hasLineCount(1).doesNotContain("Exception");
        return result;
    }

    @Test
    void anOutputIsNoInputAndNoOtherOutput() throws IOException {
        byte[] before = Files.readAllBytes(logits);
        String spelled = folder + "/./logits.npy";
        assertThat(refused("evaluate", logits, labels, "--json", logits).err()).contains("is also read");
        assertThat(refused("evaluate", "A=" + logits, labels, "--csv", spelled).err())
                .contains("is also read");
        assertThat(refused("evaluate", logits, labels, "--fit", logits, labels, "--html", labels)
                        .err())
                .contains(labels.toString(), "is also read");
        Path selector = folder.resolve("selector.json");
        assertThat(Cli.run("fit", logits, labels, "--max-risk", .5, "-o", selector)
                        .code())
                .isIn(0, 3);
        Files.writeString(selector, "{}");
        assertThat(refused("decide", selector, logits, "-o", selector).err()).contains("is also read");
        assertThat(refused("decide", selector, logits, "-o", logits).err()).contains("is also read");
        Path out = folder.resolve("out");
        assertThat(refused("evaluate", logits, labels, "--json", out, "--csv", out)
                        .err())
                .contains("--json and --csv write");
        assertThat(refused("evaluate", logits, labels, "--json", "-", "--csv", "-")
                        .err())
                .contains("--json and --csv write");
        assertThat(Files.readAllBytes(logits)).isEqualTo(before);
        assertThat(Cli.run("evaluate", logits, labels, "--json", "/dev/null", "--csv", "/dev/null")
                        .code())
                .isZero();
    }

    @Test
    void aLinkToAnInputIsNoOutput() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link.npy"), logits);
        assertThat(refused("evaluate", logits, labels, "--json", link).err()).contains("is also read");
    }
}
