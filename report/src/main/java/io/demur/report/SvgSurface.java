package io.demur.report;

import io.demur.io.text.Numbers;
import java.util.List;

/**
 * A plot as SVG, without any machine's fonts in it: the same bytes everywhere. Colours are classes, so that a page or a
 * style sheet can turn them dark.
 */
final class SvgSurface implements Surface {
    private final StringBuilder svg = new StringBuilder();
    private final String id;

    private SvgSurface(String id) {
        this.id = id;
    }

    /** For a page that has {@link Palette#css} itself. */
    static String inline(Figure figure) {
        return element(figure, " aria-hidden=\"true\" focusable=\"false\"", "");
    }

    /** A file of its own. */
    static String file(Figure figure) {
        String style = "<style>\n" + SHAPES + Palette.css(Palette.Scheme.LIGHT)
                + "@media (prefers-color-scheme: dark) {\n" + Palette.css(Palette.Scheme.DARK) + "}\n</style>\n";
        String head = " xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" font-family=\"sans-serif\" font-size=\"13\"";
        String words = "<title>" + Html.escape(figure.title()) + "</title>\n<desc>" + Html.escape(figure.alternative())
                + "</desc>\n";
        return element(figure, head, words + style);
    }

    /** What lines and areas are besides their colour. */
    static final String SHAPES = "svg.plot .line{fill:none;stroke-linejoin:round}\nsvg.plot .back{opacity:.85}\n";

    private static String element(Figure figure, String attributes, String head) {
        SvgSurface surface = new SvgSurface(figure.id());
        Plot plot = figure.plot();
        surface.svg.append("<svg class=\"plot\"" + attributes + " viewBox=\"0 0 " + plot.width() + " " + plot.height()
                + "\">\n" + head);
        plot.paint(surface);
        return surface.svg.append("</svg>\n").toString();
    }

    @Override
    public void line(Ink ink, double width, List<Spot> spots) {
        StringBuilder points = new StringBuilder();
        for (Spot spot : spots) {
            points.append(points.length() == 0 ? "" : " ")
                    .append(number(spot.x()))
                    .append(',')
                    .append(number(spot.y()));
        }
        String dash = ink.dash().isEmpty() ? "" : " stroke-dasharray=\"" + ink.dash() + "\"";
        svg.append("<polyline class=\"")
                .append(classes(ink, "line"))
                .append("\" stroke-width=\"")
                .append(number(width));
        svg.append('"').append(dash).append(" points=\"").append(points).append("\"/>\n");
    }

    @Override
    public void dot(Ink ink, Spot middle, double radius) {
        svg.append("<circle class=\"" + classes(ink, "area") + "\" cx=\"" + number(middle.x()) + "\" cy=\""
                + number(middle.y()) + "\" r=\"" + number(radius) + "\"/>\n");
    }

    @Override
    public void box(Ink ink, Spot from, Spot to) {
        svg.append("<rect class=\"" + classes(ink, "area") + "\" x=\"" + number(Math.min(from.x(), to.x())) + "\" y=\""
                + number(Math.min(from.y(), to.y())) + "\" width=\"" + number(Math.abs(to.x() - from.x()))
                + "\" height=\"" + number(Math.abs(to.y() - from.y())) + "\"/>\n");
    }

    @Override
    public void text(Spot spot, Anchor anchor, String text) {
        String where =
                switch (anchor) {
                    case START -> "";
                    case MIDDLE -> " text-anchor=\"middle\"";
                    case END -> " text-anchor=\"end\"";
                };
        svg.append("<text x=\"" + number(spot.x()) + "\" y=\"" + number(spot.y()) + "\"" + where + ">"
                + Html.escape(text) + "</text>\n");
    }

    @Override
    public void upright(Spot spot, String text) {
        svg.append("<text transform=\"translate(" + number(spot.x()) + " " + number(spot.y())
                + ") rotate(-90)\" text-anchor=\"middle\">" + Html.escape(text) + "</text>\n");
    }

    @Override
    public void clip(Spot upperLeft, Spot lowerRight) {
        svg.append("<clipPath id=\"clip-" + id + "\"><rect x=\"" + number(upperLeft.x()) + "\" y=\""
                + number(upperLeft.y()) + "\" width=\"" + number(lowerRight.x() - upperLeft.x()) + "\" height=\""
                + number(lowerRight.y() - upperLeft.y()) + "\"/></clipPath>\n<g clip-path=\"url(#clip-" + id
                + ")\">\n");
    }

    @Override
    public void unclip() {
        svg.append("</g>\n");
    }

    private static String classes(Ink ink, String shape) {
        return switch (ink.kind()) {
            case SERIES -> shape + " c" + ink.index() % Palette.SIZE;
            case GRID -> "line grid";
            case AXIS -> "line axis";
            case RULE -> "line rule";
            case BACK -> "back";
        };
    }

    /** Tenths of a point are finer than any eye. */
    private static String number(double value) {
        String text = Numbers.fixed(value, 1);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
