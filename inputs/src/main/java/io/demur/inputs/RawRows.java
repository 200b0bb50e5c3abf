package io.demur.inputs;

/** Rows as they come from a file or a request, before any preparation: cells of a table, texts, or pictures. */
public sealed interface RawRows permits RawTable, RawTexts, RawImages {
    /** Number of rows. */
    int rows();

    /**
     * The chosen rows, in the order given. Each remembers its place in the file that it came from.
     *
     * @throws IndexOutOfBoundsException for a row that is not there
     */
    RawRows select(int... rows);

    /** Where a row came from, for a message. */
    String place(int row);
}
