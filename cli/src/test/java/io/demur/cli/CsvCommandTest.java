package io.demur.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.demur.cli.Cli.Result;
import io.demur.io.npy.NpyWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables in plain CSV: which columns are logits, and what labels may be. */
class CsvCommandTest {
    @TempDir
    Path folder;

    private Path names;

    @BeforeEach
    void classes() throws IOException {
        names = Files.write(folder.resolve("classes.txt"), List.of("cat", "dog", "emu"));
    }

    @Test
    void aFirstCellThatIsNoNumberDoesNotShiftTheClasses() throws IOException {
        Path table = table("c0,c1,c2,truth", "N/A,1,0,0", "2,1,0,1", "1,2,0,1", "0,1,3,2");
        Result result = evaluate(table, "--label", "truth");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err())
                .hasLineCount(1)
                .contains("row 0 (line 2), column \"c0\": \"N/A\" is not a number; every row needs every number");
    }

    @Test
    void columnsOfTextAreNamedOnce() throws IOException {
        Path table = table("site,c0,c1,c2,truth", "x,3,1,0,0", "y,2,1,0,1", "x,1,2,0,1", "y,0,1,3,2");
        Result result = evaluate(table, "--label", "truth");
        assertThat(result.out()).contains("n = 4, K = 3, error 25.00 %");
        assertThat(result.err()).containsOnlyOnce("warning [left-out-columns]: " + table + ": left out site, where");
        assertThat(evaluate(table, "--label", "truth", "--columns", "c0,c1,c2").err())
                .doesNotContain("left-out-columns");
        assertThat(evaluate(table, "--label", "truth", "--quiet").err()).isEmpty();
    }

    @Test
    void labelsMayBeNamesOfClasses() throws IOException {
        String[] rows = {"3,1,0,cat", "2,1,0,dog", "1,2,0,dog", "0,1,3,emu"};
        Path table = table("a,b,c,truth", rows);
        assertThat(evaluate(table, "--label", "truth", "--classes", names, "--columns", "a,b,c")
                        .out())
                .contains("n = 4, K = 3, error 25.00 %");
        assertThat(evaluate(table("cat,dog,emu,truth", rows), "--label", "truth")
                        .out())
                .contains("n = 4, K = 3, error 25.00 %");
        Result unnamed = evaluate(table("a,b,c,truth", rows), "--label", "truth");
        assertThat(unnamed.code()).isEqualTo(2);
        assertThat(unnamed.err())
                .contains("column \"truth\": \"cat\" is not a number and no name of a class", "--classes");
    }

    @Test
    void labelsInAFileOfTheirOwnMayBeNamesOfClasses() throws IOException {
        Path logits = folder.resolve("z.npy");
        NpyWriter.writeFloats(logits, new double[] {3, 1, 0, 2, 1, 0, 1, 2, 0, 0, 1, 3}, 4, 3);
        Path labels = table("truth", "cat", "dog", "dog", "emu");
        assertThat(evaluate(logits, labels, "--classes", names).out()).contains("n = 4, K = 3, error 25.00 %");
        Result result = evaluate(logits, labels);
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("row 0 (line 2), column \"truth\": \"cat\" is not a number", "--classes");
    }

    @Test
    void labelsOfTwoClassesMayBeTruthValues() throws IOException {
        Path table = table("no,yes,truth", "3,1,False", "2,1,True", "1,2,True", "0,1,True");
        assertThat(evaluate(table, "--label", "truth").out()).contains("n = 4, K = 2, error 25.00 %");
    }

    @Test
    void aFirstRowWithANumberMissingIsNoHeader() throws IOException {
        Path table = table("1.5,NA,0,0", "2,1,0,1", "1,2,0,1", "0,1,3,2");
        Result result = evaluate(table, "--label", "3");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).hasLineCount(1).contains("row 0 (line 1), column 1: \"NA\" is not a number");
        Path years = table("2019,2020,2021,truth", "3,1,0,0", "2,1,0,1", "1,2,0,1", "0,1,3,2");
        assertThat(evaluate(years, "--label", "truth").out()).contains("n = 4, K = 3, error 25.00 %");
    }

    private Path table(String header, String... rows) throws IOException {
        return Cli.csv(folder.resolve("table.csv"), header, String.join("\n", rows));
    }

    private static Result evaluate(Object... words) {
        Object[] all = new Object[words.length + 3];
        all[0] = "evaluate";
        System.arraycopy(words, 0, all, 1, words.length);
        all[words.length + 1] = "--scores";
        all[words.length + 2] = "msp";
        return Cli.run(all);
    }
}
