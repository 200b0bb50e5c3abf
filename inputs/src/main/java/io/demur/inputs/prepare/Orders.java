package io.demur.inputs.prepare;

/**
 * How many pieces an n-gram has.
 *
 * @param shortest at least 1
 * @param longest at least {@code shortest}
 */
public record Orders(int shortest, int longest) {
    /** Checks the order. */
    public Orders {
        if (shortest < 1 || longest < shortest || longest > 16) {
            throw new IllegalArgumentException(
                    "orders must go from 1 or more to at most 16, not from " + shortest + " to " + longest);
        }
    }
}
