package io.demur.train.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.demur.io.npy.Npy;
import io.demur.logits.InputException;
import io.demur.logits.Labels;
import io.demur.network.Safetensors;
import io.demur.train.recipe.Recipe;
import io.demur.train.recipe.RecipeDraft;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs on a few made-up reviews and table rows: where embeddings start, how rows are divided, what is refused. */
class TextAndTableRunTest {
    private static final String[] SMALL_REVIEWS = {
        "network=[token-embedding: 3, lstm: 4, logit]",
        "split.tune=0",
        "preparation.minimum=1",
        "preparation.length=5",
        "optimizer.lr=1e-12",
        "epochs=1",
        "batch=4"
    };

    private static final String TABLE = """
            name: small
            data:
              kind: table
              file: t.csv
              label: y
              numeric: [a]
              categorical: [c]
            split:
              test: 0.25
              tune: 0.25
              strata: classes
            preparation:
              kind: table
            network: tabular-mlp
            loss:
              kind: cross-entropy
            optimizer:
              kind: adam
              lr: 0.001
            epochs: 1
            batch: 4
            """;

    @TempDir
    private Path folder;

    private static Recipe recipe(RecipeDraft draft, String... settings) {
        RecipeDraft changed = draft;
        for (String setting : settings) {
            changed = changed.with(setting);
        }
        return changed.recipe();
    }

