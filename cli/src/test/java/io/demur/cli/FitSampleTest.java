package io.demur.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.demur.cli.Cli.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** fit on a sample, and what is refused before any work. */
class FitSampleTest {
    @TempDir
    Path folder;

    /** Three logits and a label, of which four in five agree. */
    private static List<String> rows(Random random) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            int label = random.nextInt(3);
            int raised = random.nextInt(5) == 0 ? random.nextInt(3) : label;
            StringBuilder row = new StringBuilder();
            for (int k = 0; k < 3; k++) {
                double logit = random.nextGaussian() + (k == raised ? 4 * random.nextDouble() : 0);
                row.append(logit).append(',');
            }
            rows.add(row.append(label).toString());
        }
        return rows;
    }

    private Path write(String name, List<String> rows) throws IOException {
        String[] lines = Stream.concat(Stream.of("a,b,c,truth"), rows.stream()).toArray(String[]::new);
        return Cli.csv(folder.resolve(name), lines);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void anotherOrderOfTheRowsGivesTheSameFit(long seed) throws IOException {
        List<String> rows = rows(new Random(seed));
        Path first = write("rows.csv", rows);
        Collections.shuffle(rows, new Random(seed + 100));
        Path second = write("shuffled.csv", rows);
        Object[] options = {"--label", "truth", "--sample", 250, "--seed", seed, "--max-risk", 0.4};
        Result one = fit(first, options);
        Result other = fit(second, options);
        assertThat(one.err()).contains("drew 250 of 600 labelled rows");
        assertThat(one.out()).contains("Chosen: ").isEqualTo(other.out());
        assertThat(one.code()).isEqualTo(other.code());
    }

    private static Result fit(Path file, Object... options) {
        return Cli.run(Stream.concat(Stream.of("fit", file), Stream.of(options)).toArray());
    }

    @Test
    void whatCannotBeWrittenIsRefusedFirst() {
        Result result = fit(
                folder.resolve("none.csv"),
                "--label",
                "truth",
                "--max-risk",
                0.4,
                "--json",
                folder.resolve("no/f.json"));
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("f.json: there is no folder").hasLineCount(1);
    }

    @Test
    void groupsWithoutRulesForThemAreRefused() throws IOException {
        Path rows = write("rows.csv", rows(new Random(9)));
        Path selector = folder.resolve("selector.json");
        assertThat(fit(rows, "--label", "truth", "--max-risk", 0.6, "-o", selector)
                        .code())
                .isZero();
        assertRefused(Cli.run("decide", selector, rows, "--group", "truth", "--columns", "a,b,c"));
        Object[] check = {"check", selector, rows, "--label", "truth", "--columns", "a,b,c"};
        assertThat(Cli.run(check).code()).isZero();
        assertRefused(Cli.run(Stream.concat(Stream.of(check), Stream.of("--groups", rows, "--group", "truth"))
                .toArray()));
    }

    private static void assertRefused(Result result) {
        assertThat(result.code()).as(result.err()).isEqualTo(2);
        assertThat(result.err()).contains("has no rules per group of a column").hasLineCount(1);
    }
}
