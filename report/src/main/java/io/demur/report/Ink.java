package io.demur.report;

/**
 * How a mark is drawn: with one of the palette's colours, broken where the palette has been gone through before.
 *
 * @param index of the series
 * @param kind what kind of thing it belongs to
 */
record Ink(int index, Kind kind) {
    static final Ink GRID = new Ink(0, Kind.GRID);
    static final Ink AXIS = new Ink(0, Kind.AXIS);
    static final Ink RULE = new Ink(0, Kind.RULE);
    static final Ink BACK = new Ink(0, Kind.BACK);

    /** What may be drawn. */
    enum Kind {
        SERIES,
        GRID,
        AXIS,
        /** A dashed line across, such as a target. */
        RULE,
        /** What hides the grid behind a legend. */
        BACK
    }

    static Ink series(int index) {
        return new Ink(index, Kind.SERIES);
    }

    /** Lengths of strokes and gaps; empty for an unbroken line. */
    String dash() {
        return switch (kind) {
            case SERIES -> Palette.dash(index);
            case RULE -> "4 4";
            case GRID, AXIS, BACK -> "";
        };
    }

    String colour(Palette.Scheme scheme) {
        return switch (kind) {
            case SERIES -> Palette.colour(index, scheme);
            case GRID -> Palette.faint(scheme);
            case AXIS, RULE -> Palette.quiet(scheme);
            case BACK -> Palette.background(scheme);
        };
    }
}
