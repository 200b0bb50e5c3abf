package io.demur.io.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.demur.logits.InputException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    Path folder;

    @Test
    void writesAndReplaces() throws IOException {
        Path file = folder.resolve("out.txt");
        AtomicFile.writeText(file, "first\u00e9");
        assertThat(file).hasContent("first\u00e9");
        AtomicFile.write(file, stream -> stream.write(new byte[] {1, 2, 3}));
        assertThat(file).hasBinaryContent(new byte[] {1, 2, 3});
        assertThat(files(folder)).containsExactly(file);
    }

    @Test
    void whatIsWrittenByNameIsMovedToo() throws IOException {
        Path file = folder.resolve("out.bin");
        AtomicFile.writeNamed(file, name -> {
            assertThat(name).doesNotExist();
            assertThat(name.getParent()).isEqualTo(folder);
            Files.writeString(name, "first");
        });
        assertThat(file).hasContent("first");
        assertThatThrownBy(() -> AtomicFile.writeNamed(file, name -> {
                    Files.writeString(name, "half");
                    throw new IllegalStateException("stopped");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(file).hasContent("first");
        assertThat(files(folder)).containsExactly(file);
        assertThatThrownBy(() -> AtomicFile.writeNamed(folder, name -> {})).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> AtomicFile.writeNamed(folder.resolve("none/out"), name -> {}))
                .hasMessageContaining("there is no folder");
    }

    @Test
    void anExceptionLeavesTheOldContentAndNothingElse() throws IOException {
        Path file = folder.resolve("out.txt");
        AtomicFile.writeText(file, "old");
        assertThatThrownBy(() -> AtomicFile.writeText(file, writer -> {
                    writer.write("half");
                    throw new IllegalStateException("stopped");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> AtomicFile.write(file, stream -> {
                    stream.write(new byte[100_000]);
                    throw new IOException("the disk is on fire");
                }))
                .isInstanceOf(InputException.class)
                .hasMessage(file + ": cannot be written: the disk is on fire");
        assertThat(file).hasContent("old");
        assertThat(files(folder)).containsExactly(file);
    }

    @Test
    void refusesAMissingFolderAndADirectory() {
        assertThatThrownBy(() -> AtomicFile.writeText(folder.resolve("no/out.txt"), "x"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("there is no folder " + folder.resolve("no"));
        assertThatThrownBy(() -> AtomicFile.writeText(folder, "x"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("is a directory");
    }

    @Test
    void followsALink() throws IOException {
        Path file = Files.writeString(folder.resolve("real.txt"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link.txt"), file);
        AtomicFile.writeText(link, "new");
        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(file).hasContent("new");
    }

    @Test
    void writesToADeviceDirectly() {
        Path device = Path.of("/dev/null");
        assumeTrue(Files.exists(device), "there is no /dev/null here");
        AtomicFile.writeText(device, "away");
        assertThat(Files.isRegularFile(device)).isFalse();
    }

    @Test
    void aFullDiskLeavesTheOldContentAndNothingElse() throws IOException, InterruptedException {
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder.toString()) == 0,
                "only root can mount a small disk to fill");
        try {
            Path file = folder.resolve("out.bin");
            AtomicFile.writeText(file, "old");
            assertThatThrownBy(() -> AtomicFile.write(file, stream -> stream.write(new byte[1 << 20])))
                    .isInstanceOf(InputException.class)
                    .hasMessage(file + ": cannot be written: No space left on device");
            assertThatThrownBy(() -> AtomicFile.write(
                            file, stream -> List.of(1 << 20).forEach(size -> writeUnchecked(stream, size))))
                    .hasMessage(file + ": cannot be written: No space left on device");
            assertThat(file).hasContent("old");
            assertThat(files(folder)).containsExactly(file);
        } finally {
            run("umount", folder.toString());
        }
    }

    private static void writeUnchecked(OutputStream stream, int size) {
        try {
            stream.write(new byte[size]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            return -1;
        }
        return process.waitFor(10, TimeUnit.SECONDS) ? process.exitValue() : -1;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
