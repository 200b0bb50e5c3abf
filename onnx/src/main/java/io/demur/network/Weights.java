package io.demur.network;

import io.demur.io.file.InputFile;
import io.demur.logits.InputException;
import io.demur.math.Hash64;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The values of a network's parameters, by name and in order.
 *
 * <p>{@link #initial} draws them anew: each parameter from a stream of its own, keyed by seed and name, so that no
 * layer changes what another gets, and with the same digits on every JDK. {@link #requireFit} says whether they are those
 * of a network.
 */
public final class Weights {
    private final Map<String, Tensor> tensors;

    private Weights(Map<String, Tensor> tensors) {
        this.tensors = tensors;
    }

    /** Copies the map, in its order. */
    public static Weights of(Map<String, Tensor> tensors) {
        return new Weights(Collections.unmodifiableMap(new LinkedHashMap<>(tensors)));
    }

    /** What a network begins with, {@link Start#UNIFORM}. */
    public static Weights initial(Architecture architecture, long seed) {
        return initial(architecture, seed, Start.UNIFORM);
    }

    /** What a network begins with. */
    public static Weights initial(Architecture architecture, long seed, Start start) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (int layer = 0; layer < architecture.layers().size(); layer++) {
            for (ParameterSpec parameter : architecture.parametersOf(layer)) {
                ParameterSpec begun = parameter.from(start.of(architecture, layer, parameter));
                tensors.put(parameter.name(), new Draws(key(seed, parameter.name())).tensor(begun));
            }
        }
        return new Weights(Collections.unmodifiableMap(tensors));
    }

    private static long key(long seed, String name) {
        long key = Hash64.mix(seed);
        for (int i = 0; i < name.length(); i++) {
            key = Hash64.join(key, name.charAt(i));
        }
        return key;
    }

    /** The names, in order. */
    public Set<String> names() {
        return tensors.keySet();
    }

    /** All of them; the map cannot be changed. */
    public Map<String, Tensor> tensors() {
        return tensors;
    }

    /**
     * One of them.
     *
     * @throws IllegalArgumentException if there is none of this name
     */
    public Tensor tensor(String name) {
        Tensor found = tensors.get(name);
        if (found == null) {
            throw new IllegalArgumentException("there is no parameter " + name);
        }
        return found;
    }

    /** Number of values of all of them together. */
    public long size() {
        return tensors.values().stream().mapToLong(Tensor::size).sum();
    }

    /**
     * Checks that these are the parameters of a network, all and no others, of the right shapes and finite.
     *
     * @param source what the error message calls these weights
     * @throws InputException naming what is missing, left over, of another shape or not finite
     */
    public void requireFit(String source, Architecture architecture) {
        List<String> missing = new ArrayList<>();
        List<String> left = new ArrayList<>(tensors.keySet());
        for (ParameterSpec parameter : architecture.parameters()) {
            if (left.remove(parameter.name())) {
                requireFit(source, parameter);
            } else {
                missing.add(parameter.name());
            }
        }
        requireNone(source, "lacks", missing, architecture);
        requireNone(source, "has besides", left, architecture);
    }

    private static void requireNone(String source, String verb, List<String> names, Architecture architecture) {
        if (!names.isEmpty()) {
            throw new InputException(
                    source,
                    verb + " " + InputFile.listing(names),
                    "give the weights of the network \"" + architecture.name() + "\"");
        }
    }

    private void requireFit(String source, ParameterSpec parameter) {
        Tensor tensor = tensor(parameter.name());
        if (!tensor.shape().equals(parameter.shape())) {
            throw new InputException(
                    source,
                    parameter.name() + " has the shape " + Tensor.text(tensor.shape()) + ", the network needs "
                            + Tensor.text(parameter.shape()));
        }
        float[] values = tensor.values();
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new InputException(
                        source,
                        parameter.name() + " holds " + values[i] + " at position " + i,
                        "the training that wrote it has diverged");
            }
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Weights weights && tensors.equals(weights.tensors);
    }

    @Override
    public int hashCode() {
        return tensors.hashCode();
    }

    @Override
    public String toString() {
        return tensors.size() + " tensors of " + size() + " values";
    }
}
