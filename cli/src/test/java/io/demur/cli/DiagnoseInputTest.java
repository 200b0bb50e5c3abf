package io.demur.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.demur.cli.Cli.Result;
import io.demur.io.json.Json;
import io.demur.io.npy.Npy;
import io.demur.io.npy.NpyWriter;
import io.demur.logits.LogitTile;
import io.demur.logits.Logits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What diagnose makes of number types, sizes and files that are out of the ordinary. */
class DiagnoseInputTest {
    private static final int ROWS = 3_080;
    private static final int CLASSES = 77;

    @TempDir
    static Path demo;

    @TempDir
    Path folder;

    @BeforeAll
    static void unpack() throws IOException {
        Cli.demoFiles(demo);
    }

    private static String labels() {
        return demo.resolve("labels.npz") + "#test";
    }

    private static JsonNode diagnose(Object logits, Object labels) {
        Result result = Cli.run("diagnose", logits, labels, "--json", "-", "--quiet");
        assertThat(result.code()).as(result.err()).isZero();
        return Json.read("stdout", result.out());
    }

    /** Stored as float16 after a factor, which saturates the softmax where it is large. */
    private Path half(String model, double factor) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(ROWS * CLASSES * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        try (Logits logits = Npy.readLogits(Path.of(demo.resolve(model + ".npz") + "#test"))) {
            LogitTile tile = new LogitTile(CLASSES);
            Logits.Pass pass = logits.pass();
            while (pass.next(tile)) {
                for (int r = 0; r < tile.rows(); r++) {
                    for (int k = 0; k < CLASSES; k++) {
                        bytes.putShort(half((float) (factor * tile.value(r, k))));
                    }
                }
            }
        }
        String header = "{'descr': '<f2', 'fortran_order': False, 'shape': (" + ROWS + ", " + CLASSES + "), }";
        return Cli.npy(folder.resolve("half.npy"), header, bytes.array());
    }

    /** Cut to 11 significant bits; what is below the normal numbers becomes 0. */
    private static short half(float value) {
        int bits = Float.floatToIntBits(value);
        int exponent = ((bits >>> 23) & 0xff) - 127;
        int sign = (bits >>> 16) & 0x8000;
        return (short) (exponent < -14 ? sign : sign | ((exponent + 15) << 10) | ((bits >>> 13) & 0x3ff));
    }

    @ParameterizedTest(name = "{0} times {1}")
    @CsvSource({"alpha00, 1, fine, false", "alpha20, 1, broken-by-smoothing, false", "alpha00, 8, fine, true"})
    void halfPrecisionIsJudgedByItsExactRanking(String model, double factor, String verdict, boolean saturated)
            throws IOException {
        JsonNode json = diagnose(half(model, factor), labels());
        assertThat(json.get("rows").get("dtype").textValue()).isEqualTo("float16");
        assertThat(json.get("verdict").textValue()).isEqualTo(verdict);
        assertThat(json.get("reasons").toString().contains("\"saturation\"")).isEqualTo(saturated);
        double atOne = json.get("saturation").get(1).get("atOne").doubleValue();
        assertThat(atOne > 0.5).isEqualTo(saturated);
    }

    @Test
    void tenThousandClasses() {
        int rows = 240;
        int classes = 10_000;
        SplittableRandom random = new SplittableRandom(5);
        float[] logits = new float[rows * classes];
        long[] labels = new long[rows];
        for (int i = 0; i < rows; i++) {
            labels[i] = random.nextInt(classes);
            for (int k = 0; k < classes; k++) {
                logits[i * classes + k] = (float) random.nextGaussian();
            }
            logits[i * classes + (int) labels[i]] += 8 * random.nextFloat();
        }
        Path file = folder.resolve("wide.npy");
        Path truth = folder.resolve("wide-labels.npy");
        Path page = folder.resolve("wide.html");
        NpyWriter.writeFloats(file, logits, rows, classes);
        NpyWriter.writeLongs(truth, labels, rows);
        JsonNode json = diagnose(file, truth);
        assertThat(json.get("rows").get("classes").intValue()).isEqualTo(classes);
        assertThat(json.has("gain")).isTrue();
        assertThat(Cli.run("diagnose", file, truth, "--html", page, "--quiet").code())
                .isZero();
        assertThat(page).isRegularFile();
        assertThat(page.toFile().length()).isLessThan(2_000_000);
    }

    @Test
    void oneRowIsAnAnswer() throws IOException {
        Path file = Cli.csv(folder.resolve("one.csv"), "a,b,c,truth", "1,2,0.5,1");
        Result result = Cli.run("diagnose", file, "--label", "truth");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).startsWith("Verdict      cannot tell\n").contains("1 row, and 200 are needed");
    }

    @Test
    void notANumberIsNamedWithItsRow() throws IOException {
        Path file = folder.resolve("nan.npy");
        Path truth = folder.resolve("truth.npy");
        NpyWriter.writeFloats(file, new double[] {1, 2, 3, 4, Double.NaN, 6}, 2, 3);
        NpyWriter.writeLongs(truth, new long[] {0, 1}, 2);
        Result result = Cli.run("diagnose", file, truth, "--html", folder.resolve("r.html"));
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("row 1").hasLineCount(1);
        assertThat(folder.resolve("r.html")).doesNotExist();
    }

    @Test
    void whatCannotBeWrittenIsSaidBeforeTheWork() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        String logits = demo.resolve("alpha20.npz") + "#test";
        for (String option : new String[] {"--html", "--json"}) {
            Result result = Cli.run("diagnose", logits, labels(), option, file.resolve("report"));
            assertThat(result.code()).isEqualTo(2);
            assertThat(result.out()).isEmpty();
            assertThat(result.err()).startsWith("demur: ").hasLineCount(1);
        }
        assertThat(Cli.run("diagnose", logits, labels(), "--figures", file).code())
                .isEqualTo(2);
    }

    /** Names of classes as people and attackers write them. */
    @Test
    void classNamesStayText() throws IOException {
        String[] names = {"<script>alert(1)</script>", "\"quoted\" & 'so'", "\u202eright to left \ud83d\ude00"};
        SplittableRandom random = new SplittableRandom(8);
        String[] lines = new String[401];
        lines[0] = "a,b,c,truth";
        for (int i = 1; i < lines.length; i++) {
            int label = random.nextInt(3);
            double[] row = {random.nextDouble(), random.nextDouble(), random.nextDouble()};
            row[label] += random.nextDouble();
            lines[i] = row[0] + "," + row[1] + "," + row[2] + "," + label;
        }
        Path file = Cli.csv(folder.resolve("rows.csv"), lines);
        Path classes = Files.writeString(folder.resolve("classes.txt"), String.join("\n", names) + "\n");
        Path page = folder.resolve("page.html");
        Result result = Cli.run("evaluate", file, "--label", "truth", "--classes", classes, "--html", page, "--quiet");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(Files.readString(page))
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "&quot;quoted&quot; &amp; &#39;so&#39;", names[2])
                .doesNotContain(names[0]);
    }
}
