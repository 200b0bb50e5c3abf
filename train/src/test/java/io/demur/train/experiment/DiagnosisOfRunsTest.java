package io.demur.train.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.demur.evaluation.Diagnoser;
import io.demur.evaluation.DiagnosisPlan;
import io.demur.io.npy.Npy;
import io.demur.logits.Logits;
import io.demur.smoothing.Diagnosis;
import io.demur.smoothing.Diagnosis.Reason;
import io.demur.smoothing.Diagnosis.Repair;
import io.demur.smoothing.Diagnosis.Verdict;
import io.demur.train.recipe.Recipe;
import io.demur.train.recipe.RecipeDraft;
import io.demur.train.run.DataLibrary;
import io.demur.train.run.Run;
import io.demur.train.run.RunFolder;
import io.demur.train.run.RunListener;
import io.demur.train.run.RunOptions;
import io.demur.train.run.RunStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The diagnosis of models that are trained here and had no part in setting its thresholds: a guard that a change of the
 * thresholds, the evidence or the training would trip. {@code ./dev diagnosis-rates} measures the rates on many more.
 */
@Tag("slow")
class DiagnosisOfRunsTest {
    private static final RunOptions FRESH = RunOptions.of(RunOptions.Start.FRESH);

    @TempDir
    private static Path folder;

    private static Diagnosis diagnose(RecipeDraft draft, Optional<Path> data, String... settings) {
        RecipeDraft changed = draft;
        for (String setting : settings) {
            changed = changed.with(setting);
        }
        Recipe recipe = changed.recipe();
        Path run = folder.resolve(
                RunFolder.name(recipe) + "-" + String.join("-", settings).hashCode());
        assertThat(Run.execute(recipe, DataLibrary.in(data), run, FRESH, RunListener.NONE))
                .isEqualTo(RunStatus.FINISHED);
        try (Logits logits = Npy.readLogits(RunFolder.logits(run, "test"))) {
            return Diagnoser.diagnose(
                    logits, RunFolder.readLabels(run, "test", logits.classes()), DiagnosisPlan.usual());
        }
    }

    /** Smaller relatives of X2 on other draws, with other numbers of classes, networks and spreads. */
    private static List<Verdict> relatives(String alpha) {
        List<Verdict> verdicts = new ArrayList<>();
        for (int seed = 300; seed < 304; seed++) {
            for (String task : new String[] {"15 0.2 48 41", "40 0.15 96 42"}) {
                String[] words = task.split(" ", -1);
                verdicts.add(diagnose(
                                RecipeDraft.bundled("synthetic-b1"),
                                Optional.empty(),
                                "seed=" + seed,
                                "loss.alpha=" + alpha,
                                "data.classes=" + words[0],
                                "data.spread=" + words[1],
                                "data.seed=" + words[3],
                                "data.test=3000",
                                "epochs=25",
                                "network=[{dense: " + words[2] + "}, relu, {dense: " + words[2] + "}, relu, logits]")
                        .verdict());
            }
        }
        return verdicts;
    }

    @Test
    void modelsWithoutSmoothingRaiseNoAlarm() {
        assertThat(relatives("0"))
                .hasSize(8)
                .doesNotContain(Verdict.BROKEN_BY_SMOOTHING, Verdict.BROKEN_OTHERWISE)
                .filteredOn(Verdict.FINE::equals)
                .hasSizeGreaterThanOrEqualTo(6);
    }

    @ParameterizedTest
    @CsvSource({"0.2", "0.4"})
    void smoothedModelsAreFound(String alpha) {
        assertThat(relatives(alpha)).hasSize(8).containsOnly(Verdict.BROKEN_BY_SMOOTHING);
    }

    private static void requireTwoClassesToldSo(Diagnosis diagnosis) {
        assertThat(diagnosis.verdict()).isIn(Verdict.CANNOT_TELL, Verdict.BROKEN_CAUSE_UNDECIDED);
        assertThat(diagnosis.reasons())
                .contains(Reason.TWO_CLASSES)
                .doesNotContain(Reason.SIGNATURE_PRESENT, Reason.SIGNATURE_ABSENT, Reason.GAIN_PROVEN);
        assertThat(diagnosis.repair()).isEqualTo(Repair.IMPOSSIBLE);
    }

    /** E7 and E8: two classes of a table, where smoothing does harm and leaves no trace. */
    @ParameterizedTest
    @CsvSource({"bank, 0", "bank, 0.4", "shoppers, 0", "shoppers, 0.6"})
    void ofTwoClassesItSaysThatItCannotSeeTheCause(String recipe, String alpha) {
        String data = System.getenv("DEMUR_DATA");
        assumeTrue(data != null, "DEMUR_DATA has no tables");
        requireTwoClassesToldSo(
                diagnose(RecipeDraft.bundled(recipe), Optional.of(Path.of(data)), "loss.alpha=" + alpha, "seed=7"));
    }

    private static final String TABLE = """
            name: made-up-table
            data:
              kind: table
              file: made-up.csv
              label: bought
              numeric: [age, visits]
              categorical: [region]
            split:
              test: 0.7
            preparation:
              kind: table
            network: tabular-mlp
            loss:
              kind: label-smoothing
              alpha: 0
            optimizer:
              kind: adam
              lr: 0.001
            epochs: 5
            batch: 64
            """;

    private static void writeTable() throws IOException {
        SplittableRandom random = new SplittableRandom(11);
        StringBuilder text = new StringBuilder("age,visits,region,bought\n");
        String[] regions = {"north", "south", "west"};
        for (int i = 0; i < 5000; i++) {
            int region = random.nextInt(3);
            double age = 20 + 50 * random.nextDouble();
            double visits = 10 * random.nextDouble();
            double push = visits - 5 + (age - 45) / 20 + (region == 1 ? 1.5 : 0);
            boolean bought = random.nextDouble() < 1 / (1 + Math.exp(-1.2 * push));
            text.append(String.format(
                    java.util.Locale.ROOT, "%.2f,%.3f,%s,%s%n", age, visits, regions[region], bought ? "yes" : "no"));
        }
        Files.writeString(folder.resolve("made-up.csv"), text);
    }

    @ParameterizedTest
    @CsvSource({"0", "0.4"})
    void noTableOfTwoClassesIsRepairable(String alpha) throws IOException {
        writeTable();
        Path recipe = Files.writeString(folder.resolve("recipe.yaml"), TABLE);
        requireTwoClassesToldSo(diagnose(RecipeDraft.read(recipe), Optional.of(folder), "loss.alpha=" + alpha));
    }
}
