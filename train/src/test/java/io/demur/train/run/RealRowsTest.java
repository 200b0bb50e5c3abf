package io.demur.train.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.demur.inputs.DataSet;
import io.demur.inputs.Features;
import io.demur.inputs.prepare.PreparationJson;
import io.demur.inputs.read.DataFiles;
import io.demur.inputs.read.EmptyTexts;
import io.demur.inputs.read.PublicData;
import io.demur.inputs.read.TextSchema;
import io.demur.inputs.sample.Part;
import io.demur.io.npy.Npy;
import io.demur.logits.LogitTile;
import io.demur.logits.Logits;
import io.demur.network.Architecture;
import io.demur.network.ArchitectureJson;
import io.demur.network.Shape;
import io.demur.onnx.OnnxModel;
import io.demur.train.recipe.Recipe;
import io.demur.train.recipe.RecipeDraft;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The networks of the study, trained for a few steps on a part of the real rows: {@code model.onnx}, run by ONNX Runtime
 * on rows that {@code preparation.json} prepares, gives the logits that the engine wrote.
 */
@Tag("slow")
class RealRowsTest {
    private static final double TOLERANCE = 1e-4;

    @TempDir
    private Path folder;

    private Path data = Path.of("");

    @BeforeEach
    void findTheData() {
        String name = System.getenv("DEMUR_DATA");
        assumeTrue(name != null, "DEMUR_DATA names no folder of data");
        data = Path.of(Objects.requireNonNull(name));
    }

    private Path run(String name, String... settings) {
        RecipeDraft draft = RecipeDraft.bundled(name).with("epochs=1");
        for (String setting : settings) {
            draft = draft.with(setting);
        }
        Recipe recipe = draft.recipe();
        Path run = folder.resolve("run");
        DataLibrary library = DataLibrary.in(Optional.of(folder));
        Run.execute(recipe, library, run, RunOptions.of(RunOptions.Start.FRESH), RunListener.NONE);
        return run;
    }

    /** The header and every so many of the other records. */
    private void copyRecords(String name, int every) throws IOException {
        List<String> records = records(Files.readAllLines(data.resolve(name)));
        List<String> kept = new ArrayList<>(records.subList(0, 1));
        for (int i = 1; i < records.size(); i += every) {
            kept.add(records.get(i));
        }
        Files.createDirectories(folder.resolve(name).getParent());
        Files.write(folder.resolve(name), kept);
    }

    /** Lines joined where a quoted field goes over several. */
    private static List<String> records(List<String> lines) {
        List<String> records = new ArrayList<>();
        String open = "";
        for (String line : lines) {
            String text = open + line;
            boolean isWhole = text.chars().filter(c -> c == '"').count() % 2 == 0;
            if (isWhole) {
                records.add(text);
            }
            open = isWhole ? "" : text + "\n";
        }
        return records;
    }

    private static double[] written(Path run) {
        List<Double> values = new ArrayList<>();
        try (Logits logits = Npy.readLogits(RunFolder.logits(run, "test"))) {
            Logits.Pass pass = logits.pass();
            LogitTile tile = new LogitTile(logits.classes());
            while (pass.next(tile)) {
                for (int row = 0; row < tile.rows(); row++) {
                    for (int k = 0; k < logits.classes(); k++) {
                        values.add(tile.value(row, k));
                    }
                }
            }
        }
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static Architecture architecture(Path run) {
        return ArchitectureJson.read(run.resolve("architecture.json"));
    }

    private static void assertParity(Path run, DataSet test) {
        Features features =
                PreparationJson.read(run.resolve("preparation.json")).prepare(test.raw());
        float[] found;
        try (OnnxModel model = OnnxModel.open(run.resolve("model.onnx"))) {
            found = model.logits(features);
        }
        double[] expected = written(run);
        // The logits of one output z are written as those of two classes, -z/2 and z/2.
        boolean binary = expected.length == 2 * found.length;
        for (int i = 0; i < found.length; i++) {
            double engine = binary ? expected[2 * i + 1] - expected[2 * i] : expected[i];
            assertThat((double) found[i]).as("logit %d", i).isCloseTo(engine, within(TOLERANCE));
        }
        assertThat(found.length).isGreaterThan(100);
    }

    @Test
    void bagOfNgramsOnQuestionsOfBankCustomers() throws IOException {
        copyRecords("banking77/train.csv", 10);
        copyRecords("banking77/test.csv", 10);
        Path run = run("banking77", "split.tune=0");
        TextSchema schema = TextSchema.of("text", "category");
        DataSet train = DataFiles.texts(folder.resolve("banking77/train.csv"), schema);
        DataSet test = DataFiles.texts(folder.resolve("banking77/test.csv"), schema.classes(train.classNames()));
        assertThat(architecture(run).parameterCount()).isEqualTo((1L << 15) * 256 + 256 * 256 + 256 + 256 * 77 + 77);
        assertParity(run, test);
    }

    @Test
    void perceptronOnVisitsOfAShop() throws IOException {
        copyRecords("uci/online_shoppers_intention.csv", 1);
        Path run = run("shoppers");
        Recipe recipe = RecipeDraft.bundled("shoppers").recipe();
        Path file = folder.resolve("uci/online_shoppers_intention.csv");
        DataSet rows = DataFiles.table(file, PublicData.ONLINE_SHOPPERS);
        assertThat(architecture(run).parameterCount()).isEqualTo(28 * 112 + 112 + 112 * 56 + 56 + 56 + 1);
        assertParity(run, PreparedRows.parts(recipe, rows).get(Part.TEST));
    }

    @Test
    void lstmOnReviewsOfFilms() throws IOException {
        assumeTrue(Files.isDirectory(data.resolve("aclImdb")), "DEMUR_DATA has no folder aclImdb");
        for (String part : List.of("train/neg", "train/pos", "test/neg", "test/pos")) {
            copyReviews("aclImdb/" + part, 60);
        }
        Path run = run("imdb", "split.tune=0");
        DataSet test = DataFiles.folders(folder.resolve("aclImdb/test"), List.of("neg", "pos"), EmptyTexts.REFUSE);
        Architecture architecture = architecture(run);
        long embeddings = 300L * ((Shape.Tokens) architecture.input()).vocabulary();
        assertThat(architecture.parameterCount() - embeddings).isEqualTo(670_209);
        assertParity(run, test);
    }

    private void copyReviews(String name, int count) throws IOException {
        Path target = Files.createDirectories(folder.resolve(name));
        try (Stream<Path> files = Files.list(data.resolve(name))) {
            for (Path file : files.sorted().limit(count).toList()) {
                Files.copy(file, target.resolve(file.getFileName().toString()));
            }
        }
    }
}
