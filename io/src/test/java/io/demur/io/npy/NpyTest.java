package io.demur.io.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.demur.io.Numbers;
import io.demur.logits.InputException;
import io.demur.logits.InputKind;
import io.demur.logits.Labels;
import io.demur.logits.Logits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpyTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "logits_little_f2.npy, float16", "logits_little_f4.npy, float32", "logits_little_f8.npy, float64",
        "logits_big_f2.npy, float16", "logits_big_f4.npy, float32", "logits_big_f8.npy, float64",
        "logits_fortran_f4.npy, float32", "logits_fortran_big_f8.npy, float64", "logits_v2.npy, float32",
        "logits_v3.npy, float32", "images_one.npy, float32", "image.npy, float16",
        "one.npz, float32", "two.npz#logits, float32", "two_deflated.npz#logits, float64"
    })
    void readsWhatNumpyWrote(String name, String dtype) {
        Path path = name.contains("#")
                ? Path.of(Numbers.file(name.replaceAll("#.*", "")) + name.replaceAll(".*#", "#"))
                : Numbers.file(name);
        try (Logits logits = Npy.readLogits(path)) {
            assertThat(logits.dtype()).isEqualTo(dtype);
            assertThat(logits.rows()).hasValue(5);
            assertThat(logits.singleLogit()).isFalse();
            assertThat(Numbers.read(logits, 2)).isDeepEqualTo(Numbers.GOLDEN);
        }
    }

    @Test
    void readsSpecialValuesOfNumpy() {
        try (Logits logits = Npy.readLogits(Numbers.file("logits_special.npy"))) {
            assertThat(Numbers.read(logits, 8)[1])
                    .containsExactly(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
        }
    }

    @Test
    void ordersPixelsByImageThenRowThenColumn() {
        // images_two holds i / 2 at the element i of (2,3,2,4)
        try (Logits logits = Npy.readLogits(Numbers.file("images_two.npy"))) {
            double[][] rows = Numbers.read(logits, 5);
            assertThat(rows).hasDimensions(16, 3);
            assertThat(rows[0]).containsExactly(0, 4, 8);
            assertThat(rows[6]).containsExactly(3, 7, 11);
            assertThat(rows[9]).containsExactly(12.5, 16.5, 20.5);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"single.npy", "single_column.npy"})
    void halvesASingleLogit(String name) {
        try (Logits logits = Npy.readLogits(Numbers.file(name))) {
            assertThat(logits.singleLogit()).isTrue();
            assertThat(Numbers.read(logits, 3)[1]).containsExactly(-1.625, 1.625);
        }
    }

    @Test
    void takesASingleProbabilityAsTwo() {
        Path file = folder.resolve("p.npy");
        NpyWriter.writeDoubles(file, new double[] {0.25, 0.5}, 2);
        try (Logits logits = Npy.readLogits(file, InputKind.PROBABILITIES)) {
            assertThat(Numbers.read(logits, 3)[0]).containsExactly(StrictMath.log(0.75), StrictMath.log(0.25));
        }
        assertThatThrownBy(() -> Npy.readLogits(file, InputKind.LOG_PROBABILITIES))
                .hasMessageContaining("give both classes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "big_i1", "big_i2", "big_i4", "big_i8"})
    void readsLabelsOfEveryType(String type) {
        assertThat(read(Npy.readLabels(Numbers.file("labels_" + type + ".npy"), 3)))
                .containsExactly(2, 0, 1, 1, 0);
        if (type.startsWith("big")) {
            String unsigned = type.replace('i', 'u').replace("bug", "big");
            assertThat(read(Npy.readLabels(Numbers.file("labels_" + unsigned + ".npy"), 3)))
                    .containsExactly(2, 0, 1, 1, 0);
        }
    }

    @Test
    void readsTruthValuesAsLabels() {
        assertThat(read(Npy.readLabels(Numbers.file("labels_bool.npy"), 2))).containsExactly(1, 0, 1, 1, 0);
    }

    @Test
    void leavesIgnoredLabelsOut() {
        Path file = Numbers.file("labels_255.npy");
        assertThat(read(Npy.readLabels(file, 3, 255))).containsExactly(2, Labels.IGNORED, 1, 1, 0);
        assertThatThrownBy(() -> Npy.readLabels(file, 3))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("label 255 at row 1 is not below the number of classes 3")
                .hasMessageContaining("--ignore-label 255");
    }

    /** numpy.save of numpy.array([2, -1, 0]).astype('u8'), and of a great many. */
    @Test
    void namesTheTrueValueOfALabelThatNoLongHolds() throws IOException {
        String header = "{'descr': '<u8', 'fortran_order': False, 'shape': (%d,), }\n";
        Path few = write(header.formatted(3), 24);
        withMinusOne(few, 24 - 8);
        String words = "label 18446744073709551615 at row 1 is not below the number of classes 3; save the labels as"
                + " int64, where it is -1, and use --ignore-label -1";
        assertThatThrownBy(() -> Npy.readLabels(few, 3)).hasMessageContaining(words);
        assertThatThrownBy(() -> Npy.readLabels(few, 3, Long.MAX_VALUE)).hasMessageContaining(words);
        assertThatThrownBy(() -> Npy.readLongs(few))
                .hasMessageContaining("18446744073709551615 at row 1 is beyond 9223372036854775807");
        assertThat(Npy.readDoubles(few)).containsExactly(0, 0x1p64, 0);
        int count = (1 << 22) + 1;
        Path many = write(header.formatted(count), 8 * count);
        withMinusOne(many, 8L * count - 8);
        assertThatThrownBy(() -> Npy.readLabels(many, 3).read(0, 2, new int[2])).hasMessageContaining(words);
    }

    /** As element 1 of as many bytes at the end of a file. */
    private static void withMinusOne(Path file, long fromTheEnd) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(bytes.length() - fromTheEnd);
            bytes.writeLong(-1);
        }
    }

    @Test
    void largeLabelsAreReadInPiecesAndCheckedWhenRead() {
        int count = (1 << 22) + 70_000;
        byte[] column = new byte[count];
        for (int i = 0; i < count; i++) {
            column[i] = (byte) (i % 19);
        }
        column[count - 2] = 19;
        Path file = folder.resolve("labels.npy");
        NpyWriter.writeBytes(file, column, 2, count / 2);
        Labels labels = Npy.readLabels(file, 19, 18);
        int[] target = new int[70_001];
        labels.read(3, target.length, target);
        assertThat(target[16]).isZero();
        assertThat(target[15]).isEqualTo(Labels.IGNORED);
        assertThat(target[70_000]).isEqualTo(70_003 % 19);
        assertThatThrownBy(() -> labels.read(count - 3, 3, target))
                .hasMessageContaining("label 19 at row " + (count - 2));
        assertThatThrownBy(() -> labels.read(count - 3, 4, target)).hasMessageContaining("more rows");
    }

    @ParameterizedTest
    @CsvSource({
        "bad_complex.npy, complex numbers",
        "bad_string.npy, strings",
        "bad_bytes.npy, strings",
        "bad_object.npy, Python objects",
        "bad_record.npy, records",
        "bad_date.npy, dates",
        "bad_void.npy, bfloat16",
        "labels_i4.npy, int32"
    })
    void refusesOtherTypesByName(String name, String expected) {
        assertThatThrownBy(() -> Npy.readLogits(Numbers.file(name)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(name)
                .hasMessageContaining(expected)
                .hasMessageContaining("save ");
    }

    @Test
    void refusesLogitsAsLabelsAndTheOtherWayRound() {
        assertThatThrownBy(() -> Npy.readLabels(Numbers.file("logits_v2.npy"), 3))
                .hasMessageContaining("holds float32, labels are whole numbers");
    }

    @Test
    void namesTheArraysOfAnArchive() {
        Path file = Numbers.file("two.npz");
        assertThatThrownBy(() -> Npy.readLogits(file)).hasMessageContaining("holds 2 arrays: logits, labels");
        assertThatThrownBy(() -> Npy.readLogits(Path.of(file + "#x"))).hasMessageContaining("no single array x");
        assertThatThrownBy(() -> Npy.readLogits(Numbers.file("empty.npz"))).hasMessageContaining("0 arrays");
        assertThat(read(Npy.readLabels(Path.of(file + "#labels"), 3))).containsExactly(2, 0, 1, 1, 0);
    }

    @ParameterizedTest
    @CsvSource({"bomb.npz, goes on after", "short.npz, needs 120", "boast.npz, cannot come out of"})
    void refusesArchivesThatDoNotKeepTheirWord(String name, String expected) {
        assertThatThrownBy(() -> Npy.readLogits(Numbers.file(name)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(expected);
    }

    @Test
    void saysBothSizesOfALongFile() throws IOException {
        Path file = folder.resolve("long.npy");
        NpyWriter.writeFloats(file, new double[12], 4, 3);
        Files.write(file, new byte[] {1, 2}, java.nio.file.StandardOpenOption.APPEND);
        assertThatThrownBy(() -> Npy.readLogits(file))
                .hasMessageContaining("has 178 bytes, its header float32 (4, 3) needs 176");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'descr': '<f4', 'fortran_order': False, 'shape': (3, -4), }",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (4000000000, 4000000000), }",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (9999999999999999999,), }",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (0, 9223372036854775807, 9), }",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), 'more': 'x'",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), } {",
                "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (2,)}",
                "{'descr': '|f4', 'fortran_order': False, 'shape': (2,)}",
                "{'descr': '', 'fortran_order': False, 'shape': (2,)}",
                "{'descr': '<', 'fortran_order': False, 'shape': (2,)}",
                "{'descr': '<f4', 'fortran_order': 0, 'shape': (2,)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': [2]}",
                "{'descr': '<f4', 'shape': (2,)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': ()}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (1,1,1,1,2)}",
                "{'descr': '<f4', 'fortran_order': True, 'shape': (2,1,1,1)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (1,1,2)}",
                "__import__('os')",
                ""
            })
    void refusesBadHeaders(String header) throws IOException {
        Path file = write(header, 8);
        assertThatThrownBy(() -> Npy.readLogits(file).close())
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(file.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'descr':'=f4','fortran_order':False,'shape':(2,)}",
                "{\"descr\": \"f4\", \"fortran_order\": False, \"shape\": (2L,)}",
                "{ 'shape' : ( 1 , 2 ) , 'fortran_order' : True , 'descr' : '<f4' , } \n"
            })
    void readsOtherSpellingsOfTheHeader(String header) throws IOException {
        try (Logits logits = Npy.readLogits(write(header, 8))) {
            assertThat(logits.classes()).isEqualTo(2);
        }
    }

    @Test
    void refusesATransposedArrayWithMillionsOfClasses() throws IOException {
        Path file = write("{'descr': '<f2', 'fortran_order': False, 'shape': (1, 2000000)}", 4_000_000);
        assertThatThrownBy(() -> Npy.readLogits(file)).hasMessageContaining("array.T");
    }

    @Test
    void aStreamIsReadOnceAndToItsEnd() throws IOException {
        byte[] bytes = Files.readAllBytes(Numbers.file("logits_little_f4.npy"));
        try (Logits logits = stream(bytes)) {
            assertThat(Numbers.read(logits, 2)).isDeepEqualTo(Numbers.GOLDEN);
            assertThatThrownBy(logits::pass).hasMessageContaining("is a stream and has been read");
        }
        try (Logits longer = stream(java.util.Arrays.copyOf(bytes, bytes.length + 1))) {
            assertThatThrownBy(() -> Numbers.read(longer, 2)).hasMessageContaining("goes on after the 188 bytes");
        }
        try (Logits shorter = stream(java.util.Arrays.copyOf(bytes, bytes.length - 1))) {
            assertThatThrownBy(() -> Numbers.read(shorter, 2)).hasMessageContaining("ends after 187 bytes");
        }
    }

    @Test
    void aStreamOfImagesIsRefused() throws IOException {
        byte[] bytes = Files.readAllBytes(Numbers.file("images_two.npy"));
        assertThatThrownBy(() -> stream(bytes)).hasMessageContaining("write it to a file");
    }

    @Test
    void readsColumnsOfAnyNumbers() {
        assertThat(Npy.readDoubles(Numbers.file("labels_big_i8.npy"))).containsExactly(2, 0, 1, 1, 0);
        assertThat(Npy.readDoubles(Numbers.file("single_column.npy"))).startsWith(-2, 3.25);
        assertThat(Npy.readLongs(Numbers.file("labels_u1.npy"))).containsExactly(2, 0, 1, 1, 0);
        assertThatThrownBy(() -> Npy.readDoubles(Numbers.file("logits_v3.npy"))).hasMessageContaining("(5, 3)");
    }

    private static Logits stream(byte[] bytes) {
        return Npy.readLogits(new ByteArrayInputStream(bytes), "the stream", InputKind.LOGITS);
    }

    private Path write(String header, int dataBytes) throws IOException {
        byte[] text = header.getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer file = ByteBuffer.allocate(10 + text.length + dataBytes).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        file.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
        file.putShort((short) text.length).put(text);
        return Files.write(folder.resolve("made.npy"), file.array());
    }

    private static int[] read(Labels labels) {
        int[] target = new int[(int) labels.rows().orElseThrow()];
        labels.read(0, target.length, target);
        return target;
    }
}
