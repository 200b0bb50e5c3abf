package io.demur.network;

import io.demur.io.file.InputFile;
import io.demur.logits.InputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Weights from safetensors files of others, whose tensors have other names. */
public final class PublishedWeights {
    /** Counters of batches, which no logit depends on. */
    private static final String COUNTER = ".num_batches_tracked";

    private PublishedWeights() {}

    /**
     * Replaces weights by those of a file.
     *
     * @param file its counters of batches are passed over
     * @param names the file's name of each tensor that is to be replaced, by ours
     * @param start what the others keep
     * @param ignored prefixes of names in the file that are not wanted, such as {@code fc.}
     * @throws InputException naming tensors that the file lacks, that nobody knows, or that have another shape
     */
    public static Weights read(Path file, Map<String, String> names, Weights start, Set<String> ignored) {
        Predicate<String> wanted =
                name -> !name.endsWith(COUNTER) && ignored.stream().noneMatch(name::startsWith);
        Weights found = Safetensors.read(file, wanted).weights();
        List<String> unknown = new ArrayList<>(found.names());
        unknown.removeAll(Set.copyOf(names.values()));
        requireNone(file, "has besides", unknown);
        List<String> missing = new ArrayList<>(names.values());
        missing.removeAll(found.names());
        requireNone(file, "lacks", missing);
        Map<String, Tensor> tensors = new LinkedHashMap<>(start.tensors());
        names.forEach((ours, theirs) -> tensors.put(ours, fitting(file, theirs, found, start.tensor(ours))));
        return Weights.of(tensors);
    }

    private static Tensor fitting(Path file, String name, Weights found, Tensor wanted) {
        Tensor tensor = found.tensor(name);
        if (!tensor.shape().equals(wanted.shape())) {
            throw new InputException(
                    file.toString(),
                    "tensor " + name + " has the shape " + Tensor.text(tensor.shape()) + ", the network needs "
                            + Tensor.text(wanted.shape()),
                    "give a checkpoint of this network, or leave its last layer out where only the classes differ");
        }
        return tensor;
    }

    private static void requireNone(Path file, String verb, List<String> names) {
        if (!names.isEmpty()) {
            throw new InputException(
                    file.toString(),
                    verb + " " + InputFile.listing(names),
                    "give a checkpoint of the network whose names were chosen");
        }
    }
}
