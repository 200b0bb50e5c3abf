package io.demur.tables;

import static org.assertj.core.api.Assertions.assertThat;

import io.demur.io.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Decisions as Parquet say what the lines of text say, beside the ids of the source. */
class DecisionTableTest {
    @TempDir
    Path folder;

    private Path selector;
    private Path rows;

    @BeforeEach
    void fit() {
        selector = folder.resolve("selector.json");
        rows = folder.resolve("rows.parquet");
        Command.sql(
                folder,
                "SELECT setseed(0.5)",
                "COPY (SELECT [2 * random(), (i % 3 = 1)::INT * 3 + random(), (i % 3 = 2)::INT * 3 + random()]::FLOAT[]"
                        + " AS logits, i % 3 AS label, 10000000000 + i AS customer, uuid() AS key,"
                        + " CASE WHEN i % 2 = 0 THEN 'north' ELSE 'south' END AS region"
                        + " FROM range(3000) t(i)) TO '$/rows.parquet'");
        Path names = folder.resolve("classes.txt");
        try {
            Files.writeString(names, "red, dark\ngreen\nblue\n");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        Command.done(
                "fit", rows, "--label", "label", "--classes", names, "--max-risk", "0.1", "-o", selector, "--quiet");
    }

    private String digest() {
        return Json.read(selector).get("digest").textValue();
    }

    @Test
    void theTableHoldsWhatTheLinesSay() {
        Path table = folder.resolve("decisions.parquet");
        Command.done("decide", selector, rows, "--id", "customer", "-o", table, "--quiet");
        List<String> lines = Command.done("decide", selector, rows, "--id", "customer", "--quiet")
                .lines()
                .skip(1)
                .toList();
        List<String> found = Command.rows(
                folder,
                "SELECT \"row\", id, accepted::INT, coalesce(prediction::VARCHAR, ''),"
                        + " CASE WHEN class LIKE '%,%' THEN '\"' || class || '\"' ELSE coalesce(class, '') END,"
                        + " confidence, coalesce(reason, '') FROM '$/decisions.parquet'");
        assertThat(found).hasSize(3000);
        assertThat(found.stream().map(row -> row.replace('|', ','))).containsExactlyElementsOf(lines);
        assertThat(lines)
                .anyMatch(line -> line.endsWith("below-threshold"))
                .anyMatch(line -> line.contains("red, dark"));
        assertThat(Command.rows(folder, "SELECT DISTINCT selector FROM '$/decisions.parquet'"))
                .containsExactly(digest());
        assertThat(Command.rows(
                        folder, "SELECT decode(key), decode(value) FROM parquet_kv_metadata('$/decisions.parquet')"))
                .containsExactly("selector|" + digest());
    }

    @Test
    void idsKeepTheirType() {
        Path table = folder.resolve("decisions.parquet");
        Command.done("decide", selector, rows, "--id", "key", "-o", table, "--quiet");
        assertThat(Command.rows(folder, "SELECT DISTINCT typeof(id) FROM '$/decisions.parquet'"))
                .containsExactly("UUID");
        assertThat(Command.rows(
                        folder,
                        "SELECT count(*) FROM '$/rows.parquet' r JOIN '$/decisions.parquet' d ON r.key = d.id"
                                + " WHERE d.\"row\" = r.customer - 10000000000"))
                .containsExactly("3000");
    }

    @Test
    void aTableOfAnotherKindIsDecidedIntoOneToo() throws IOException {
        Command.sql(folder, "COPY (SELECT logits, customer FROM '$/rows.parquet') TO '$/rows.json'");
        Path one = folder.resolve("one.parquet");
        Path other = folder.resolve("other.parquet");
        Command.done("decide", selector, rows, "-o", one, "--quiet");
        Command.done("decide", selector, folder.resolve("rows.json"), "--dtype", "float32", "-o", other, "--quiet");
        assertThat(Command.rows(folder, "SELECT * FROM '$/one.parquet'"))
                .isEqualTo(Command.rows(folder, "SELECT * FROM '$/other.parquet'"));
        Path query = folder.resolve("query.parquet");
        Command.done(
                "decide",
                selector,
                "--sql",
                "SELECT logits, key FROM '" + rows + "' WHERE customer % 5 = 0",
                "--id",
                "key",
                "-o",
                query,
                "--quiet");
        assertThat(Command.rows(
                        folder,
                        "SELECT count(*), bool_and(q.confidence = o.confidence) FROM '$/query.parquet' q"
                                + " JOIN '$/rows.parquet' r ON r.key = q.id"
                                + " JOIN '$/one.parquet' o ON o.\"row\" = r.customer - 10000000000"))
                .containsExactly("600|true");
    }

    @Test
    void groupsAreAColumnOfTheTable() {
        Path grouped = folder.resolve("grouped.json");
        Command.done(
                "fit", rows, "--label", "label", "--group", "region", "--max-risk", "0.1", "-o", grouped, "--quiet");
        assertThat(Json.read(grouped).get("rules").findValuesAsText("group")).containsExactly("north", "south");
        String lines = Command.done("decide", grouped, rows, "--group", "region", "--quiet");
        assertThat(lines).hasLineCount(3001).doesNotContain("unknown-group");
        String other = Command.done(
                "decide", grouped, "--sql", "SELECT logits, 'west' AS region FROM '" + rows + "'", "--group", "region");
        assertThat(other.lines().skip(1)).allMatch(line -> line.endsWith("unknown-group"));
        assertThat(Command.run("check", grouped, rows, "--label", "label", "--group", "region")
                        .out())
                .contains("Group north", "Group south");
        assertThat(Command.refused("decide", selector, rows, "--group", "region"))
                .contains("has no rules per group of a column");
    }

    @Test
    void aRunThatFailsLeavesNothing() throws IOException {
        Path table = folder.resolve("decisions.parquet");
        Files.writeString(table, "old");
        Command.sql(
                folder,
                "COPY (SELECT logits, key FROM '$/rows.parquet' UNION ALL SELECT [1]::FLOAT[], uuid()) TO '$/bad.parquet'");
        assertThat(Command.refused("decide", selector, folder.resolve("bad.parquet"), "-o", table, "--quiet"))
                .contains("row 3000, column \"logits\": holds 1 numbers");
        assertThat(table).hasContent("old");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).noneMatch(name -> name.endsWith(".tmp"));
        }
        assertThat(Command.refused("decide", selector, rows, "-o", folder.resolve("none/d.parquet")))
                .contains("there is no folder");
    }
}
