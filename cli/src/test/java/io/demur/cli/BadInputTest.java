package io.demur.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.demur.cli.Cli.Result;
import io.demur.io.npy.NpyWriter;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything a user can get wrong: exit code 2, one line that says where and what, no trace and no file left. */
class BadInputTest {
    private static final String HEADER = "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }";

    @TempDir
    Path folder;

    private Path logits;
    private Path labels;

    @BeforeEach
    void goodFiles() {
        logits = folder.resolve("logits.npy");
        labels = folder.resolve("labels.npy");
        NpyWriter.writeFloats(logits, new double[] {1, 2, 0.5, 3, 1, -1, 0, 1, 4, 2, 2.5, 0}, 4, 3);
        NpyWriter.writeLongs(labels, new long[] {1, 0, 2, 0}, 4);
    }

    private Result refused(Object... args) throws IOException {
        List<Path> before = files();
        Result result = Cli.run(args);
        assertThat(result.code()).as(result.err()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("demur: ").hasLineCount(1).doesNotContain("Exception");
        assertThat(files()).isEqualTo(before);
        return result;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    @Test
    void rowsOfOtherClassesNeitherCertifyNorChooseAScore() throws IOException {
        Path other = folder.resolve("other.npy");
        NpyWriter.writeFloats(other, new double[] {1, 2, 3, 1, 0, 2, 2, 1}, 4, 2);
        Path binary = folder.resolve("binary.npy");
        NpyWriter.writeLongs(binary, new long[] {1, 0, 1, 0}, 4);
        assertThat(refused("fit", logits, labels, "--max-risk", .9, "--certify", other, binary)
                        .err())
                .contains("has 2 classes, but the score was chosen on rows of 3");
        assertThat(refused("evaluate", logits, labels, "--fit", other, binary).err())
                .contains("has 3 classes, but the score was chosen on rows of 2");
    }

    @Test
    void confidencesAloneTakeNoOptionThatNeedsLogits() throws IOException {
        Path scores = Cli.csv(folder.resolve("scores.csv"), "confidence,correct", "0.9,1", "0.5,0", "0.7,1");
        for (String option : List.of("--classwise", "--skip-bad-rows", "--mode=bounded", "--score=msp")) {
            assertThat(refused("evaluate", scores, "--input", "scores", option).err())
                    .contains("needs logits and classes");
        }
        assertThat(Cli.run("evaluate", scores, "--input", "scores").code()).isZero();
        Cli.csv(scores, "confidence,correct", "0.9,1", "inf,0");
        assertThat(refused("evaluate", scores, "--input", "scores").err()).contains(scores.toString(), "row 1");
    }

    private void badLogits(Path file, String... words) throws IOException {
        Result result = refused("evaluate", file, labels, "--json", folder.resolve("out.json"));
        assertThat(result.err()).contains(file.toString());
        assertThat(List.of(words)).allSatisfy(word -> assertThat(result.err()).contains(word));
    }

    private Path npy(String type, String shape, int bytes) throws IOException {
        return Cli.npy(folder.resolve("bad.npy"), HEADER.formatted(type, shape), new byte[bytes]);
    }

    @Test
    void emptyFile() throws IOException {
        badLogits(Files.createFile(folder.resolve("bad.npy")), "is empty");
    }

    @Test
    void truncatedHeader() throws IOException {
        byte[] whole = Files.readAllBytes(logits);
        badLogits(Files.write(folder.resolve("bad.npy"), java.util.Arrays.copyOf(whole, 40)), "header");
    }

    @Test
    void truncatedData() throws IOException {
        byte[] whole = Files.readAllBytes(logits);
        badLogits(Files.write(folder.resolve("bad.npy"), java.util.Arrays.copyOf(whole, whole.length - 5)), "bytes");
    }

    @Test
    void wrongMagic() throws IOException {
        byte[] whole = Files.readAllBytes(logits);
        whole[3] = 'X';
        badLogits(Files.write(folder.resolve("bad.npy"), whole), "is neither NPY, NPZ nor a table");
    }

    @ParameterizedTest
    @ValueSource(strings = {"|O", "<c8", "<c16", "<i4", "<U4"})
    void unusableType(String type) throws IOException {
        badLogits(npy(type, "4, 3", 192));
    }

    @Test
    void threeDimensionsWhereTwoAreNeeded() throws IOException {
        Path cube = npy("<f4", "3, 3, 1", 36);
        assertThat(refused("evaluate", logits, labels, "--costs", cube).err())
                .contains("bad.npy", "has the shape (3, 3, 1)", "a table of (3, 3) numbers is wanted");
    }

    /** Losses of a tuning sample may happen to be 0 and 1 alone; those of a certification sample need not be so too. */
    @ParameterizedTest
    @ValueSource(strings = {"--max-risk=0.9", "--min-coverage=0.5", "--by-predicted-class --max-risk=0.9"})
    void costsThatTheTuningRowsDoNotShow(String question) throws IOException {
        Path fresh = folder.resolve("fresh.npy");
        Path freshLabels = folder.resolve("fresh_labels.npy");
        NpyWriter.writeFloats(fresh, new double[] {1, 2, 0.7, 3, 1, -2, 0, 1, 5, 2, 2.75, 0}, 4, 3);
        NpyWriter.writeLongs(freshLabels, new long[] {2, 0, 2, 0}, 4);
        Path costs = Cli.csv(folder.resolve("costs.csv"), "0,1,1", "1,0,1", "1,0.5,0");
        List<Object> words = new java.util.ArrayList<>(
                List.of("fit", logits, labels, "--certify", fresh, freshLabels, "--costs", costs));
        words.addAll(List.of(question.split(" ")));
        Result result = Cli.run(words.toArray());
        assertThat(result.code()).as(result.err()).isIn(0, 3);
        assertThat(result.out()).contains("Hoeffding-Bentkus");
    }

    @Test
    void rowCountsDiffer() throws IOException {
        Path fewer = folder.resolve("fewer.npy");
        NpyWriter.writeLongs(fewer, new long[] {1, 0, 2}, 3);
        assertThat(refused("evaluate", logits, fewer).err()).contains("3 labels", "4 rows");
    }

    @Test
    void labelNotBelowTheNumberOfClasses() throws IOException {
        Path bad = folder.resolve("bad.npy");
        NpyWriter.writeLongs(bad, new long[] {1, 0, 3, 0}, 4);
        assertThat(refused("evaluate", logits, bad).err()).contains("label 3 at row 2", "number of classes 3");
    }

    @Test
    void negativeLabel() throws IOException {
        Path bad = folder.resolve("bad.npy");
        NpyWriter.writeLongs(bad, new long[] {1, -1, 2, 0}, 4);
        assertThat(refused("evaluate", logits, bad).err()).contains("label -1 at row 1", "--ignore-label -1");
    }

    @Test
    void floatLabels() throws IOException {
        Path bad = folder.resolve("bad.npy");
        NpyWriter.writeDoubles(bad, new double[] {1, 0, 2, 0}, 4);
        assertThat(refused("evaluate", logits, bad).err()).contains("float64", "whole numbers");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void notFinite(double value) throws IOException {
        Path bad = folder.resolve("bad.npy");
        NpyWriter.writeFloats(bad, new double[] {1, 2, 0.5, 3, 1, value, 0, 1, 4, 2, 2.5, 0}, 4, 3);
        badLogits(bad, "row 1", "--skip-bad-rows");
        Result skipped = Cli.run("evaluate", bad, labels, "--skip-bad-rows");
        assertThat(skipped.code()).isZero();
        assertThat(skipped.out()).contains("n = 3,", "1 skipped");
        assertThat(skipped.err()).contains("warning [skipped-rows]");
    }

    @Test
    void logitNormForTwoClasses() throws IOException {
        Path two = folder.resolve("two.npy");
        NpyWriter.writeFloats(two, new double[] {1, 2, 3, 1, 0, 1, 2, 2.5}, 4, 2);
        NpyWriter.writeLongs(labels, new long[] {1, 0, 1, 0}, 4);
        assertThat(refused("evaluate", two, labels, "--score", "logit-norm:p=5").err())
                .contains("logit-norm", "two classes", "msp");
        assertThat(Cli.run("evaluate", two, labels).code()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "-0.1", "1.5", "NaN"})
    void maxRiskOutsideOfItsRange(String risk) throws IOException {
        assertThat(refused("fit", logits, labels, "--max-risk", risk, "-o", folder.resolve("s.json"))
                        .err())
                .contains("risk");
    }

    @Test
    void maxRiskMissing() throws IOException {
        assertThat(refused("fit", logits, labels, "-o", folder.resolve("s.json"))
                        .err())
                .contains("--max-risk");
    }

    @Test
    void tuningAndCertifyingOnTheSameRows() throws IOException {
        Result result = refused(
                "fit",
                logits,
                labels,
                "--certify",
                logits,
                labels,
                "--max-risk",
                "0.1",
                "-o",
                folder.resolve("s.json"));
        assertThat(result.err()).contains("4 of its 4 rows were used for tuning");
    }

    @Test
    void missingOutputFolder() throws IOException {
        Path nowhere = folder.resolve("none").resolve("out.json");
        assertThat(refused("evaluate", logits, labels, "--json", nowhere).err()).contains("there is no folder");
        assertThat(refused("fit", logits, labels, "--max-risk", ".1", "-o", nowhere)
                        .err())
                .contains("there is no folder");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void fullDisk() throws IOException {
        assertThat(refused("evaluate", logits, labels, "--quiet", "--json", "/dev/full")
                        .err())
                .contains("/dev/full");
    }

    @Test
    void aDirectoryWhereAFileIsNeeded() throws IOException {
        assertThat(refused("evaluate", folder, labels).err()).contains("is a directory");
        assertThat(refused("evaluate", logits, folder).err()).contains("is a directory");
        assertThat(refused("evaluate", logits, labels, "--json", folder).err()).contains("is a directory");
        assertThat(refused("decide", folder, logits).err()).contains("is a directory");
    }

    @Test
    void aFileTruncatedWhileItIsRead() throws Exception {
        Path big = folder.resolve("big.npy");
        long rows = 2_000_000;
        Cli.npy(big, HEADER.formatted("<f4", rows + ", 100"));
        long header = Files.size(big);
        Path many = folder.resolve("many.npy");
        Cli.npy(many, HEADER.formatted("|u1", rows + ","));
        try (RandomAccessFile file = new RandomAccessFile(big.toFile(), "rw");
                RandomAccessFile other = new RandomAccessFile(many.toFile(), "rw")) {
            file.setLength(header + rows * 400); // holes: no space on the disk
            other.setLength(Files.size(many) + rows);
            CompletableFuture<Void> cut = CompletableFuture.runAsync(
                    () -> truncate(file, header + 400), CompletableFuture.delayedExecutor(150, TimeUnit.MILLISECONDS));
            assertThat(refused("evaluate", big, many, "--score", "entropy", "--mode", "bounded")
                            .err())
                    .contains("big.npy");
            cut.join();
        }
    }

    private static void truncate(RandomAccessFile file, long length) {
        try {
            file.setLength(length);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void unknownWordsNameTheOption() throws IOException {
        assertThat(refused("evaluate", logits, labels, "--mode", "fast").err()).contains("--mode");
        assertThat(refused("evaluate", logits, labels, "--input", "words").err())
                .contains("--input");
        assertThat(refused("evaluate", logits, labels, "--score", "mps").err()).contains("did you mean msp?");
        assertThat(refused("evaluate", logits, labels, "--risk", "2").err()).contains("--risk");
        assertThat(refused("evaluate", logits, labels, "--threads", "0").err()).contains("--threads");
        assertThat(refused("evaluate", logits).err()).contains("LABELS");
        assertThat(refused("compare", logits, labels).err()).contains("--score");
    }

    @Test
    void aConfidenceTooCloseToOne() throws IOException {
        String close = "0.9999999999999999";
        String words = "confidence: " + close + " is too close to 1; give at most 0.999999999";
        for (String command : List.of("evaluate", "diagnose")) {
            assertThat(refused(command, logits, labels, "--confidence", close, "--json", "-")
                            .err())
                    .contains(words);
        }
        assertThat(refused("compare", logits, logits, labels, "--confidence", close)
                        .err())
                .contains(words);
        assertThat(refused("fit", logits, labels, "--max-risk", ".1", "--confidence", close)
                        .err())
                .contains(words);
        assertThat(Cli.run("evaluate", logits, labels, "--confidence", "0.999999999", "--json", "-")
                        .code())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-5", "0", "1", "99", "1000001", "2000000000"})
    void tooFewOrTooManyResamples(String count) throws IOException {
        for (String command : List.of("evaluate", "diagnose")) {
            assertThat(refused(command, logits, labels, "--bootstrap", count).err())
                    .contains(
                            "--bootstrap: " + count + " resamples are too " + (count.length() > 3 ? "many" : "few"),
                            "give 100 to 1,000,000, or leave it out");
        }
        assertThat(Cli.run("evaluate", logits, labels, "--bootstrap", "100").code())
                .isZero();
    }

    /** As it comes from a variable of the shell that is not set. */
    @Test
    void anEmptyPath() throws IOException {
        for (List<Object> words : List.<List<Object>>of(
                List.of("evaluate", "", labels),
                List.of("evaluate", "A=", labels),
                List.of("evaluate", logits, ""),
                List.of("evaluate", logits, labels, "--json", ""),
                List.of("evaluate", logits, labels, "--html="),
                List.of("evaluate", logits, labels, "--figures", ""),
                List.of("evaluate", logits, labels, "--costs", ""),
                List.of("fit", logits, labels, "--max-risk", "0.5", "-o", ""),
                List.of("fit", logits, labels, "--max-risk", "0.5", "--certify", "", labels),
                List.of("fit", logits, labels, "--max-risk", "0.5", "--groups", ""),
                List.of("decide", "", logits))) {
            assertThat(refused(words.toArray()).err()).startsWith("demur: '': the path is empty; name a file");
        }
    }

    private Result warned(String reason, double[] values, long... truth) {
        NpyWriter.writeFloats(logits, values, truth.length, 3);
        NpyWriter.writeLongs(labels, truth, truth.length);
        Path json = folder.resolve("out.json");
        Result result = Cli.run("evaluate", logits, labels, "--json", json);
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.err()).contains("warning [" + reason + "]").doesNotContain("Exception");
        assertThat(result.out()).contains("n = " + truth.length).doesNotContain("NaN");
        assertThat(read(json)).contains("\"" + reason + "\"").doesNotContain("NaN");
        return result;
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void allRowsFlat() {
        warned("all-flat", new double[] {1, 1, 1, 2, 2, 2, 0, 0, 0}, 0, 1, 2);
        warned("all-tied", new double[] {1, 1, 1, 2, 2, 2, 0, 0, 0}, 0, 1, 2);
    }

    @Test
    void oneSample() {
        warned("one-sample", new double[] {1, 2, 5}, 1);
    }

    @Test
    void oneClass() {
        warned("one-class", new double[] {1, 2, 5, 3, 1, 0, 2, 3, 1}, 2, 2, 2);
    }

    @Test
    void allRight() {
        warned("all-right", new double[] {1, 2, 5, 3, 1, 0, 2, 3, 1}, 2, 0, 1);
    }

    @Test
    void allWrong() {
        warned("all-wrong", new double[] {1, 2, 5, 3, 1, 0, 2, 3, 1}, 0, 1, 2);
    }

    @Test
    void rowsThatLookLikeProbabilities() {
        warned("looks-like-probabilities", new double[] {.2, .3, .5, .7, .2, .1, .25, .5, .25}, 0, 0, 2);
    }

    @Test
    void duplicateRows() {
        warned("duplicate-rows", new double[] {1, 2, 5, 1, 2, 5, 2, 3, 1}, 2, 2, 0);
    }
}
