package io.demur.tables;

import static org.assertj.core.api.Assertions.assertThat;

import io.demur.io.npy.NpyWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command of the page about tables runs, on files such as the page speaks of. */
class TablesPageTest {
    private static final Path PAGE = Path.of("")
            .toAbsolutePath()
            .getParent()
            .resolve("docs")
            .resolve("how-to")
            .resolve("tables.md");
    private static final Pattern BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
    private static final Pattern WORD = Pattern.compile("((?:[^\\s'\"]|'[^']*'|\"[^\"]*\")+)");
    private static final Pattern FILE =
            Pattern.compile("(?<![\\w./-])((?:predictions|truth|labels|decisions|selector|grouped)\\.[\\w.]+)");

    @TempDir
    Path folder;

    @Test
    void everyCommandRuns() throws IOException {
        Command.sql(
                folder,
                "SELECT setseed(0.25)",
                "CREATE TABLE rows AS SELECT [2 * random(), (i % 3 = 1)::INT * 3 + random(), (i % 3 = 2)::INT * 3"
                        + " + random()]::FLOAT[] AS logits, i % 3 AS truth, i AS customer,"
                        + " CASE WHEN i % 2 = 0 THEN 'north' ELSE 'south' END AS region FROM range(2000) t(i)",
                "COPY rows TO '$/predictions.parquet'",
                "COPY (SELECT customer, truth FROM rows) TO '$/truth.parquet'",
                "COPY rows TO '$/predictions.csv.gz'");
        labels();
        List<String> commands = commands();
        assertThat(commands).hasSizeGreaterThan(8);
        for (String command : commands) {
            Object[] words = words(command);
            if (command.contains("compare")) { // of another model, which the table of the page has not
                Command.sql(
                        folder,
                        "COPY (SELECT *, [logits[1] + random(), logits[2], logits[3]]::FLOAT[] AS other FROM '$/predictions.parquet')"
                                + " TO '$/both.parquet'");
                for (int i = 0; i < words.length; i++) {
                    words[i] = words[i].toString().replace("predictions.parquet", "both.parquet");
                }
            }
            assertThat(Command.run(words).code()).as(command).isZero();
        }
        assertThat(folder.resolve("decisions.parquet")).isNotEmptyFile();
    }

    private void labels() {
        long[] truth = new long[2000];
        for (int i = 0; i < truth.length; i++) {
            truth[i] = i % 3;
        }
        NpyWriter.writeLongs(folder.resolve("labels.npy"), truth, truth.length);
    }

    private static List<String> commands() throws IOException {
        List<String> commands = new ArrayList<>();
        Matcher blocks = BLOCK.matcher(Files.readString(PAGE));
        while (blocks.find()) {
            blocks.group(1)
                    .replace("\\\n", " ")
                    .lines()
                    .map(String::strip)
                    .filter(line -> line.startsWith("./demur "))
                    .forEach(commands::add);
        }
        return commands;
    }

    /** The words after the program as a shell gives them, names of files in the folder. */
    private Object[] words(String command) {
        List<Object> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(command.substring("./demur ".length()));
        while (matcher.find()) {
            String word = matcher.group(1);
            String plain = word.contains("\"") ? word.replace("\"", "") : word.replace("'", "");
            words.add(FILE.matcher(plain)
                    .replaceAll(file -> Matcher.quoteReplacement(
                            folder.resolve(file.group(1)).toString())));
        }
        return words.toArray();
    }
}
