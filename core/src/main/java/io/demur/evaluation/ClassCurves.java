package io.demur.evaluation;

import io.demur.metric.BoundedAccumulator;
import io.demur.metric.BoundedCurve;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The risk-coverage curves of what was predicted as each class, counted as {@link BoundedAccumulator} counts: which
 * answers of a class a threshold of its own would keep.
 */
public final class ClassCurves {
    private final Map<Integer, BoundedAccumulator> counts = new TreeMap<>();

    ClassCurves() {}

    void add(int prediction, double confidence, boolean wrong) {
        counts.computeIfAbsent(prediction, k -> new BoundedAccumulator()).add(confidence, wrong ? 1 : 0);
    }

    /** Of what was predicted as a class; empty where nothing was. */
    public Optional<BoundedCurve> of(int klass) {
        return Optional.ofNullable(counts.get(klass)).map(BoundedAccumulator::curve);
    }
}
