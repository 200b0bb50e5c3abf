package io.demur.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.demur.io.csv.CsvOptions;
import io.demur.io.npy.Npy;
import io.demur.io.npy.NpyWriter;
import io.demur.logits.InputException;
import io.demur.logits.InputKind;
import io.demur.logits.Labels;
import io.demur.logits.Logits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class InputsTest {
    private static final InputStream REAL = System.in;

    private static final LabelOptions LABEL = new LabelOptions(Optional.of("y"), Optional.empty(), List.of());

    @TempDir
    Path folder;

    private int pipes;

    @AfterEach
    void giveStandardInputBack() {
        System.setIn(REAL);
    }

    @Test
    void saysInOneLineWhatIsWrongWithAFile() throws IOException {
        refused(folder.resolve("none.npy").toString(), "there is no such file");
        refused(folder.toString(), "is a directory");
        refused(Files.createFile(folder.resolve("empty")).toString(), "is empty");
        refused(write("binary", "RIFF\0\0\1\2"), "is neither NPY, NPZ nor a table");
        refused(write("parquet", "PAR1\0\0\1\2"), "is a Parquet file; demur-tables.jar reads it");
        refused(write("rows.json", "[\n {\"logits\": [1, 2]}]"), "is JSON; demur-tables.jar reads it");
        assertThatThrownBy(() -> Inputs.logits("a\0b", InputOptions.LOGITS))
                .hasMessage("a b: is no possible name of a file");
        Path zipped = Files.write(folder.resolve("z.csv"), new byte[] {0x1f, (byte) 0x8b, 8, 0});
        refused(zipped.toString(), "is compressed by gzip; unpack it first");
        refused(folder.resolve("none.npz") + "#x", "there is no such file");
    }

    /** As {@code <(cat labels.npy)} gives one in a shell. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void pipesAreReadWhereOneReadingIsEnough() throws Exception {
        Path numbers = folder.resolve("numbers.npy");
        NpyWriter.writeLongs(numbers, new long[] {0, 1, 1, 0}, 4);
        Path rows = folder.resolve("rows.npy");
        NpyWriter.writeFloats(rows, new double[] {0, 1, 0.5, 0}, 2, 2);
        try (Logits logits = Inputs.logits(pipe(rows), InputOptions.LOGITS)) {
            assertThat(Rows.all(logits)).containsExactly(0, 1, 0.5, 0);
        }
        Labels labels = Inputs.labels(pipe(numbers), LABEL, 2);
        int[] read = new int[4];
        labels.read(0, 4, read);
        assertThat(read).containsExactly(0, 1, 1, 0);
        assertThat(CostMatrix.read(pipe(rows), 2).cost(1, 0)).isEqualTo(0.5);
        assertThat(ClassNames.read(Path.of(pipe(Path.of(write("names", "cat\ndog\n")))), 2))
                .containsExactly("cat", "dog");
    }

    /** Without a writer an attempt to open one would wait for ever. */
    @Test
    @Timeout(20)
    @DisabledOnOs(OS.WINDOWS)
    void pipesAreRefusedWhereOneReadingIsNotEnough() throws Exception {
        String pipe = pipe();
        for (ThrowingCallable reading : List.<ThrowingCallable>of(
                () -> Inputs.doubles(pipe, Optional.empty()),
                () -> Groups.read(pipe, Optional.empty(), 3),
                () -> Npy.readLogits(Path.of(pipe)),
                () -> Npy.shape(Path.of(pipe)),
                () -> Npy.shape(Path.of(pipe + "#member")))) {
            assertThatThrownBy(reading)
                    .isInstanceOf(InputException.class)
                    .hasMessageStartingWith(pipe)
                    .hasMessageContaining("is a pipe or a device")
                    .hasMessageEndingWith("write it to a file and name that");
        }
    }

    private String pipe() throws Exception {
        Path pipe = folder.resolve("pipe" + pipes++);
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        return pipe.toString();
    }

    /** A pipe that a thread writes a file to. */
    private String pipe(Path content) throws Exception {
        String pipe = pipe();
        Thread writer = new Thread(() -> {
            try (OutputStream target = Files.newOutputStream(Path.of(pipe))) {
                Files.copy(content, target);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        writer.setDaemon(true);
        writer.start();
        return pipe;
    }

    private static void refused(String argument, String expected) {
        assertThatThrownBy(() -> Inputs.logits(argument, InputOptions.LOGITS))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(argument)
                .hasMessageContaining(expected)
                .hasMessageNotContaining("\n");
        assertThatThrownBy(() -> Inputs.labels(argument, LabelOptions.ONLY_COLUMN, 3))
                .isInstanceOf(InputException.class);
    }

    @Test
    void readsStandardInputOnce() throws IOException {
        System.setIn(new ByteArrayInputStream(Files.readAllBytes(Numbers.file("logits_big_f8.npy"))));
        try (Logits logits = Inputs.logits("-", InputOptions.LOGITS)) {
            assertThat(Numbers.read(logits, 2)).isDeepEqualTo(Numbers.GOLDEN);
        }
        assertThatThrownBy(() -> Inputs.labels("-", LabelOptions.ONLY_COLUMN, 3))
                .hasMessageContaining("is wanted twice");
        type("1,2\n3,4\n");
        try (Logits logits = Inputs.logits("-", InputOptions.LOGITS)) {
            assertThat(Numbers.read(logits, 2)).isDeepEqualTo(new double[][] {{1, 2}, {3, 4}});
        }
        type("");
        assertThatThrownBy(() -> Inputs.logits("-", InputOptions.LOGITS))
                .hasMessageContaining("standard input: is empty");
    }

    @Test
    void readsLabelsFromStandardInput() throws IOException {
        System.setIn(new ByteArrayInputStream(Files.readAllBytes(Numbers.file("labels_big_u4.npy"))));
        assertThat(read(Inputs.labels("-", LabelOptions.ONLY_COLUMN, 3), 5)).containsExactly(2, 0, 1, 1, 0);
        type("y\n2\n0\n");
        assertThat(read(Inputs.labels("-", LabelOptions.ONLY_COLUMN, 3), 2)).containsExactly(2, 0);
    }

    @Test
    void readsLogitsAndLabelsFromOneTable() throws IOException {
        InputOptions options = new InputOptions(InputKind.LOGITS, CsvOptions.label("y"));
        String text = "a,y,b\n1,0,2\n3,1,4\n";
        type(text);
        for (String argument : new String[] {"-", write("table.csv", text)}) {
            try (LabelledLogits table = Inputs.labelled(argument, options, LABEL)) {
                assertThat(Numbers.read(table.logits(), 2)).isDeepEqualTo(new double[][] {{1, 2}, {3, 4}});
                assertThat(Numbers.read(table.logits(), 1)).hasDimensions(2, 2);
                assertThat(read(table.labels(), 2)).containsExactly(0, 1);
            }
        }
        assertThatThrownBy(
                        () -> Inputs.labelled(write("table.csv", text), InputOptions.LOGITS, LabelOptions.ONLY_COLUMN))
                .hasMessageContaining("give --label");
        assertThatThrownBy(() -> Inputs.labelled(Numbers.file("one.npz").toString(), options, LABEL))
                .hasMessageContaining("has no column y");
    }

    @Test
    void turnsProbabilitiesIntoLogits() throws IOException {
        String file = write("p.csv", "0.25,0.75\n0.5,0.5\n");
        try (Logits logits = Inputs.logits(file, InputOptions.of(InputKind.PROBABILITIES))) {
            assertThat(Numbers.read(logits, 1)[0]).containsExactly(StrictMath.log(0.25), StrictMath.log(0.75));
        }
        assertThatThrownBy(() -> Inputs.logits(file, InputOptions.of(InputKind.SCORES)))
                .hasMessageContaining("scores have no classes");
    }

    @Test
    void readsPairsOfScoreAndCorrect() throws IOException {
        Path array = folder.resolve("pairs.npy");
        NpyWriter.writeDoubles(array, new double[] {0.9, 1, 0.3, 0}, 2, 2);
        Path scores = folder.resolve("s.npy");
        NpyWriter.writeFloats(scores, new double[] {0.5, 0.25}, 2);
        Path correct = folder.resolve("c.npy");
        NpyWriter.writeBooleans(correct, new boolean[] {false, true}, 2);
        ScorePairs pairs = ScorePairs.read(array.toString());
        assertThat(pairs.score()).containsExactly(0.9, 0.3);
        assertThat(pairs.correct()).containsExactly(true, false);
        assertThat(ScorePairs.read(write("p.csv", "score,correct\n0.9,1\n0.3,0\n"))
                        .correct())
                .containsExactly(true, false);
        assertThat(ScorePairs.read(scores.toString(), correct.toString()).correct())
                .containsExactly(false, true);
        assertThatThrownBy(() -> ScorePairs.read(write("p.csv", "0.9,2\n"))).hasMessageContaining("not 0 or 1");
        assertThatThrownBy(() -> ScorePairs.read(write("p.csv", "0.9\n")))
                .hasMessageContaining("has 1 numeric columns");
        assertThatThrownBy(() -> ScorePairs.read(scores.toString(), write("c.csv", "1\n")))
                .hasMessageContaining("has 1 rows");
    }

    @Test
    void readsCosts() throws IOException {
        CostMatrix costs = CostMatrix.read(write("c.csv", "0,1\n0.25,0\n"), 2);
        assertThat(costs.cost(1, 0)).isEqualTo(0.25);
        assertThat(costs.cost(0, 1)).isEqualTo(1);
        assertThatThrownBy(() -> CostMatrix.read(write("c.csv", "0,10\n5,0\n"), 2))
                .hasMessageContaining(
                        "row 0, column 1: the cost 10.0 is not in [0,1]; divide all costs by the largest, 10");
        assertThatThrownBy(() -> CostMatrix.read(write("c.csv", "0,1\n"), 2)).hasMessageContaining("has 1 rows");
        assertThatThrownBy(() -> CostMatrix.read(write("c.csv", "0,-1\n5,0\n"), 2))
                .hasMessageContaining("the cost -1.0 is not in [0,1]; costs are not negative");
    }

    /** The largest cost is asked of the others too, where one is NaN. */
    @Test
    void aCostThatIsNoNumberIsCalledSo() {
        Path costs = folder.resolve("costs.npy");
        NpyWriter.writeDoubles(costs, new double[] {0, Double.NaN, 1, 0}, 2, 2);
        assertThatThrownBy(() -> CostMatrix.read(costs.toString(), 2))
                .hasMessageContaining("row 0, column 1: the cost is NaN; give every pair of classes a cost in [0,1]");
        NpyWriter.writeDoubles(costs, new double[] {0, 10, Double.NaN, 0}, 2, 2);
        assertThatThrownBy(() -> CostMatrix.read(costs.toString(), 2))
                .hasMessageContaining(
                        "row 0, column 1: the cost 10.0 is not in [0,1]; divide all costs by the largest");
        NpyWriter.writeDoubles(costs, new double[] {0, 1, Double.POSITIVE_INFINITY, 0}, 2, 2);
        assertThatThrownBy(() -> CostMatrix.read(costs.toString(), 2))
                .hasMessageContaining("the cost Infinity is not in [0,1]; costs are finite");
    }

    @Test
    void readsCostsOfAnyNumericType() {
        Path whole = folder.resolve("whole.npy");
        NpyWriter.writeLongs(whole, new long[] {0, 1, 1, 0}, 2, 2);
        assertThat(CostMatrix.read(whole.toString(), 2).cost(0, 1)).isEqualTo(1);
        Path halves = folder.resolve("halves.npy");
        NpyWriter.writeFloats(halves, new double[] {0, 1, 0.25, 0}, 2, 2);
        assertThat(CostMatrix.read(halves.toString(), 2).cost(1, 0)).isEqualTo(0.25);
        Path bool = folder.resolve("bool.npy");
        NpyWriter.writeBooleans(bool, new boolean[] {false, true, true, false}, 2, 2);
        assertThat(CostMatrix.read(bool.toString(), 2).cost(1, 0)).isEqualTo(1);
    }

    @Test
    void costsInFortranOrderAreTheSameCosts() throws IOException {
        byte[] data = {0, 1, 0, 0}; // column after column: row 1, column 0 is 1
        Path file = folder.resolve("fortran.npy");
        byte[] text = "{'descr': '|u1', 'fortran_order': True, 'shape': (2, 2), }\n".getBytes(UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(10 + text.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
        bytes.putShort((short) text.length).put(text).put(data);
        Files.write(file, bytes.array());
        CostMatrix costs = CostMatrix.read(file.toString(), 2);
        assertThat(costs.cost(1, 0)).isEqualTo(1);
        assertThat(costs.cost(0, 1)).isZero();
    }

    @Test
    void costsOfAnotherShapeAreNoPictures() {
        Path cube = folder.resolve("cube.npy");
        NpyWriter.writeFloats(cube, new double[] {0, 1, 0.25, 0}, 2, 2, 1);
        assertThatThrownBy(() -> CostMatrix.read(cube.toString(), 2))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("has the shape (2, 2, 1); a table of (2, 2) numbers is wanted");
    }

    @Test
    void readsClassNames() throws IOException {
        assertThat(ClassNames.read(Path.of(write("n.txt", "cat\ndog\r\n")), 2)).containsExactly("cat", "dog");
        assertThat(ClassNames.read(Path.of(write("n.json", " [\"cat\", \"dog\"]")), 2))
                .containsExactly("cat", "dog");
        Path file = Path.of(write("n.txt", "cat\n\ncat\n"));
        assertThatThrownBy(() -> ClassNames.read(file, 2)).hasMessageContaining("has 3 names, the logits have 2");
        assertThatThrownBy(() -> ClassNames.read(file, 3)).hasMessageContaining("the name of class 1 is empty");
        assertThatThrownBy(() -> ClassNames.read(Path.of(write("n.json", "[1]")), 1))
                .hasMessageContaining("no string");
        assertThatThrownBy(() -> ClassNames.read(Path.of(write("n.txt", "a\na")), 2))
                .hasMessageContaining("twice");
    }

    @Test
    void readsGroups() throws IOException {
        Groups groups = Groups.read(write("g.csv", "site\nrome\noslo\nrome\n"), Optional.empty(), 3);
        assertThat(groups.names()).containsExactly("oslo", "rome");
        assertThat(groups.id(0)).isEqualTo(1);
        Path file = folder.resolve("g.npy");
        NpyWriter.writeLongs(file, new long[] {10, -2, 10, 9}, 4);
        Groups numbers = Groups.read(file.toString(), Optional.empty(), 4);
        assertThat(numbers.names()).containsExactly("-2", "9", "10");
        assertThat(numbers.id(3)).isEqualTo(1);
        assertThatThrownBy(() -> Groups.read(file.toString(), Optional.empty(), 5))
                .hasMessageContaining("has 4 rows");
    }

    private static void type(String text) {
        System.setIn(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private String write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private static int[] read(Labels labels, int count) {
        int[] target = new int[count];
        labels.read(0, count, target);
        return target;
    }
}
