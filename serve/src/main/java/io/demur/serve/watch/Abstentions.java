package io.demur.serve.watch;

import io.demur.serve.decide.Decided;
import io.demur.serve.decide.Served;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last rows that were not answered, latest first. Safe for use by several threads. */
final class Abstentions {
    private static final int MOST = 20;

    private final Deque<Monitor.Abstention> last = new ArrayDeque<>();

    void add(Served served, String id, Decided decided, int row) {
        String reason = decided.reason(row).map(Object::toString).orElse("");
        Monitor.Abstention one = new Monitor.Abstention(id, row, served.name(), reason, decided.confidence(row));
        synchronized (last) {
            last.addFirst(one);
            if (last.size() > MOST) {
                last.removeLast();
            }
        }
    }

    List<Monitor.Abstention> list() {
        synchronized (last) {
            return List.copyOf(last);
        }
    }
}
