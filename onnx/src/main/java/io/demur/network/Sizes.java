package io.demur.network;

/** The check that layers and shapes share. */
final class Sizes {
    private Sizes() {}

    static void requirePositive(String name, int size) {
        if (size < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, not " + size);
        }
    }
}
