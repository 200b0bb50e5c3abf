package io.demur.report;

import java.util.List;

/**
 * A picture with two axes.
 *
 * @param width in points
 * @param height in points
 * @param x the horizontal axis
 * @param y the vertical axis
 * @param marks what is drawn, from the back to the front
 * @param legend what it means
 */
record Plot(int width, int height, Axis x, Axis y, List<Mark> marks, List<Entry> legend) {
    private static final int LEFT = 62;
    private static final int RIGHT = 16;
    private static final int TOP = 14;
    private static final int BOTTOM = 46;
    private static final int ROW = 19;
    private static final int DOT = 4;
    /** A little more than an average letter takes. */
    private static final double LETTER = 6.6;

    /** What an ink stands for. */
    record Entry(Ink ink, String text) {}

    Plot {
        marks = List.copyOf(marks);
        legend = List.copyOf(legend);
    }

    void paint(Surface surface) {
        paintAxes(surface);
        surface.clip(new Spot(LEFT, TOP), new Spot(width - RIGHT, height - BOTTOM));
        marks.forEach(mark -> paint(surface, mark));
        surface.unclip();
        surface.line(Ink.AXIS, 1, List.of(new Spot(LEFT, height - BOTTOM), new Spot(width - RIGHT, height - BOTTOM)));
        paintLegend(surface);
    }

    private void paintAxes(Surface surface) {
        for (double tick : y.ticks()) {
            double at = at(new Spot(x.least(), tick)).y();
            surface.line(Ink.GRID, 1, List.of(new Spot(LEFT, at), new Spot(width - RIGHT, at)));
            surface.text(new Spot(LEFT - 8, at + 4), Surface.Anchor.END, y.text(tick));
        }
        for (double tick : x.ticks()) {
            double at = at(new Spot(tick, y.least())).x();
            surface.line(Ink.AXIS, 1, List.of(new Spot(at, height - BOTTOM), new Spot(at, height - BOTTOM + 4)));
            surface.text(new Spot(at, height - BOTTOM + 18), Surface.Anchor.MIDDLE, x.text(tick));
        }
        surface.text(new Spot((LEFT + width - RIGHT) / 2.0, height - 8), Surface.Anchor.MIDDLE, x.label());
        surface.upright(new Spot(14, (TOP + height - BOTTOM) / 2.0), y.label());
    }

    private void paint(Surface surface, Mark mark) {
        if (mark instanceof Mark.Line line) {
            surface.line(line.ink(), 2, line.spots().stream().map(this::at).toList());
        } else if (mark instanceof Mark.Dot dot) {
            surface.dot(dot.ink(), at(dot.spot()), DOT);
        } else if (mark instanceof Mark.Box box) {
            surface.box(box.ink(), at(box.from()), at(box.to()));
        }
    }

    /** In the upper left, where risk is low and the plot empty. */
    private void paintLegend(Surface surface) {
        if (legend.isEmpty()) {
            return;
        }
        int longest =
                legend.stream().mapToInt(entry -> entry.text().length()).max().orElse(0);
        double right = Math.min(width - RIGHT - 2.0, LEFT + 52 + longest * LETTER);
        surface.box(Ink.BACK, new Spot(LEFT + 6.0, TOP + 4.0), new Spot(right, TOP + 12.0 + ROW * legend.size()));
        for (int i = 0; i < legend.size(); i++) {
            double middle = TOP + 18.0 + ROW * i;
            surface.line(legend.get(i).ink(), 2, List.of(new Spot(LEFT + 12, middle), new Spot(LEFT + 38, middle)));
            surface.text(
                    new Spot(LEFT + 45, middle + 4),
                    Surface.Anchor.START,
                    legend.get(i).text());
        }
    }

    private Spot at(Spot spot) {
        return new Spot(
                LEFT + x.place(spot.x()) * (width - LEFT - RIGHT),
                height - BOTTOM - y.place(spot.y()) * (height - TOP - BOTTOM));
    }
}
