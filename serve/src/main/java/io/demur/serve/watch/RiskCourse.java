package io.demur.serve.watch;

import java.util.ArrayList;
import java.util.List;

/**
 * How the confidence sequence came to be where it is, since the server started: at most {@value #MOST} looks, evenly spread
 * over the labels. Belongs to one thread.
 */
final class RiskCourse {
    static final int MOST = 128;

    private final List<RiskView.Look> looks = new ArrayList<>();
    private long step = 1;

    /** Takes note of a look, unless it is near the last one. */
    void add(RiskView.Look look) {
        if (look.labels() == 0 || (!looks.isEmpty() && look.labels() < last().labels() + step)) {
            return;
        }
        looks.add(look);
        if (looks.size() == MOST) {
            step *= 2;
            for (int i = MOST - 2; i > 0; i -= 2) {
                looks.remove(i);
            }
        }
    }

    private RiskView.Look last() {
        return looks.get(looks.size() - 1);
    }

    List<RiskView.Look> looks() {
        return List.copyOf(looks);
    }
}
