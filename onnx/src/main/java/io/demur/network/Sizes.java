package io.demur.network;

/** The check that layers and shapes share. */
final class Sizes {
    private Sizes() {}

    static void requirePositive(String name, int size) {
        if (size < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, not " + size);
        }
    }

    static void requireNotNegative(String name, int size) {
        if (size < 0) {
            throw new IllegalArgumentException(name + " must be at least 0, not " + size);
        }
    }

    static void requirePositive(String name, double number) {
        if (!(number > 0 && Double.isFinite(number))) {
            throw new IllegalArgumentException(name + " must be above 0, not " + number);
        }
    }
}
