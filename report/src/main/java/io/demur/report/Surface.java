package io.demur.report;

import java.util.List;

/** What plots are painted on; in points, from the upper left. */
interface Surface {

    /** Which part of a text stands at its spot. */
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    void line(Ink ink, double width, List<Spot> spots);

    void dot(Ink ink, Spot middle, double radius);

    /** A filled box between two opposite corners. */
    void box(Ink ink, Spot from, Spot to);

    void text(Spot spot, Anchor anchor, String text);

    /** A text that reads from below, centred at a spot of its base line. */
    void upright(Spot spot, String text);

    /** From now on nothing is drawn outside a box. */
    void clip(Spot upperLeft, Spot lowerRight);

    /** Ends {@link #clip}. */
    void unclip();
}
