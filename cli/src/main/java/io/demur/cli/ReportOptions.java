package io.demur.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a report and its figures go, if they are asked for. */
final class ReportOptions {
    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Write a report: one HTML file with curves and tables that needs no network.")
    private @Nullable String html;

    @Option(
            names = "--figures",
            paramLabel = "FOLDER",
            description = "Write the report's figures there, each as SVG and as PNG.")
    private @Nullable String figures;

    /** What writes them; empty, and nothing of it loaded, if nothing is asked for. */
    Optional<ReportOutput> open(Console console) {
        return isAsked() ? Optional.of(new ReportOutput(this, console)) : Optional.empty();
    }

    boolean isAsked() {
        return html != null || figures != null;
    }

    /** Whether standard output is taken, so that no table must be printed. */
    boolean takesStandardOutput() {
        return "-".equals(html);
    }

    Optional<String> html() {
        return Optional.ofNullable(html);
    }

    Optional<String> figures() {
        return Optional.ofNullable(figures);
    }

    /** As if {@code --html} had been given. */
    void useHtml(String file) {
        html = file;
    }

    /** Refuses what could not be written, before minutes of work go by. */
    void check() {
        html().ifPresent(OutputTarget::check);
        figures().ifPresent(OutputTarget::path);
    }
}
