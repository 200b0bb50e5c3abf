package io.demur.inputs;

/** Where one picture comes from. Safe for several threads. */
public interface ImageSource {
    /**
     * Decodes it.
     *
     * @throws io.demur.logits.InputException if it is none, naming it
     */
    RgbImage image();

    /**
     * The bytes that hold it, by which it is known.
     *
     * @throws io.demur.logits.InputException if they cannot be read
     */
    byte[] content();

    /** What messages call it. */
    String place();
}
