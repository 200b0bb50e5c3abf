package io.demur.inputs;

/**
 * Rows in the form in which a network takes them; what a preparation makes of raw rows.
 *
 * <p>Three shapes: numbers ({@link DenseFeatures}), bags of identifiers ({@link BagFeatures}) and sequences of
 * identifiers ({@link SequenceFeatures}). Values do not change; whoever hands over an array gives it away.
 */
public sealed interface Features permits DenseFeatures, BagFeatures, SequenceFeatures {
    /** Number of rows. */
    int rows();

    /**
     * The chosen rows, in the order given; a row may come twice.
     *
     * @throws IndexOutOfBoundsException for a row that is not there
     */
    Features select(int... rows);
}
