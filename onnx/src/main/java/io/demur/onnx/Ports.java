package io.demur.onnx;

/** The names of what goes into and comes out of our graphs. */
final class Ports {
    /** Numbers, {@code (N, F)}. */
    static final String FEATURES = "features";
    /** Images, {@code (N, C, H, W)}. */
    static final String IMAGES = "images";
    /** Identifiers, {@code (N, L)}. */
    static final String IDS = "ids";
    /** The share of each identifier of a bag, {@code (N, L)}; a row sums to 1, or to 0 if the bag is empty. */
    static final String WEIGHTS = "weights";
    /** How many identifiers of a sequence are real, {@code (N)}. */
    static final String LENGTHS = "lengths";
    /** {@code (N, K)}, or {@code (N, K, H, W)} for logits at every pixel. */
    static final String LOGITS = "logits";

    private Ports() {}
}
