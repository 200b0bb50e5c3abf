package io.demur.train.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.demur.logits.InputException;
import io.demur.network.Start;
import io.demur.train.Objective;
import io.demur.train.OptimizerSpec;
import io.demur.train.ScheduleSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RecipeTest {
    private static final String SMALL = """
            name: small
            data:
              kind: synthetic
              classes: 3
              features: 4
              norm: 2
              spread: 0.1
              noise: 0
              train: 90
              tune: 30
              test: 60
              seed: 7
            preparation:
              kind: none
            network:
              - dense: 8
              - relu
              - logits
            loss:
              kind: label-smoothing
              alpha: 0.1
            optimizer:
              kind: adam
              lr: 1e-2
            epochs: 2
            batch: 30
            """;

    private static Stream<String> bundled() {
        return RecipeDraft.BUNDLED.stream();
    }

    private static String error(String text) {
        return org.assertj.core.api.Assertions.catchThrowableOfType(
                        InputException.class,
                        () -> RecipeDraft.read("r.yaml", text).recipe())
                .getMessage();
    }

    @ParameterizedTest
    @MethodSource("bundled")
    void whatIsWrittenReadsBackAsAnEqualRecipe(String name) {
        Recipe recipe = RecipeDraft.bundled(name).recipe();
        String text = RecipeYaml.write(recipe);
        Recipe again = RecipeDraft.read("again", text).recipe();
        assertThat(again).isEqualTo(recipe);
        assertThat(RecipeYaml.write(again)).isEqualTo(text);
        assertThat(recipe.name()).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "'{kind: sgd, lr: 0.1, momentum: 0.9, nesterov: true, decay: weights, clip-value: 1, clip-norm: 2, sam-rho: 0.2}'",
        "'{kind: adamw, lr: 0.1, beta1: 0.8, beta2: 0.9, epsilon: 1e-6, weight-decay: 0.3}'",
    })
    void everyOptimizerReadsBack(String optimizer) {
        Recipe recipe =
                RecipeDraft.read("r", SMALL).with("optimizer=" + optimizer).recipe();
        assertThat(RecipeDraft.read("again", RecipeYaml.write(recipe)).recipe()).isEqualTo(recipe);
    }

    @ParameterizedTest
    @CsvSource({
        "'{kind: cross-entropy}'",
        "'{kind: focal, gamma: 2}'",
        "'{kind: confidence-penalty, weight: 0.1}'",
        "'{kind: max-sup, alpha: 0.2}'",
        "'{kind: logit-norm, temperature: 0.04}'",
        "'{kind: distillation, weight: 0.5, teacher: runs/t}'",
        "'{kind: mixup, alpha: 0.2}'",
        "'{kind: cutmix, alpha: 1}'",
        "'{kind: label-smoothing, alpha: -0.2}'"
    })
    void everyLossReadsBack(String loss) {
        Recipe recipe = RecipeDraft.read("r", SMALL).with("loss=" + loss).recipe();
        assertThat(RecipeDraft.read("again", RecipeYaml.write(recipe)).recipe()).isEqualTo(recipe);
    }

    @ParameterizedTest
    @CsvSource({
        "'{kind: constant, warmup: 2}'",
        "'{kind: step, epochs: [3, 5], gamma: 0.2}'",
        "'{kind: cosine, warmup: 0.5}'",
        "'{kind: polynomial, power: 2}'",
        "'{kind: one-cycle, rise: 0.4}'",
        "'{kind: one-cycle, rise: 0.4, warmup: 1.5}'"
    })
    void everyScheduleReadsBack(String schedule) {
        Recipe recipe =
                RecipeDraft.read("r", SMALL).with("schedule=" + schedule).recipe();
        assertThat(RecipeDraft.read("again", RecipeYaml.write(recipe)).recipe()).isEqualTo(recipe);
    }

    @Test
    void theStartReadsBackAndTheUsualOneIsNotWritten() {
        Recipe usual = RecipeDraft.read("r", SMALL).with("initial=uniform").recipe();
        assertThat(usual).isEqualTo(RecipeDraft.read("r", SMALL).recipe());
        assertThat(RecipeYaml.write(usual)).doesNotContain("initial");
        Recipe he = RecipeDraft.read("r", SMALL).with("initial=he").recipe();
        assertThat(he.initial()).isEqualTo(Start.HE);
        assertThat(RecipeDraft.read("again", RecipeYaml.write(he)).recipe()).isEqualTo(he);
        Recipe memory = RecipeDraft.read("r", SMALL).with("initial=memory").recipe();
        assertThat(memory.initial()).isEqualTo(Start.MEMORY);
        assertThat(RecipeDraft.read("again", RecipeYaml.write(memory)).recipe()).isEqualTo(memory);
        assertThatThrownBy(
                        () -> RecipeDraft.read("r", SMALL).with("initial=hee").recipe())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("initial must be one of uniform, he, memory, perhaps he, not 'hee'");
    }

    @Test
    void startingWeightsReadBackAndTheirNamesMustBeThoseOfTheNetwork() {
        Recipe plain = RecipeDraft.read("r", SMALL).recipe();
        assertThat(plain.weights()).isEmpty();
        assertThat(RecipeYaml.write(plain)).doesNotContain("weights:");
        Recipe given = RecipeDraft.read("r", SMALL)
                .with("weights={file: w.safetensors, head: drawn}")
                .recipe();
        assertThat(given.weights())
                .contains(new WeightsSpec("w.safetensors", WeightsSpec.Names.NONE, WeightsSpec.Head.DRAWN));
        assertThat(RecipeDraft.read("again", RecipeYaml.write(given)).recipe()).isEqualTo(given);
        Recipe resnet = RecipeDraft.bundled("imagenet-resnet50")
                .with("weights={file: w.safetensors, names: torchvision}")
                .recipe();
        assertThat(RecipeDraft.read("again", RecipeYaml.write(resnet)).recipe()).isEqualTo(resnet);
        assertProblem("{file: w, names: torchvision}", "the names torchvision are not those of this network");
        assertProblem("{file: w, names: torch}", "weights.names must be one of none, torchvision");
        assertProblem("{names: none}", "the key 'weights.file' is missing");
    }

    private static void assertProblem(String weights, String message) {
        RecipeDraft draft = RecipeDraft.read("r", SMALL).with("weights=" + weights);
        assertThatThrownBy(draft::recipe).isInstanceOf(InputException.class).hasMessageContaining(message);
    }

    @Test
    void readsTheFlagshipAsItIsDescribed() {
        Recipe recipe = RecipeDraft.bundled("banking77").recipe();
        assertThat(recipe.epochs()).isEqualTo(15);
        assertThat(((DataSpec.Table) RecipeDraft.bundled("bank").recipe().data()).schema())
                .isEqualTo(io.demur.inputs.read.PublicData.BANK_MARKETING);
        assertThat(((DataSpec.Table) RecipeDraft.bundled("shoppers").recipe().data()).schema())
                .isEqualTo(io.demur.inputs.read.PublicData.ONLINE_SHOPPERS);
        assertThat(recipe.batch()).isEqualTo(64);
        assertThat(recipe.split().tune()).isEqualTo(2000);
        assertThat(recipe.loss()).isEqualTo(new Objective.LabelSmoothing(0));
        assertThat(recipe.optimizer().lr()).isEqualTo(0.002);
        assertThat(recipe.optimizer().rule()).isEqualTo(new OptimizerSpec.Rule.Adam(0.9, 0.999, 1e-8));
        assertThat(recipe.schedule()).isEqualTo(new ScheduleSpec(new ScheduleSpec.Shape.Cosine(), 0));
        assertThat(recipe.preparation())
                .isEqualTo(new PreparationSpec.Ngrams(io.demur.inputs.prepare.NgramPreparation.USUAL));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "epochs: 2          | epoch: 2           | r.yaml: line 25: unknown key 'epoch'; did you mean 'epochs'?",
                "  lr: 1e-2         | 'learning-rate: 1' | r.yaml: line 24: unknown key 'learning-rate' in optimizer; ",
                "  kind: adam       | 'kind: adamm'    | r.yaml: line 23: optimizer.kind must be one of sgd, adam, adamw, perhaps adam, not 'adamm'",
                "  lr: 1e-2         | 'lr: fast'       | r.yaml: line 24: optimizer.lr must be a number above 0, not 'fast'",
                "  lr: 1e-2         | 'lr: -1'         | r.yaml: line 24: optimizer.lr must be above 0, not '-1'",
                "  lr: 1e-2         | 'lr:'            | r.yaml: line 24: optimizer.lr must be a number above 0, not empty",
                "  lr: 1e-2         | 'lr: .inf'       | r.yaml: line 24: optimizer.lr must be a number above 0, not '.inf'",
                "  lr: 1e-2         | 'lr: [1]'        | r.yaml: line 24: optimizer.lr must be a number above 0, not a list",
                "batch: 30          | batch: 2.5         | r.yaml: line 26: batch must be a whole number from 1 to 2147483647, not '2.5'",
                "batch: 30          | batch: 0           | r.yaml: line 26: batch must be a whole number from 1",
                "batch: 30          | epochs: 3          | r.yaml: line 26: the key 'epochs' comes twice; it is also in r.yaml: line 25",
                "batch: 30          | ' '                | r.yaml: line 1: the key 'batch' is missing",
                "  alpha: 0.1       | 'alpha: 1'       | r.yaml: line 21: loss.alpha must be below 1, not '1'",
                "  alpha: 0.1       | 'gamma: 1'       | r.yaml: line 21: unknown key 'gamma' in loss",
                "  - relu           | '- relo'         | r.yaml: line 17: unknown layer 'relo'; did you mean relu? Known are dense",
                "  - dense: 8       | '- dense'        | r.yaml: line 16: the layer dense needs a number",
                "  - dense: 8       | '- dense: x'     | r.yaml: line 16: network.dense must be a whole number",
                "  - logits         | '- relu'         | r.yaml: line 16: network must end, and only end, with the layer logits",
                "name: small        | name: ../../etc    | r.yaml: line 1: name '../../etc' cannot name a folder",
                "  kind: none       | 'kind: table'    | r.yaml: line 14: this preparation does not fit the data",
                "  kind: none       | 'kind: *x'  | r.yaml: line 14: anchors",
                "name: small        | 'name: [small'     | r.yaml: line 2: is no YAML",
            })
    void sayWhereAndWhatIsWrong(String line, String wrong, String message) {
        String text = SMALL.replace(line, wrong);
        assertThat(text).isNotEqualTo(SMALL);
        assertThat(error(text)).startsWith(message).doesNotContain("\n");
    }

    @Test
    void aFileThatIsNoRecipeIsOneLine(@TempDir Path folder) throws IOException {
        Path binary = Files.write(folder.resolve("x.yaml"), new byte[] {(byte) 0xff, 0, 1});
        assertThatThrownBy(() -> RecipeDraft.read(binary))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("UTF-8");
        assertThatThrownBy(() -> RecipeDraft.read(folder.resolve("none.yaml")))
                .hasMessageContaining("there is no such file");
        assertThat(error("- a\n- b\n")).contains("a recipe is a group of keys, not a list");
        assertThat(error(SMALL + "---\nname: two\n")).contains("a second document begins");
    }

    @Test
    void settingsChangeValuesAndAreCheckedLikeTheFile() {
        RecipeDraft draft = RecipeDraft.read("r.yaml", SMALL);
        assertThat(draft.with("optimizer.lr=0.5").recipe().optimizer().lr()).isEqualTo(0.5);
        assertThat(draft.with("schedule.kind=cosine").recipe().schedule().shape())
                .isEqualTo(new ScheduleSpec.Shape.Cosine());
        assertThat(draft.with("loss.kind=focal").with("loss.gamma=2").recipe().loss())
                .isEqualTo(new Objective.Focal(2));
        assertThatThrownBy(() -> draft.with("optimizer.l=0.5").recipe())
                .hasMessageStartingWith("--set optimizer.l: unknown key 'l' in optimizer; did you mean 'lr'?");
        assertThatThrownBy(() -> draft.with("optimizer.lr=0").recipe())
                .hasMessage("--set optimizer.lr: optimizer.lr must be above 0, not '0'");
        assertThatThrownBy(() -> draft.with("name.first=x")).hasMessageContaining("has no keys");
        assertThatThrownBy(() -> draft.with("lr")).hasMessageContaining("is not of the form part.key=value");
    }

    @Test
    void sweepsMultiply() {
        RecipeDraft draft = RecipeDraft.read("r.yaml", SMALL);
        List<Recipe> recipes =
                RecipeDraft.swept(draft, List.of(Sweep.parse("loss.alpha=0,0.2,0.4"), Sweep.parse("batch=10,20")))
                        .stream()
                        .map(RecipeDraft::recipe)
                        .toList();
        assertThat(recipes).hasSize(6);
        assertThat(recipes.get(3).loss()).isEqualTo(new Objective.LabelSmoothing(0.2));
        assertThat(recipes.get(3).batch()).isEqualTo(20);
        assertThatThrownBy(() -> RecipeDraft.swept(draft, List.of(Sweep.parse("loss.alpha=0,2")))
                        .get(1)
                        .recipe())
                .hasMessageStartingWith("--sweep loss.alpha: loss.alpha must be below 1");
        assertThatThrownBy(() -> Sweep.parse("loss.alpha")).isInstanceOf(InputException.class);
    }

    @Test
    void seedsAreSpansAndLists() {
        assertThat(Sweep.seeds("0..4")).containsExactly(0L, 1L, 2L, 3L, 4L);
        assertThat(Sweep.seeds("7,2,2")).containsExactly(2L, 7L);
        for (String wrong : List.of("", "a", "4..0", "1,,2", "-1", "0..1000000")) {
            assertThatThrownBy(() -> Sweep.seeds(wrong)).isInstanceOf(InputException.class);
        }
    }
}
