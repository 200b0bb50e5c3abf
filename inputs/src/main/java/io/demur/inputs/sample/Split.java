package io.demur.inputs.sample;

import io.demur.inputs.DataSet;
import java.util.EnumMap;
import java.util.Map;

/** The rows of a data set, divided into parts. */
public final class Split {
    private final DataSet data;
    private final Map<Part, int[]> rows = new EnumMap<>(Part.class);

    Split(DataSet data, Map<Part, int[]> rows) {
        this.data = data;
        this.rows.putAll(rows);
    }

    /** The rows of a part, ascending; none for a part that has no size. */
    public int[] rows(Part part) {
        return rows.getOrDefault(part, new int[0]).clone();
    }

    /** A part as a data set. */
    public DataSet part(Part part) {
        return data.select(rows(part));
    }
}
