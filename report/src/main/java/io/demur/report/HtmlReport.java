package io.demur.report;

import io.demur.io.file.AtomicFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/**
 * A report as one HTML file: no network, no second file, under 2 MB however many rows and models.
 *
 * <p>All text, tables and figures are there without a script, on paper too; the script adds curves under the pointer,
 * zoom, and the search for a target risk. A content security policy lets nothing run but the page's own script, known
 * by its hash, and nothing be fetched. Names from outside are escaped wherever they stand. The same report gives the
 * same bytes.
 */
public final class HtmlReport {
    private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/dist/";

    private HtmlReport() {}

    /** Writes the page, as a whole or not at all. */
    public static void write(Path target, Report report) {
        AtomicFile.writeText(target, text(report));
    }

    /** The page. */
    public static String text(Report report) {
        AllSeries series = AllSeries.of(report);
        String style = resource(UPLOT + "uPlot.min.css") + resource("report.css") + SvgSurface.SHAPES
                + Palette.css(Palette.Scheme.LIGHT) + "@media screen and (prefers-color-scheme: dark) {\n"
                + Palette.css(Palette.Scheme.DARK) + "}\n";
        String script = resource(UPLOT + "uPlot.iife.min.js") + "\n" + resource("report.js");
        String policy = "default-src 'none'; script-src " + hash(script) + "; style-src " + hash(style)
                + "; base-uri 'none'; form-action 'none'";
        return fill(
                resource("report.html"),
                List.of(
                        "policy", Html.escape(policy),
                        "title", Html.escape(report.title()),
                        "style", style,
                        "body", Page.of(report, series),
                        "data", PageData.of(report, series),
                        "script", script));
    }

    /** Replaces every {@code {{name}}} in one walk, so that no value is searched for names. */
    private static String fill(String template, List<String> pairs) {
        StringBuilder text = new StringBuilder();
        int at = 0;
        for (int i = 0; i < pairs.size(); i += 2) {
            String name = "{{" + pairs.get(i) + "}}";
            int found = template.indexOf(name, at);
            if (found < 0) {
                throw new IllegalStateException("the template lacks " + name);
            }
            text.append(template, at, found).append(pairs.get(i + 1));
            at = found + name.length();
        }
        return text.append(template, at, template.length()).toString();
    }

    private static String hash(String content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String resource(String name) {
        try (InputStream stream = HtmlReport.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("the class path lacks " + name);
            }
            // A hash is of what the browser reads, which has no carriage returns left.
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
