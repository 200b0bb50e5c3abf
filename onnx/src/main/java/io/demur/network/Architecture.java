package io.demur.network;

import java.util.List;

/**
 * A network as data: its layers in order.
 *
 * @param name what people call it
 * @param layers at least one
 */
public record Architecture(String name, List<Layer> layers) {
    /** Copies the list. */
    public Architecture {
        layers = List.copyOf(layers);
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("a network has at least one layer");
        }
    }
}
