package io.demur.train.command;

import io.demur.io.file.AtomicFile;
import io.demur.io.file.InputFile;
import io.demur.io.json.Json;
import io.demur.report.FigureFiles;
import io.demur.report.HtmlReport;
import io.demur.report.Report;
import io.demur.train.experiment.Experiment;
import io.demur.train.experiment.Study;
import io.demur.train.experiment.StudyPage;
import io.demur.train.experiment.StudyReport;
import io.demur.train.recipe.Sweep;
import io.demur.train.run.DataLibrary;
import io.demur.train.run.RunOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Carries an experiment out and sets its table beside the published one. */
@Command(
        name = "reproduce",
        description = "Run an experiment end to end and put its table beside the published one.",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        footer = {
            "",
            "x1 Banking77 by label smoothing, x1-losses Banking77 by loss, x2 made-up data (needs no file),",
            "e6 IMDB, e7 Bank Marketing, e8 Online Shoppers; camvid CamVid, cifar10 CIFAR-10 as JPEG (hours on",
            "two cores); e1 and e2 ImageNet, e3 Cityscapes, e4 CIFAR-100, e5 CIFAR-10 (on a GPU: e1 and e2 days, the others hours or less).",
            "Finished runs in the folder are used again, so an interrupted experiment goes on where it was.",
            "",
            "Examples:",
            "  demur reproduce x2 --seeds 0..3",
            "  demur reproduce x1 --data ~/data -o runs/x1",
            "  demur reproduce x2 --html x2.html --figures figures/x2"
        })
final class ReproduceCommand implements Callable<Integer> {
    @Parameters(paramLabel = "EXPERIMENT", description = "x1, x1-losses, x2, e1 to e8, cifar10 or camvid.")
    private String experiment = "";

    @Option(
            names = "--seeds",
            paramLabel = "SEEDS",
            description =
                    "Seeds of every loss, such as 0..4 or 0,2,5; otherwise 0..4, and 0 for e1 to e5, cifar10 and camvid.")
    private @Nullable String seeds;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "Folder of the runs and of the report; otherwise runs/EXPERIMENT.")
    private @Nullable Path output;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Write a report: one HTML file with curves and tables that needs no network.")
    private @Nullable Path html;

    @Option(
            names = "--figures",
            paramLabel = "FOLDER",
            description = "Write the report's figures there, each as SVG and as PNG.")
    private @Nullable Path figures;

    @Mixin
    private RunnerOptions options = new RunnerOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        Experiment which = Experiment.parse(experiment);
        if (html != null) {
            AtomicFile.check(html);
        }
        String asked = seeds == null ? which.usualSeeds() : seeds;
        List<Long> list = Sweep.seeds(asked);
        Path folder = output == null ? Path.of("runs", which.folder()) : output;
        CommandSpec own = Objects.requireNonNull(spec);
        PrintWriter err = own.commandLine().getErr();
        DataLibrary library = options.library();
        Optional<Study> study;
        try (StopSignal stop = StopSignal.listen()) {
            Study.Place place = new Study.Place(folder, library, new Progress(err, options.progress(), stop));
            study = Study.carryOut(which, list, place, options.run(RunOptions.Start.RESUME));
        }
        if (study.isEmpty()) {
            say(err, folder + "  stopped; the same command goes on");
            return StopSignal.EXIT_CODE;
        }
        options.reportSkipped(library, err);
        StudyReport report = StudyReport.of(study.get());
        write(folder, which, report);
        if (html != null || figures != null) {
            page(StudyPage.of(study.get(), "demur reproduce " + which.code() + " --seeds " + asked), err);
        }
        PrintWriter out = own.commandLine().getOut();
        out.print(report.markdown());
        out.flush();
        say(err, "wrote " + folder.resolve(which.code() + ".md") + " and .json");
        return 0;
    }

    private void page(Report report, PrintWriter err) {
        if (html != null) {
            HtmlReport.write(html, report);
            say(err, "wrote " + html);
        }
        if (figures != null) {
            say(
                    err,
                    "wrote " + FigureFiles.write(figures, report).size() + " files to " + figures
                            + ", each figure as SVG and PNG");
        }
    }

    private void say(PrintWriter err, String line) {
        if (!options.isQuiet()) {
            err.println(line);
        }
    }

    private static void write(Path folder, Experiment which, StudyReport report) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw InputFile.failure(folder.toString(), "cannot be made", e);
        }
        AtomicFile.writeText(folder.resolve(which.code() + ".md"), report.markdown());
        Json.write(folder.resolve(which.code() + ".json"), report.json());
    }
}
