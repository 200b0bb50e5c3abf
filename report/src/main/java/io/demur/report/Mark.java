package io.demur.report;

import java.util.List;

/** Something drawn inside the axes of a plot, in units of the data. */
sealed interface Mark {

    /** Straight lines from spot to spot. */
    record Line(Ink ink, List<Spot> spots) implements Mark {}

    /** A filled circle. */
    record Dot(Ink ink, Spot spot) implements Mark {}

    /** A filled box between two corners. */
    record Box(Ink ink, Spot from, Spot to) implements Mark {}
}
