package io.demur.report;

import io.demur.io.text.Numbers;
import java.util.List;

/** The body of the page, section by section. */
final class Page {
    /** Plots of less width may stand side by side. */
    private static final int FULL = 600;

    private final AllSeries series;
    private final Html html = new Html();

    private Page(AllSeries series) {
        this.series = series;
    }

    static String of(Report report, AllSeries series) {
        Page page = new Page(series);
        List<Figure> figures = Figures.of(report, series);
        page.html.open("header").leaf("h1", report.title()).close();
        page.html.open("main");
        new VerdictSection(report).write(page.html);
        page.curves(figures);
        new OperatingSection(report, series).write(page.html);
        page.others(figures.subList(2, figures.size()));
        new ScoresSection(report).write(page.html);
        new ClassesSection(report).write(page.html);
        new OriginSection(report).write(page.html);
        page.html.close();
        return page.html.toString();
    }

    private void curves(List<Figure> figures) {
        html.open("section", "id", "curves").leaf("h2", "Risk and coverage");
        html.leaf(
                "p",
                "The surer the rows that are answered, the fewer are wrong: coverage is the share answered, selective risk"
                        + " the mean loss among them, generalised risk that loss per row of the whole set. A good ranking"
                        + " stays low for long and is at 0 on the left.");
        switches();
        figure(figures.get(0), "interactive");
        html.open("div", "class", "tools scripted", "id", "reader").close();
        figure(figures.get(1), "interactive");
        html.leaf("p", thinning(), "class", "note").close();
    }

    /** A box to tick for every curve; the script needs it, so it appears with the script. */
    private void switches() {
        html.open("fieldset", "class", "scripted switches").leaf("legend", "Curves");
        for (int i = 0; i < series.all().size(); i++) {
            Series each = series.all().get(i);
            html.open("label");
            String[] attributes = {"type", "checkbox", "data-curve", Integer.toString(i), "autocomplete", "off"};
            if (each.shown()) {
                attributes = java.util.Arrays.copyOf(attributes, attributes.length + 2);
                attributes[attributes.length - 2] = "checked";
                attributes[attributes.length - 1] = "";
            }
            html.lone("input", attributes);
            html.markup(swatch(each.ink()));
            html.text(each.legend()).close();
        }
        html.close();
    }

    private static String swatch(Ink ink) {
        String dash = ink.dash().isEmpty() ? "" : " stroke-dasharray=\"" + ink.dash() + "\"";
        return "<svg class=\"plot swatch\" viewBox=\"0 0 28 10\" aria-hidden=\"true\"><line class=\"line c"
                + ink.index() % Palette.SIZE + "\" x1=\"0\" y1=\"5\" x2=\"28\" y2=\"5\" stroke-width=\"3\"" + dash
                + "/></svg>";
    }

    private String thinning() {
        String left = series.leftOut() == 0
                ? ""
                : " Of more scores, " + Numbers.count(series.leftOut(), "curve") + " are left to the tables.";
        if (series.tolerance() == 0) {
            return "Every attainable point of the curves is drawn; between them lines are straight." + left;
        }
        return "Of the curves about " + io.demur.evaluation.CurveSketch.MOST_POINTS
                + " points each are drawn, all of them attainable; the straight lines between stay within "
                + Numbers.percent(series.tolerance(), 2)
                + " (absolute) of the risk. Operating points in tables are exact." + left;
    }

    private void others(List<Figure> figures) {
        String section = "";
        for (Figure figure : figures) {
            if (!figure.section().equals(section)) {
                if (!section.isEmpty()) {
                    html.close().close();
                }
                section = figure.section();
                html.open("section").leaf("h2", section);
                html.leaf("p", SectionText.of(section));
                html.open("div", "class", "gallery");
            }
            figure(figure, figure.plot().width() < FULL ? "still small" : "still");
        }
        if (!section.isEmpty()) {
            html.close().close();
        }
    }

    private void figure(Figure figure, String kind) {
        html.open("figure", "id", figure.id(), "class", kind);
        html.open("div", "class", "picture", "role", "img", "aria-label", figure.alternative());
        html.markup(SvgSurface.inline(figure)).close();
        html.leaf("figcaption", figure.title());
        html.open("details").leaf("summary", "The numbers");
        table(figure.table());
        html.close().close();
    }

    private void table(Figure.Table table) {
        Tables.write(html, table.heads(), table.rows());
    }
}
