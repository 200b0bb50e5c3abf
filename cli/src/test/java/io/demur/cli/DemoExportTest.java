package io.demur.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.demur.cli.Cli.Result;
import io.demur.io.npy.Npy;
import io.demur.logits.Logits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoExportTest {
    @TempDir
    Path folder;

    @Test
    void writesFilesThatTheOtherCommandsRead() throws IOException {
        Path target = folder.resolve("new/data");
        Result result = Cli.run("demo", "--export", target);
        assertThat(result.code()).isZero();
        assertThat(result.out()).isEmpty();
        try (Stream<Path> files = Files.list(target)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "ce_test_logits.npy",
                            "ce_val_logits.npy",
                            "classes.txt",
                            "ls_test_logits.npy",
                            "ls_val_logits.npy",
                            "test_labels.npy",
                            "val_labels.npy");
        }
        try (Logits logits = Npy.readLogits(target.resolve("ls_test_logits.npy"))) {
            assertThat(logits.rows()).hasValue(3080);
            assertThat(logits.classes()).isEqualTo(DemoData.CLASSES);
        }
        assertThat(Npy.readLabels(target.resolve("val_labels.npy"), DemoData.CLASSES)
                        .rows())
                .hasValue(2000);
        assertThat(Files.readAllLines(target.resolve("classes.txt"))).hasSize(DemoData.CLASSES);
    }

    @Test
    void aFileInTheWayIsBadInput() throws IOException {
        Path file = Files.writeString(folder.resolve("taken"), "");
        Result result = Cli.run("demo", "--export", file);
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("taken", "is not a folder").hasLineCount(1);
    }
}
