package io.demur.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.demur.metric.CurveMetric;
import io.demur.metric.ReasonCode;
import io.demur.score.Score;
import io.demur.select.AbstentionReason;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/**
 * What README and docs show is what happens: commands print what stands below them, Java compiles and runs, links lead
 * somewhere, and lists are complete. {@code ./dev docs} writes output and picture anew.
 */
class DocsTest {
    private static final boolean UPDATE = Boolean.getBoolean("demur.docs.update");
    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z-]+");
    /** Commands that other rooms bring along. */
    private static final Set<String> ELSEWHERE =
            Set.of("attach", "detach", "inspect", "predict", "reproduce", "serve", "train");

    private static final Pattern COMMAND = Pattern.compile("(?:\\./)?demur ([a-z]+)");

    @TempDir
    Path folder;

    static List<String> pagesWithCommands() throws IOException {
        return DocPage.all().stream()
                .filter(page -> !page.blocks("console").isEmpty())
                .map(DocPage::name)
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pagesWithCommands")
    void commandsPrintWhatThePageShows(String name) throws IOException {
        DocPage page = DocPage.of(name);
        prepare(page);
        DocShell shell = new DocShell(folder);
        List<DocPage.Block> now =
                page.blocks("console").stream().map(shell::run).toList();
        if (UPDATE) {
            page.rewrite(now);
            return;
        }
        for (int i = 0; i < now.size(); i++) {
            assertThat(page.blocks("console").get(i).text())
                    .as("%s:%d; ./dev docs writes it anew", name, now.get(i).firstLine())
                    .isEqualTo(now.get(i).text());
        }
    }

    /** The demo's files, and those whose content the page shows in a block that names them. */
    private void prepare(DocPage page) throws IOException {
        if (page.text().contains("demo-data")) {
            DemoExport.to(folder.resolve("demo-data"));
        }
        for (DocPage.Block block : page.blocks()) {
            if (block.language().contains(" file=")) {
                String file = block.language().substring(block.language().indexOf('=') + 1);
                Files.writeString(folder.resolve(file), block.text());
            }
        }
    }

    @Test
    void javaCompilesAndRuns() throws IOException, ReflectiveOperationException {
        DemoExport.to(folder.resolve("demo-data"));
        String data = folder.resolve("demo-data").toString();
        Path selector = folder.resolve("selector.json");
        assertThat(Cli.run(
                                "fit",
                                data + "/ls_val_logits.npy",
                                data + "/val_labels.npy",
                                "--max-risk",
                                "0.03",
                                "-o",
                                selector)
                        .code())
                .isZero();
        DocSnippets snippets = new DocSnippets(folder);
        for (DocPage page : DocPage.all()) {
            page.blocks("java").forEach(block -> snippets.add(page, block));
        }
        assertThat(snippets.size()).isPositive();
        Path classes = Files.createDirectory(folder.resolve("classes"));
        assertThat(snippets.compile(classes)).isEmpty();
        double[] row = new double[DemoData.CLASSES];
        row[12] = 9;
        PrintStream out = System.out;
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), true, UTF_8));
        try {
            snippets.run(classes, row);
        } finally {
            System.setOut(out);
        }
    }

    @Test
    void linksLeadSomewhere() throws IOException {
        assumeThat(UPDATE).as("pages are being written").isFalse();
        List<String> broken = new ArrayList<>();
        for (DocPage page : DocPage.all()) {
            for (String link : page.links()) {
                int hash = link.indexOf('#');
                String path = hash < 0 ? link : link.substring(0, hash);
                Path target = path.isEmpty()
                        ? page.file()
                        : page.file().resolveSibling(path).normalize();
                boolean found = Files.exists(target) && target.startsWith(DocPage.ROOT);
                if (found && hash >= 0) {
                    DocPage other = DocPage.of(DocPage.ROOT.relativize(target).toString());
                    found = other.anchors().contains(link.substring(hash + 1));
                }
                if (!found) {
                    broken.add(page.name() + " -> " + link);
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    /** A reference page of the commands is complete if it shows the help of each; that the help is true is tested above. */
    @Test
    void everyCommandHasItsHelpInTheReference() throws IOException {
        String reference = DocPage.of("docs/reference/cli.md").text();
        CommandLine line = Demur.everything(
                new Console(OutputStream.nullOutputStream(), OutputStream.nullOutputStream(), List.of()));
        for (String command : line.getSubcommands().keySet()) {
            assertThat(reference).contains("$ ./demur " + command + " --help");
        }
        line.getSubcommands().values().forEach(command -> command.getCommandSpec()
                .options()
                .forEach(option -> assertThat(reference).contains(option.longestName())));
    }

    /** Commands that are shown without being run must at least have the options they are shown with. */
    @Test
    void optionsThatPagesNameExist() throws IOException {
        CommandLine line = Demur.everything(
                new Console(OutputStream.nullOutputStream(), OutputStream.nullOutputStream(), List.of()));
        List<String> unknown = new ArrayList<>();
        for (DocPage page : DocPage.all()) {
            page.blocks("sh").stream()
                    .flatMap(block -> block.text().replace("\\\n", " ").lines())
                    .flatMap(command -> unknownOptions(line, command))
                    .forEach(option -> unknown.add(page.name() + ": " + option));
        }
        assertThat(unknown).isEmpty();
    }

    private static Stream<String> unknownOptions(CommandLine line, String command) {
        Matcher name = COMMAND.matcher(command);
        if (!name.find() || ELSEWHERE.contains(name.group(1))) {
            return Stream.empty();
        }
        CommandLine found = line.getSubcommands().get(name.group(1));
        return OPTION.matcher(command)
                .results()
                .map(MatchResult::group)
                .filter(option -> found == null || found.getCommandSpec().findOption(option) == null);
    }

    @Test
    void theListsOfTheReferenceAreComplete() throws IOException {
        String conventions = DocPage.of("docs/conventions.md").text();
        for (CurveMetric metric : CurveMetric.values()) {
            assertThat(conventions).contains("`" + metric + "`");
        }
        for (ReasonCode reason : ReasonCode.values()) {
            assertThat(conventions).contains("`" + reason.code() + "`");
        }
        String formats = DocPage.of("docs/reference/formats.md").text();
        for (AbstentionReason reason : AbstentionReason.values()) {
            assertThat(formats).contains("`" + reason + "`");
        }
        String scores = DocPage.of("docs/reference/scores.md").text();
        assertThat(Stream.of(Score.class.getPermittedSubclasses()).map(Class::getSimpleName))
                .containsExactlyInAnyOrder(
                        "PlainScore", "Energy", "Gen", "LogitMarginNorm", "LogitNorm", "MspTemperature");
        for (String text : Arrays.asList(
                "msp",
                "entropy",
                "softmax-margin",
                "max-logit",
                "centred-max-logit",
                "logit-margin",
                "gini",
                "energy:T=1",
                "gen:gamma=0.1,top=100",
                "logit-norm:p=5,centre=mean",
                "logit-margin-norm:p=5,centre=mean",
                "msp-temperature:T=2")) {
            assertThat(Score.parse(text)).hasToString(text);
            assertThat(scores).contains("`" + text + "`");
        }
    }

    @Test
    void thePictureShowsTheNumbersOfTheDemo() throws IOException {
        Path file = DocPage.ROOT.resolve("docs/images/risk-coverage.svg");
        if (UPDATE) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, RiskCoverageFigure.draw());
        }
        assertThat(Files.readString(file)).isEqualTo(RiskCoverageFigure.draw());
    }

    @Test
    void theFigureOfTheReportPageIsTheOneThatFiguresWrites(@TempDir Path folder) throws IOException {
        Path file = DocPage.ROOT.resolve("docs/images/max-logit.svg");
        assertThat(Cli.run("demo", "--quiet", "--figures", folder).code()).isZero();
        String drawn = Files.readString(folder.resolve("max-logit-2.svg"));
        if (UPDATE) {
            Files.writeString(file, drawn);
        }
        assertThat(Files.readString(file)).isEqualTo(drawn);
    }

    @Test
    void theReadmeIsShort() throws IOException {
        assumeThat(UPDATE).isFalse();
        assertThat(DocPage.of("README.md").lines()).hasSizeLessThanOrEqualTo(120);
    }
}
