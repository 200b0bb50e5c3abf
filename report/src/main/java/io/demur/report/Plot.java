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
record Plot(int width, int height, Axis x, Axis y, List<Mark> marks, Legend legend) {
    private static final int LEFT = 64;
    private static final int RIGHT = 26;
    private static final int TOP = 14;
    private static final int BOTTOM = 46;
    private static final int ROW = 19;
    /** From a line of a tick's text to the next. */
    private static final int LINE = 15;

    private static final int DOT = 4;
    /** A little more than an average letter takes. */
    private static final double LETTER = 6.6;

    /** What an ink stands for. */
    record Entry(Ink ink, String text) {}

    /** Where the legend hides least. */
    enum Corner {
        UPPER_LEFT,
        UPPER_RIGHT,
        LOWER_RIGHT
    }

    /** What the inks stand for. */
    record Legend(Corner corner, List<Entry> entries) {
        Legend {
            entries = List.copyOf(entries);
        }
    }

    Plot {
        marks = List.copyOf(marks);
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
            String[] lines = x.text(tick).split("\n", 2);
            for (int i = 0; i < lines.length; i++) {
                surface.text(new Spot(at, height - BOTTOM + 18.0 + LINE * i), Surface.Anchor.MIDDLE, lines[i]);
            }
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

    private void paintLegend(Surface surface) {
        List<Entry> entries = legend.entries();
        int longest =
                entries.stream().mapToInt(entry -> entry.text().length()).max().orElse(0);
        double wide = 58 + longest * LETTER;
        double high = ROW * entries.size() + 8.0;
        double left = legend.corner() == Corner.UPPER_LEFT ? LEFT + 6.0 : Math.max(LEFT, width - RIGHT - 6 - wide);
        double top = legend.corner() == Corner.LOWER_RIGHT ? height - BOTTOM - 6 - high : TOP + 4.0;
        surface.box(Ink.BACK, new Spot(left, top), new Spot(left + wide, top + high));
        for (int i = 0; i < entries.size(); i++) {
            double middle = top + 14.0 + ROW * i;
            surface.line(entries.get(i).ink(), 2, List.of(new Spot(left + 6, middle), new Spot(left + 32, middle)));
            surface.text(
                    new Spot(left + 39, middle + 4),
                    Surface.Anchor.START,
                    entries.get(i).text());
        }
    }

    private Spot at(Spot spot) {
        return new Spot(
                LEFT + x.place(spot.x()) * (width - LEFT - RIGHT),
                height - BOTTOM - y.place(spot.y()) * (height - TOP - BOTTOM));
    }
}
