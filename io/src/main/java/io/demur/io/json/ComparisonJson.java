package io.demur.io.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.demur.evaluation.Comparison;
import io.demur.evaluation.PairedDifference;

/** A paired comparison as JSON. */
public final class ComparisonJson {
    /** The version of the form. */
    public static final int VERSION = 1;

    private ComparisonJson() {}

    /**
     * All differences.
     *
     * @param tool which program wrote it
     * @param confidence of the intervals
     */
    public static ObjectNode of(String tool, Comparison comparison, double confidence) {
        ObjectNode node = Nodes.object();
        node.put("artefact", "demur-comparison");
        node.put("schemaVersion", VERSION);
        node.put("tool", tool);
        node.put("first", comparison.first());
        node.put("second", comparison.second());
        node.put("samples", comparison.samples());
        ArrayNode differences = node.putArray("differences");
        for (PairedDifference difference : comparison.differences()) {
            differences.add(FitJson.difference(difference, confidence));
        }
        return node;
    }
}
