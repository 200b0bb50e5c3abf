package io.demur.report;

import java.util.List;

/**
 * The colours of lines and bars, the same in page and figures.
 *
 * <p>Those of M. Okabe and K. Ito (Color Universal Design, 2008), which people with any kind of colour vision can tell
 * apart; without the yellow, which is too faint on white, and with lighter twins for a dark background.
 */
final class Palette {
    /** Black, vermillion, blue, bluish green, reddish purple, orange, sky blue. */
    private static final List<String> LIGHT =
            List.of("#1a1a1a", "#d55e00", "#0072b2", "#009e73", "#b5538b", "#c58500", "#3a9fd8");

    private static final List<String> DARK =
            List.of("#f2f2f2", "#ff8a3d", "#58b0ee", "#2fc79a", "#e79ac4", "#f0b73a", "#a5d8f5");

    /** Number of colours; more lines take them again with another dash. */
    static final int SIZE = LIGHT.size();

    private static final List<String> DASHES = List.of("", "7 4", "2 3", "9 3 2 3");

    /** Where a figure is seen. */
    enum Scheme {
        LIGHT,
        DARK
    }

    private Palette() {}

    static String colour(int index, Scheme scheme) {
        return (scheme == Scheme.LIGHT ? LIGHT : DARK).get(Math.floorMod(index, SIZE));
    }

    /** Lengths of strokes and gaps; empty for an unbroken line. */
    static String dash(int index) {
        return DASHES.get(index / SIZE % DASHES.size());
    }

    static String text(Scheme scheme) {
        return scheme == Scheme.LIGHT ? "#1f2328" : "#e6edf3";
    }

    static String faint(Scheme scheme) {
        return scheme == Scheme.LIGHT ? "#d5dade" : "#3a424c";
    }

    static String quiet(Scheme scheme) {
        return scheme == Scheme.LIGHT ? "#59636e" : "#9aa5b1";
    }

    static String background(Scheme scheme) {
        return scheme == Scheme.LIGHT ? "#ffffff" : "#0d1117";
    }

    /** Rules for the classes that {@link SvgSurface} uses. */
    static String css(Scheme scheme) {
        StringBuilder css = new StringBuilder();
        css.append("svg.plot text{fill:").append(text(scheme)).append("}\n");
        css.append("svg.plot .grid{stroke:").append(faint(scheme)).append("}\n");
        css.append("svg.plot .axis,svg.plot .rule{stroke:")
                .append(quiet(scheme))
                .append("}\n");
        css.append("svg.plot .back{fill:").append(background(scheme)).append("}\n");
        for (int index = 0; index < SIZE; index++) {
            String colour = colour(index, scheme);
            css.append("svg.plot .line.c")
                    .append(index)
                    .append("{stroke:")
                    .append(colour)
                    .append("}\n");
            css.append("svg.plot .area.c")
                    .append(index)
                    .append("{fill:")
                    .append(colour)
                    .append("}\n");
        }
        return css.toString();
    }
}
