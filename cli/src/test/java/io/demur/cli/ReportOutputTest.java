package io.demur.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.demur.cli.Cli.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportOutputTest {
    @TempDir
    private static Path demo;

    @TempDir
    private Path folder;

    private String plain;
    private String smoothed;
    private String labels;
    private Path page;

    @BeforeAll
    static void unpack() throws IOException {
        Cli.demoFiles(demo);
    }

    @BeforeEach
    void name() {
        plain = "CE=" + demo.resolve("alpha00.npz") + "#test";
        smoothed = "LS=" + demo.resolve("alpha20.npz") + "#test";
        labels = demo.resolve("labels.npz") + "#test";
        page = folder.resolve("report.html");
    }

    @Test
    void evaluateWritesPageAndFiguresBesideTheTable() throws IOException {
        Result result = Cli.run(
                "evaluate",
                plain,
                smoothed,
                labels,
                "--html",
                page,
                "--figures",
                folder.resolve("figures"),
                "--scores",
                "msp;logit-norm:p=5");
        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("AURC[mean]");
        assertThat(result.err()).contains("wrote " + page);
        assertThat(Files.readString(page))
                .contains("Ranking broken, label-smoothing signature present", "LS logit-norm:p=5")
                .contains("demur evaluate CE=");
        assertThat(folder.resolve("figures/risk-coverage.svg")).isNotEmptyFile();
        assertThat(folder.resolve("figures/risk-coverage.png")).isNotEmptyFile();
    }

    @Test
    void compareShowsThePairedDifferences() throws IOException {
        assertThat(Cli.run("compare", plain, smoothed, labels, "--html", page).code())
                .isZero();
        assertThat(Files.readString(page)).contains("LS msp against CE msp", "cannot be told apart", "0.002658");
        assertThat(Cli.run("compare", smoothed, labels, "--score", "msp", "--score", "logit-norm:p=5", "--html", page)
                        .code())
                .isZero();
        assertThat(Files.readString(page)).contains("logit-norm:p=5 against msp");
    }

    @Test
    void demoTellsItsStoryWithTheCertificate() throws IOException {
        Result result = Cli.run("demo", "--html", page);
        assertThat(result.code()).isZero();
        String first = Files.readString(page);
        assertThat(first).contains("certified, 95 % confidence", "alpha20.npz#test", "card_arrival");
        Cli.run("demo", "--html", page);
        assertThat(Files.readString(page)).isEqualTo(first);
        assertThat(Cli.run("demo", "--html", "-", "--quiet").out()).startsWith("<!doctype html>");
    }

    @Test
    void diagnoseWritesThePageWithItsVerdictOnTop() throws IOException {
        Result result = Cli.run("diagnose", smoothed.substring(3), labels, "--html", page, "--figures", folder);
        assertThat(result.code()).isZero();
        assertThat(result.out()).startsWith("Verdict");
        assertThat(Files.readString(page)).contains("label-smoothing signature present", "demur diagnose ");
        assertThat(folder.resolve("norm-1.svg")).exists();
        result = Cli.run("diagnose", smoothed.substring(3), "--html", page);
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("a report needs labels");
    }

    @Test
    void whatCannotBeWrittenIsSaidBeforeTheWork() {
        Result result = Cli.run("evaluate", smoothed, labels, "--html", folder.resolve("no/report.html"));
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("there is no folder").doesNotContain("\tat ");
        result = Cli.run("demo", "--figures", demo.resolve("classes.txt"));
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("is not a folder");
    }

    @Test
    void commandLinesCanBeTypedAgain() {
        assertThat(ShellWords.join("demur", java.util.List.of("evaluate", "a b", "it's", "x=1.npy", "msp;entropy", "")))
                .isEqualTo("demur evaluate 'a b' 'it'\\''s' x=1.npy 'msp;entropy' ''");
    }
}
