package io.demur.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.demur.cli.Cli.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemurTest {

    @Test
    void helpGoesToStdoutAndSucceeds() {
        Result result = Cli.run("--help");
        assertThat(result.code()).isZero();
        assertThat(result.out()).startsWith("Usage: demur").contains("evaluate", "fit", "decide", "check", "demo");
        assertThat(result.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "evaluate", "diagnose", "fit", "decide", "check", "compare", "completion"})
    void everyCommandHasHelpWithAnExampleThatFitsATerminal(String command) {
        Result result = Cli.run(command, "--help");
        assertThat(result.code()).isZero();
        assertThat(result.out()).startsWith("Usage: demur " + command).contains("Example");
        assertThat(result.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    }

    @Test
    void versionNamesTheProgram() {
        assertThat(Cli.run("evaluate", "--version").out()).startsWith("demur ");
        Result result = Cli.run("--version");
        assertThat(result.code()).isZero();
        assertThat(result.out()).startsWith("demur ");
    }

    @Test
    void anUnknownOptionIsBadUsageInOneLine() {
        Result result = Cli.run("evaluate", "x.npy", "--no-such-option");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .contains("--no-such-option", "demur evaluate --help")
                .hasLineCount(1);
    }

    @Test
    void aMistypedCommandIsToldTheNearest() {
        Result result = Cli.run("evalute", "x.npy");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("did you mean evaluate?").hasLineCount(1);
    }

    @Test
    void noCommandIsBadUsage() {
        assertThat(Cli.run().code()).isEqualTo(2);
    }

    @Test
    void completionIsAScriptForEveryCommand() {
        Result result = Cli.run("completion");
        assertThat(result.code()).isZero();
        assertThat(result.out()).startsWith("#!").contains("evaluate", "--certify-share", "bashcompinit");
    }

    @Test
    void theDemoTellsTheStory(@TempDir Path folder) {
        Path page = folder.resolve("report.html");
        Result result = Cli.run("demo", "--html", page);
        assertThat(result.code()).isZero();
        assertThat(result.err()).isEqualTo("wrote " + page + System.lineSeparator());
        assertThat(result.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
        assertThat(result.out())
                .contains("10.84 %", "0.018925", "59.4 %")
                .contains("9.97 %", "0.020908", "46.2 %", "more accurate, ranks worse")
                .contains("logit-norm:p=4", "0.017004", "64.6 %", "repaired")
                .contains("index d = 0.69, 95 % CI 0.54 to 0.83; cross-entropy 0.20")
                .contains("Rule  accept if logit-norm:p=4 >= 0.", "95 % confidence", "Next  " + page + " in a browser");
    }

    @Test
    void aStackTraceIsShownOnlyWhenAskedFor() {
        assertThat(Cli.run("evaluate", "nowhere.npy", "y.npy").err()).hasLineCount(1);
        assertThat(Cli.run("evaluate", "nowhere.npy", "y.npy", "--stacktrace").err())
                .contains("\tat io.demur.");
    }

    @Test
    void aFailureIsOneLineWhateverTheFileIsCalled() {
        assertThat(Cli.run("evaluate", "no\nwhere\u001b[31m.npy", "y.npy").err())
                .hasLineCount(1)
                .doesNotContain("\u001b");
    }
}
