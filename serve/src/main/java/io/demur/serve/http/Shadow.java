package io.demur.serve.http;

import io.demur.select.Selector;
import io.demur.serve.decide.Catalogue;
import io.demur.serve.decide.Decided;
import io.demur.serve.decide.Rows;
import io.demur.serve.decide.Served;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Selectors that decide along without answering. For a request, the shadow is the one of the same name; or the only
 * one, if it is for as many classes and groups alike.
 */
final class Shadow {
    private final Catalogue catalogue;
    private final Meters meters;

    Shadow(List<Path> files, Meters meters) {
        this.catalogue = new Catalogue(files);
        this.meters = meters;
    }

    Catalogue catalogue() {
        return catalogue;
    }

    /** Decides the rows that were just decided, and counts where the two differ. */
    void follow(Served served, Rows rows, List<String> groups, Decided answered) {
        Optional<Served> other = catalogue
                .find(Optional.of(served.name()), Optional.empty())
                .or(() -> catalogue.find(Optional.empty(), Optional.empty()))
                .filter(shadow -> fits(shadow.selector(), served.selector()));
        other.ifPresent(shadow -> count(shadow, shadow.workbench().decide(rows, groups), answered));
    }

    private static boolean fits(Selector one, Selector two) {
        return one.model().classes() == two.model().classes() && one.grouping() == two.grouping();
    }

    private void count(Served shadow, Decided decided, Decided answered) {
        for (int r = 0; r < decided.rows(); r++) {
            meters.shadow(shadow, answered.accepted(r), decided.accepted(r));
        }
    }
}