    private Recipe reviews(String... settings) {
        String[] all = Arrays.copyOf(SMALL_REVIEWS, SMALL_REVIEWS.length + settings.length);
        System.arraycopy(settings, 0, all, SMALL_REVIEWS.length, settings.length);
        return recipe(RecipeDraft.bundled("imdb"), all);
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void writeReviews() throws IOException {
        for (String part : new String[] {"train", "test"}) {
            for (int i = 0; i < 6; i++) {
                write("aclImdb/" + part + "/neg/" + i + ".txt", "bad film " + i);
                write("aclImdb/" + part + "/pos/" + i + ".txt", "good film " + i);
            }
        }
    }

    private Path run(Recipe recipe, String name, RunOptions.Start start) {
        Path run = folder.resolve(name);
        Run.execute(recipe, DataLibrary.in(Optional.of(folder)), run, RunOptions.of(start), RunListener.NONE);
        return run;
    }

    private Path run(Recipe recipe, String name) {
        return run(recipe, name, RunOptions.Start.FRESH);
    }

    private static float[] embeddings(Path run) {
        return Safetensors.read(run.resolve("weights.safetensors"))
                .weights()
                .tensor("0.tokens.weight")
                .values();
    }

    @Test
    void embeddingsStartFromWordVectors() throws IOException {
        writeReviews();
        // Six words of each kind of review: "film" is the most frequent and has identifier 2.
        write("glove.txt", "film 0.5 -2 4\nunheard 1 1 1\n");
        float[] drawn = embeddings(run(reviews(), "drawn"));
        float[] started = embeddings(run(reviews("preparation.vectors=glove.txt"), "started"));
        assertThat(Arrays.copyOfRange(started, 6, 9)).containsExactly(0.5f, -2, 4);
        assertThat(Arrays.copyOfRange(drawn, 6, 9)).isNotEqualTo(Arrays.copyOfRange(started, 6, 9));
        assertThat(Arrays.copyOfRange(started, 9, started.length))
                .containsExactly(Arrays.copyOfRange(drawn, 9, drawn.length));
    }

    @Test
    void otherVectorsAreOtherData() throws IOException {
        writeReviews();
        Recipe recipe = reviews("preparation.vectors=glove.txt");
        write("glove.txt", "film 0.5 -2 4\n");
        run(recipe, "run");
        run(recipe, "run", RunOptions.Start.RESUME);
        write("glove.txt", "film 0.5 -2 5\n");
        assertThatThrownBy(() -> run(recipe, "run", RunOptions.Start.RESUME))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("belongs to other data");
    }

    @Test
    void vectorsThatCannotBeUsedAreOneLine() throws IOException {
        writeReviews();
        assertThatThrownBy(() -> run(reviews("preparation.vectors=none.txt"), "a"))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(folder.resolve("none.txt") + ": is not there; recipe imdb reads aclImdb/train "
                        + "and aclImdb/test and none.txt in the folder");
        write("glove.txt", "FILM 1 2 3\n");
        assertThatThrownBy(() -> run(reviews("preparation.vectors=glove.txt"), "b"))
                .hasMessageContaining("glove.txt: has a vector for no word of the training texts");
        write("glove.txt", "film 1 2\n");
        assertThatThrownBy(() -> run(reviews("preparation.vectors=glove.txt"), "c"))
                .hasMessageContaining("glove.txt: line 1: has 2 numbers");
        assertThatThrownBy(() -> reviews("preparation.vectors=glove.txt", "network=[dense: 3, logit]"))
                .hasMessageContaining("has no embedding of words to start from preparation.vectors");
    }

    @Test
    void anEmptyReviewNamesItsFile() throws IOException {
        writeReviews();
        write("aclImdb/train/pos/3.txt", " \n");
        assertThatThrownBy(() -> run(reviews(), "a"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(Path.of("train", "pos", "3.txt").toString())
                .hasMessageContaining("empty");
    }

    /** {@code no} comes three times as often as {@code yes}. */
    private void writeTable(int rows) throws IOException {
        StringBuilder text = new StringBuilder("a,c,y\n");
        for (int i = 0; i < rows; i++) {
            text.append(i).append(',').append(i % 3 == 0 ? "u" : "v").append(',');
            text.append(i % 4 == 0 ? "yes" : "no").append('\n');
        }
        write("t.csv", text.toString());
    }

    @Test
    void classesAreProportionalInEveryPartWhenAsked() throws IOException {
        writeTable(32);
        Path run = run(recipe(RecipeDraft.read("r.yaml", TABLE)), "run");
        for (String part : new String[] {"tune", "test"}) {
            int[] labels = new int[8];
            Labels written = Npy.readLabels(RunFolder.labels(run, part), 2);
            assertThat(written.rows()).hasValue(8);
            written.read(0, 8, labels);
            assertThat(Arrays.stream(labels).filter(label -> label == 1)).hasSize(2);
        }
        assertThat(Files.readString(run.resolve("recipe.yaml"))).contains("strata: classes");
    }

    @Test
    void aClassOfOneRowCannotBeDividedByClasses() throws IOException {
        writeTable(32);
        Files.writeString(folder.resolve("t.csv"), Files.readString(folder.resolve("t.csv")) + "7,u,perhaps\n");
        Recipe recipe = recipe(RecipeDraft.read("r.yaml", TABLE), "network=[dense: 3, relu, logits]");
        assertThatThrownBy(() -> run(recipe, "run"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("class \"perhaps\" has 1 row, too few to have one in ")
                .message()
                .doesNotContain("\n");
    }

    private Recipe dividedByChance(int seed) throws IOException {
        writeTable(32);
        Files.writeString(folder.resolve("t.csv"), Files.readString(folder.resolve("t.csv")) + "7,u,perhaps\n");
        return recipe(
                RecipeDraft.read("r.yaml", TABLE),
                "network=[dense: 3, relu, logits]",
                "split={tune: 0.25, test: 0.25, seed: " + seed + "}");
    }

    @ParameterizedTest
    @CsvSource({"3, tune", "5, test"})
    void aRowWhoseClassNoTrainingRowHasIsNamed(int seed, String part) throws IOException {
        Recipe recipe = dividedByChance(seed);
        assertThatThrownBy(() -> run(recipe, "run"))
                .isInstanceOf(InputException.class)
                .hasMessage(folder.resolve("t.csv") + ": row 32 (line 34): falls into the part " + part
                        + ", but no training row is of its class \"perhaps\"; give the class more rows, leave it out,"
                        + " or divide with strata: classes");
    }

    @Test
    void aClassThatOnlyTrainingRowsHaveIsLearnt() throws IOException {
        Path run = run(dividedByChance(0), "run");
        assertThat(Files.readAllLines(run.resolve("classes.txt"))).containsExactly("no", "perhaps", "yes");
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "3,u,no       | 3,u          | row 3 (line 5): has 2 fields, the header has 3",
                "3,u,no       | three,u,no   | row 3 (line 5), column \"a\"",
                "'a,c,y'      | 'a,b,y'      | has no column \"c\"",
                "3,u,no       | ,u,no        | row 3 (line 5), column \"a\"",
            })
    void badTablesNameThePlace(String line, String wrong, String place) throws IOException {
        writeTable(32);
        String text = Files.readString(folder.resolve("t.csv"));
        assertThat(text).contains(line);
        Files.writeString(folder.resolve("t.csv"), text.replaceFirst(line, wrong));
        assertThatThrownBy(() -> run(recipe(RecipeDraft.read("r.yaml", TABLE)), "run"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("t.csv")
                .hasMessageContaining(place)
                .message()
                .doesNotContain("\n");
    }

    @Test
    void aLabelOfTheTestPartThatTrainingNeverSawIsNamed() throws IOException {
        write("banking77/train.csv", "text,category\nwhere is my card,card\nwhat is the rate,rate\nmy card,card\n");
        write("banking77/test.csv", "text,category\nhello,greeting\n");
        Recipe recipe = recipe(RecipeDraft.bundled("banking77"), "split.tune=1", "network=[bag-embedding: 2, logits]");
        assertThatThrownBy(() -> run(recipe, "run"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("test.csv")
                .hasMessageContaining("greeting");
    }
}
