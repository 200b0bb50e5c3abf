package io.demur.onnx.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.demur.inputs.DenseFeatures;
import io.demur.io.CommandProvider;
import io.demur.io.json.SelectorJson;
import io.demur.io.npy.Npy;
import io.demur.io.npy.NpyWriter;
import io.demur.logits.InputException;
import io.demur.logits.LogitTile;
import io.demur.logits.Logits;
import io.demur.network.Architecture;
import io.demur.network.Architectures;
import io.demur.network.ResNet;
import io.demur.network.Weights;
import io.demur.onnx.ModelKeys;
import io.demur.onnx.OnnxExport;
import io.demur.onnx.OnnxModel;
import io.demur.score.Score;
import io.demur.select.ModelIdentity;
import io.demur.select.Selector;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandTest {
    private static final String PREPARATION = """
            {"schemaVersion":1,"kind":"table","missing":{"markers":["?"],"policy":"refuse"},"columns":[
              {"column":"age","role":"numeric","mean":40,"deviation":10,"indicator":"none"},
              {"column":"job","role":"binary","zero":"no","one":"yes"}]}""";

    @TempDir
    Path folder;

    private Path model;
    private Path guarded;
    private Path selector;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<Exception> caught = new ArrayList<>();

    @BeforeEach
    void write() {
        model = folder.resolve("model.onnx");
        guarded = folder.resolve("guarded.onnx");
        selector = folder.resolve("selector.json");
        Architecture network = Architectures.mlp(2, 8, 3);
        OnnxExport.write(network, Weights.initial(network, 1), Map.of(ModelKeys.PREPARATION, PREPARATION), model);
        Selector made = Selector.uncertified(Score.parse("msp"), 0.5, new ModelIdentity("small", 3, "float32"));
        SelectorJson.write(selector, made);
    }

    /** Runs a command as the command line room finds it; bad input comes through as what it is. */
    private int run(String name, Object... words) throws Exception {
        Object command = ServiceLoader.load(CommandProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.name().equals(name))
                .findFirst()
                .orElseThrow()
                .command();
        CommandLine line = new CommandLine(command)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setExecutionExceptionHandler((problem, of, parsed) -> {
                    caught.add(problem);
                    return 2;
                });
        String[] texts = new String[words.length];
        for (int i = 0; i < words.length; i++) {
            texts[i] = words[i].toString();
        }
        int code = line.execute(texts);
        if (!caught.isEmpty()) {
            throw caught.remove(0);
        }
        return code;
    }

    @Test
    void attachInspectDetach() throws Exception {
        assertThat(run("attach", selector, model, "-o", guarded)).isZero();
        assertThat(err.toString()).contains("judges logits, gives prediction, confidence, accept");
        assertThat(run("inspect", guarded)).isZero();
        assertThat(out.toString())
                .contains(
                        "selector   small, score msp",
                        "accepts from 0.5",
                        "digest     matches",
                        "gives      accept bool (N)");
        assertThat(run("inspect", "--json", guarded)).isZero();
        assertThat(out.toString()).contains("\"judges\": \"logits\"", "\"score\": \"msp\"");
        Path back = folder.resolve("back.onnx");
        assertThat(run("detach", guarded, "-o", back)).isZero();
        assertThat(back).hasSameBinaryContentAs(model);
    }

    @Test
    void predictReadsAFolderOfPictures() throws Exception {
        Architecture network = ResNet.cifar20(10);
        Path images = folder.resolve("images.onnx");
        OnnxExport.write(network, Weights.initial(network, 1), Map.of(), images);
        Path pictures = Files.createDirectory(folder.resolve("pictures"));
        BufferedImage picture = new BufferedImage(40, 36, BufferedImage.TYPE_INT_RGB);
        ImageIO.write(picture, "png", pictures.resolve("a.png").toFile());
        Files.write(pictures.resolve("b.jpg"), new byte[] {1, 2, 3});
        Path target = folder.resolve("logits.npy");
        String[] form = {"--resize", "34", "--size", "32x32", "--mean", "0,0,0", "--deviation", "1,1,1"};
        assertThatThrownBy(() -> run("predict", images, pictures, "-o", target, "--size", "32x32"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("go together");
        Object[] words = Stream.concat(Stream.of(images, pictures, "-o", target, "--skip-bad"), Arrays.stream(form))
                .toArray();
        assertThat(run("predict", words)).isZero();
        assertThat(err.toString()).contains("1 picture skipped in all").contains("b.jpg");
        assertThat(Npy.shape(target)).containsExactly(1L, 10L);
    }

    @Test
    void predictReadsNumbersAndTablesAlike() throws Exception {
        Path numbers = folder.resolve("rows.npy");
        NpyWriter.writeDoubles(numbers, new double[] {1, 1, -1, 0, 0.5, 1}, 3, 2);
        Path table = Files.writeString(folder.resolve("rows.csv"), "job,other,age\nyes,x,50\nno,y,30\nyes,z,45\n");
        Path first = folder.resolve("first.npy");
        Path second = folder.resolve("second.npy");
        assertThat(run("predict", model, numbers, "-o", first)).isZero();
        assertThat(run("predict", model, table, "-o", second, "--threads", 1)).isZero();
        assertThat(first).hasSameBinaryContentAs(second);
        assertThat(err.toString()).contains("3 rows");
        float[] expected;
        try (OnnxModel opened = OnnxModel.open(model)) {
            expected = opened.logits(DenseFeatures.of(2, new float[] {1, 1, -1, 0, 0.5f, 1}));
        }
        try (Logits logits = Npy.readLogits(first)) {
            LogitTile tile = new LogitTile(3);
            assertThat(logits.pass().next(tile)).isTrue();
            assertThat((float) tile.value(2, 1)).isEqualTo(expected[7]);
        }
    }

    private void assertProblem(Path data, String message) {
        Path target = folder.resolve("logits.npy");
        assertThatThrownBy(() -> run("predict", model, data, "-o", target))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("\n");
        assertThat(target).doesNotExist();
    }

    @Test
    void saysWhichRowsCannotBePredicted() throws IOException {
        Path numbers = folder.resolve("rows.npy");
        NpyWriter.writeDoubles(numbers, new double[] {1, 1, Double.NaN, 0}, 2, 2);
        assertProblem(numbers, "row 1 holds NaN");
        NpyWriter.writeDoubles(numbers, new double[] {1, 1, 2}, 1, 3);
        assertProblem(numbers, "has the shape [1, 3]; the model takes features float32 (N x 2)");
        NpyWriter.writeDoubles(numbers, new double[] {1, 1, 2}, 3);
        assertProblem(numbers, "has the shape (3,), not (rows, ...)");
        assertProblem(folder.resolve("none.npy"), "there is no such file");
        assertProblem(Files.writeString(folder.resolve("a.csv"), "age\n40\n"), "has no column \"job\"");
        assertProblem(Files.writeString(folder.resolve("b.csv"), "age,job\nforty,no\n"), "line 2");
    }
}
