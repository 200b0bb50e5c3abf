package io.demur.cli;

import io.demur.evaluation.Comparison;
import io.demur.io.json.EvaluatedModel;
import io.demur.report.FigureFiles;
import io.demur.report.HtmlReport;
import io.demur.report.Report;
import java.nio.file.Path;
import java.util.List;

/** Everything that needs the report's room, so that it is loaded only when asked for. */
final class ReportOutput {
    private final ReportOptions options;
    private final Console console;

    ReportOutput(ReportOptions options, Console console) {
        this.options = options;
        this.console = console;
    }

    /** Writes a report of models, and of comparisons between them. */
    void write(String title, List<EvaluatedModel> models, List<Comparison> comparisons) {
        write(new Report(title, origin(), models, comparisons, List.of()));
    }

    /** Writes what was asked for. */
    void write(Report report) {
        options.html().ifPresent(target -> {
            OutputTarget.write(target, HtmlReport.text(report), console);
            if (!OutputTarget.isStandardOutput(target)) {
                console.say("wrote " + target);
            }
        });
        options.figures().ifPresent(folder -> {
            Path place = OutputTarget.path(folder);
            console.say("wrote " + FigureFiles.write(place, report).size() + " figures to " + folder);
        });
    }

    Report.Origin origin() {
        return new Report.Origin(Demur.Version.text(), ShellWords.join("demur", console.command()));
    }
}
