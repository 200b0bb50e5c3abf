package io.demur.tables;

import static io.demur.tables.Command.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Everything that can be wrong with a table ends in one line that says where. */
class BadTableTest {
    private static final String ROWS =
            "FROM (VALUES ([1, 2, 0.5]::FLOAT[], 1, 'b', 10), ([3, 1, 2]::FLOAT[], 0, 'a', 11)) t(logits, label, word, id)";

    @TempDir
    Path folder;

    private Path parquet(String name, String select) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Command.sql(folder, "COPY (" + select + ") TO '" + file + "' (FORMAT parquet)");
        return file;
    }

    private Path good() throws IOException {
        return parquet("good.parquet", "SELECT * " + ROWS);
    }

    private Path text(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    private Path zipped(String name, String content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream stream = new GZIPOutputStream(bytes)) {
            stream.write(content.getBytes(StandardCharsets.UTF_8));
        }
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes.toByteArray());
    }

    private static String evaluate(Object table, Object... more) {
        Object[] words = {"evaluate", table, "--label", "label", "--quiet"};
        Object[] all = Arrays.copyOf(words, words.length + more.length);
        System.arraycopy(more, 0, all, words.length, more.length);
        return refused(all);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "NULL::FLOAT[]                 | row 2, column \"logits\": is null",
                "[1, 2]::FLOAT[]               | row 2, column \"logits\": holds 2 numbers, the list of row 0 holds 3",
                "[1, 2, 3, 4]::FLOAT[]         | row 2, column \"logits\": holds 4 numbers",
                "[]::FLOAT[]                   | row 2, column \"logits\": holds 0 numbers",
                "[1, NULL, 3]::FLOAT[]         | row 2, column \"logits\": number 1 of the list is null",
                "[NULL, 2, 3]::FLOAT[]         | row 2, column \"logits\": number 0 of the list is null",
                "[1, 'NaN'::FLOAT, 3]::FLOAT[] | row 2",
            })
    void aListThatIsNoRow(String list, String expected) throws IOException {
        Path file = parquet(
                "bad.parquet",
                "SELECT logits, label " + ROWS + " UNION ALL SELECT " + list + ", 1 UNION ALL SELECT logits, label "
                        + ROWS);
        assertThat(evaluate(file)).startsWith("demur: " + file + ": ").contains(expected);
    }

    @Test
    void rowsThatAreNotFiniteCanBeSkipped() throws IOException {
        Path file =
                parquet("nan.parquet", "SELECT logits, label " + ROWS + " UNION ALL SELECT ['NaN'::FLOAT, 1, 2], 1");
        assertThat(evaluate(file)).contains("--skip-bad-rows");
        assertThat(Command.done("evaluate", file, "--label", "label", "--skip-bad-rows", "--quiet"))
                .contains("n = 2,", "1 skipped");
    }

    @Test
    void theFirstListIsMissingOrEmpty() throws IOException {
        assertThat(evaluate(parquet("a.parquet", "SELECT NULL::FLOAT[] AS logits, 1 AS label")))
                .contains("row 0, column \"logits\": is null");
        assertThat(evaluate(parquet("b.parquet", "SELECT []::FLOAT[] AS logits, 1 AS label")))
                .contains("row 0, column \"logits\": is an empty list");
    }

    @Test
    void aNumberIsMissingInAColumn() throws IOException {
        Path file = parquet(
                "wide.parquet",
                "SELECT * FROM (VALUES (1.0::DOUBLE, 2.0::DOUBLE, 0.5::DOUBLE, 1), (1, NULL, 2, 0)) t(cat, dog, cow, label)");
        assertThat(evaluate(file)).contains("row 1, column \"dog\": is null");
    }

    @Test
    void aColumnOfNumbersThatBeginsWithAWordIsNotLeftOut() throws IOException {
        Path file = zipped("na.csv.gz", "site,cat,dog,cow,label\na,n/a,2,3,1\nb,1,2,3,0\nc,3,2,1,0\n");
        assertThat(evaluate(file)).contains("Line: 2", "\"cat\"", "n/a");
        Path lines = text("na.ndjson", "{\"a\":\"x\",\"b\":2,\"label\":1}\n{\"a\":1,\"b\":2,\"label\":0}\n");
        assertThat(evaluate(lines)).contains("in line 1", "\"x\"");
    }

    @Test
    void columnsThatAreNotThere() throws IOException {
        assertThat(refused("evaluate", good(), "--label", "labels"))
                .contains("has no column \"labels\"; did you mean \"label\"?", "logits, label, word, id");
        assertThat(evaluate(good(), "--columns", "logit")).contains("did you mean \"logits\"?");
        assertThat(refused("decide", selector(), good(), "--id", "idd")).contains("did you mean \"id\"?");
        assertThat(refused("fit", good(), "--label", "label", "--group", "wort", "--max-risk", "0.5"))
                .contains("did you mean \"word\"?");
    }

    private Path selector() throws IOException {
        Path rows = parquet(
                "fit.parquet",
                "SELECT [random(), (i % 3 = 1)::INT * 3 + random(), (i % 3 = 2)::INT * 3 + random()]::FLOAT[] AS logits,"
                        + " i % 3 AS label FROM range(400) t(i)");
        Path selector = folder.resolve("selector.json");
        Command.done("fit", rows, "--label", "label", "--max-risk", "0.5", "-o", selector, "--quiet");
        return selector;
    }

    @Test
    void columnsOfTheWrongType() throws IOException {
        assertThat(evaluate(good(), "--columns", "word")).contains("column \"word\" is VARCHAR, logits are floating");
        assertThat(evaluate(good(), "--columns", "id")).contains("column \"id\" is INTEGER, logits are floating");
        assertThat(evaluate(good(), "--columns", "logits,id")).contains("column \"logits\" is FLOAT[]");
        assertThat(refused("evaluate", good(), "--label", "logits", "--columns", "logits"))
                .contains("column \"logits\" is FLOAT[], labels are whole numbers");
        assertThat(evaluate(parquet("ints.parquet", "SELECT [1, 2] AS logits, 1 AS label")))
                .contains("has no column of lists of floating point numbers", "logits INTEGER[]");
        assertThat(evaluate(parquet("two.parquet", "SELECT [1.5::FLOAT] AS a, [2.5::FLOAT] AS b, 1 AS label")))
                .contains("which of its columns a, b holds the logits is not said; give --columns");
    }

    @Test
    void labelsThatAreNoClasses() throws IOException {
        assertThat(evaluate(parquet("a.parquet", "SELECT logits, label + 3 AS label " + ROWS)))
                .contains("label 4 at row 0 is not below the number of classes 3");
        assertThat(evaluate(parquet("b.parquet", "SELECT logits, label - 1 AS label " + ROWS)))
                .contains("label -1 at row 1 is negative", "--ignore-label -1");
        assertThat(evaluate(parquet("c.parquet", "SELECT logits, label + 0.5 AS label " + ROWS)))
                .contains("row 0, column \"label\": label 1.5 is not a whole number");
        assertThat(evaluate(parquet("d.parquet", "SELECT logits, nullif(label, 0) AS label " + ROWS)))
                .contains("row 1, column \"label\": is null");
    }

    @Test
    void labelsThatAreNames() throws IOException {
        Path names = text("names.txt", "a\nb\nc\n");
        Path file = parquet("named.parquet", "SELECT logits, word AS label " + ROWS);
        assertThat(evaluate(file)).contains("column \"label\" holds text; give the names of the classes", "--classes");
        assertThat(evaluate(file, "--classes", text("other.txt", "bee\nc\nd\n")))
                .contains("row 0, column \"label\": \"b\" is no name of a class; did you mean");
        String numbers =
                Command.done("evaluate", good(), "--label", "label", "--columns", "logits", "--json", "-", "--quiet");
        String named = Command.done("evaluate", file, "--label", "label", "--classes", names, "--json", "-", "--quiet");
        assertThat(named.replaceAll("\"classNames\": \\[[^]]*]", "").replace("named.parquet", "good.parquet"))
                .isEqualTo(numbers.replaceAll("\"classNames\": \\[[^]]*]", ""));
    }

    @Test
    void columnsOfNumbersNameTheirClasses() throws IOException {
        Path file = parquet(
                "wide.parquet",
                "SELECT * FROM (VALUES (1.5::FLOAT, 0.5::FLOAT, 'cat'), (1, 2, 'dog')) t(cat, dog, label)");
        assertThat(Command.done("evaluate", file, "--label", "label", "--quiet"))
                .contains("error 0.00 %");
    }

    @Test
    void noRows() throws IOException {
        assertThat(evaluate(parquet("none.parquet", "SELECT * " + ROWS + " WHERE false")))
                .contains("has no rows");
        assertThat(evaluate(folder.resolve("*.orc"))).contains("*.orc: there are no such files");
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertThat(evaluate(empty)).contains("there are no such files");
        Files.createFile(empty.resolve("part-0.json"));
        assertThat(evaluate(empty)).contains("all its files are empty");
        assertThat(evaluate(Files.createFile(folder.resolve("zero.parquet")))).contains("is empty");
        assertThat(evaluate(folder.resolve("missing.parquet"))).contains("there is no such file");
    }

    @Test
    void partsWithoutRowsAreLeftOut() throws IOException {
        Files.createDirectories(folder.resolve("parts"));
        parquet("parts/a.parquet", "SELECT * " + ROWS);
        parquet("parts/b.parquet", "SELECT * " + ROWS + " WHERE false");
        text("parts/_SUCCESS", "");
        assertThat(Command.done(
                        "evaluate", folder.resolve("parts"), "--label", "label", "--columns", "logits", "--quiet"))
                .contains("n = 2,");
        text("json/a.json", "{\"logits\": [1.5, 2, 0], \"label\": 1}\n{\"logits\": [1.5, 2, 3], \"label\": 1}\n");
        text("json/b.json", "");
        zipped("json/c.json.gz", "");
        assertThat(Command.done("evaluate", folder.resolve("json"), "--label", "label", "--quiet"))
                .contains("n = 2,");
    }

    @Test
    void filesThatDiffer() throws IOException {
        Path first = parquet("drift/a.parquet", "SELECT logits, label " + ROWS);
        Path other = parquet("drift/b.parquet", "SELECT logits::DOUBLE[] AS logits, label " + ROWS);
        assertThat(evaluate(folder.resolve("drift")))
                .contains(other + ": column \"logits\" is DOUBLE[], in " + first + " it is FLOAT[]");
        parquet("drift/b.parquet", "SELECT logits AS scores, label " + ROWS);
        assertThat(evaluate(folder.resolve("drift"))).contains(other + ": has no column \"logits\", which");
        parquet("drift/b.parquet", "SELECT logits, 'a' AS label " + ROWS);
        assertThat(evaluate(folder.resolve("drift"))).contains("column \"label\" is VARCHAR", "it is INTEGER");
        text("drift/c.json", "{\"logits\": [1.5, 2, 0], \"label\": 1}");
        assertThat(evaluate(folder.resolve("drift"))).contains("c.json: is JSON, ", "a.parquet is Parquet");
    }

    @Test
    void aRowIsFoundInItsFile() throws IOException {
        parquet("many/a.parquet", "SELECT logits, label " + ROWS);
        Path second = parquet("many/b.parquet", "SELECT logits, label " + ROWS + " UNION ALL SELECT [1]::FLOAT[], 1");
        assertThat(evaluate(folder.resolve("many")))
                .contains(second + ": row 2, column \"logits\": holds 1 numbers, the list of row 0 holds 3");
    }

    @Test
    void filesThatWereCutOff() throws IOException {
        Path file = good();
        byte[] bytes = Files.readAllBytes(file);
        for (int length : new int[] {4, 12, bytes.length / 2, bytes.length - 1}) {
            Files.write(file, Arrays.copyOf(bytes, length));
            assertThat(evaluate(file, "--columns", "logits")).contains("good.parquet");
        }
        StringBuilder rows = new StringBuilder("a,b,c,label\n");
        for (int i = 0; i < 500; i++) {
            rows.append(i * 0.37)
                    .append(",1.5,")
                    .append(i * i % 17)
                    .append(',')
                    .append(i % 3)
                    .append('\n');
        }
        Path zipped = zipped("rows.csv.gz", rows.toString());
        byte[] whole = Files.readAllBytes(zipped);
        for (int length : new int[] {12, whole.length / 2, whole.length - 9, whole.length - 1}) {
            Files.write(zipped, Arrays.copyOf(whole, length));
            assertThat(evaluate(zipped)).contains("rows.csv.gz: is cut off or damaged");
        }
        whole[whole.length / 2] ^= 1;
        Files.write(zipped, whole);
        assertThat(evaluate(zipped)).contains("rows.csv.gz: is cut off or damaged");
    }

    @Test
    void damagedColumnsOfParquet() throws IOException {
        Path file = parquet(
                "damaged.parquet",
                "SELECT [random(), random(), random()]::FLOAT[] AS logits, 1 AS label FROM range(20000)");
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, 8, 200, (byte) 0x5a);
        Files.write(file, bytes);
        assertThat(evaluate(file)).contains("damaged.parquet");
    }

    @Test
    void textThatIsNoTable() throws IOException {
        assertThat(evaluate(text(
                        "a.json", "{\"logits\": [1.5, 2], \"label\": 1}\n{\"logits\": [1.5, \"x\"], \"label\": 1}\n")))
                .contains("a.json");
        assertThat(evaluate(text("b.json", "{\"logits\": [1.5, 2], \"label\": 1}\n{\"logits\": [1.5, \n")))
                .contains("b.json");
        assertThat(evaluate(text("c.json", "{\"logits\": [1.5, 2], \"label\": 1}\n{\"label\": 1}\n")))
                .contains("c.json: row 1, column \"logits\": is null");
        assertThat(evaluate(zipped("d.csv.gz", "a,b,label\n1.5,2,0\n1,x,1\n"))).contains("d.csv.gz");
        assertThat(evaluate(text(
                        "g.json", "{\"a\": 1.5, \"b\": 2, \"label\": 1}\n{\"a\": 1, \"b\": \"x\", \"label\": 1}\n")))
                .contains("g.json", "\"x\"");
        assertThat(evaluate(zipped("e.csv.gz", "a,b,label\n1.5,2,0\n1,2\n"))).contains("e.csv.gz");
        assertThat(evaluate(zipped("f.csv.gz", "a,b,c,label\n1.5,2,3,0\n1,,2,1\n")))
                .contains("f.csv.gz: row 1, column \"b\": is null");
    }

    @Test
    void queriesThatAreWrong() throws IOException {
        Path file = good();
        assertThat(refused("evaluate", "--sql", "SELEC 1", "--label", "label"))
                .contains("--sql: Parser Error: syntax error at or near \"SELEC\"");
        assertThat(refused("evaluate", "--sql", "SELECT logit FROM '" + file + "'", "--label", "label"))
                .contains("--sql: Binder Error: Referenced column \"logit\" not found", "\"logits\"");
        assertThat(refused("evaluate", "--sql", "SELECT * FROM 'none.parquet'", "--label", "label"))
                .contains("--sql: IO Error", "none.parquet");
        assertThat(refused("evaluate", "--sql", " ", "--label", "label")).contains("--sql: the query is empty");
        assertThat(refused("evaluate", "--sql", "SELECT 1; SELECT 2", "--label", "label"))
                .contains("Parser Error");
        assertThat(refused("evaluate", "--sql", "SELECT * FROM '" + file + "' WHERE id > 99", "--label", "label"))
                .contains("--sql: has no rows");
        assertThat(refused("evaluate", "--sql", "SELECT * FROM '" + file + "'")).contains("there are no LABELS");
        assertThat(refused("evaluate", "--label", "label")).contains("LOGITS: are missing", "--sql");
        assertThat(refused("evaluate", "--sql", "SELECT logits, 7 AS label FROM '" + file + "'", "--label", "label"))
                .contains("--sql: label 7 at row 0 is not below");
    }

    @Test
    void groupsThatAreMissing() throws IOException {
        Path file = parquet(
                "groups.parquet",
                "SELECT [random(), random(), 1]::FLOAT[] AS logits, i % 3 AS label, nullif(i, 1) AS site FROM range(50) t(i)");
        assertThat(refused("fit", file, "--label", "label", "--group", "site", "--max-risk", "0.5"))
                .contains("row 1, column \"site\": is null");
        assertThat(refused("fit", file, "--label", "label", "--groups", file, "--max-risk", "0.5"))
                .contains("--group: is missing");
    }

    @Test
    void oneColumnOfOtherFilesCannotBeCounted() throws IOException {
        Path fewer = parquet("labels.parquet", "SELECT 1 AS y");
        assertThat(refused("evaluate", good(), fewer, "--columns", "logits")).contains("has 1 labels");
        assertThat(refused("evaluate", good(), good(), "--columns", "logits"))
                .contains("has 4 columns where one is wanted", "--label");
        assertThat(refused("evaluate", folder.resolve("labels.parquet"), "-", "--dtype", "float16"))
                .contains("--dtype: \"float16\" is not one of float64, float32");
    }
}
