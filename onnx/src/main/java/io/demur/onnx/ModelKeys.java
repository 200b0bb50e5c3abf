package io.demur.onnx;

/** The keys under which a model file says what it is. */
public final class ModelKeys {
    /** The network as JSON; {@link OnnxExport} puts it itself. */
    public static final String ARCHITECTURE = "demur.architecture";

    /** The names of the classes, a JSON list of texts. */
    public static final String CLASS_NAMES = "demur.classNames";

    /** How raw rows become features, as JSON. */
    public static final String PREPARATION = "demur.preparation";

    /** The digest of the rows it was trained on. */
    public static final String DATA_DIGEST = "demur.dataDigest";

    /** The selector that decides in the graph, as JSON. */
    public static final String SELECTOR = "demur.selector";

    /** What the tensors of that selector are called, as JSON. */
    public static final String GUARD = "demur.guard";

    /** The SHA-256 of the file before this entry; {@link OnnxExport} puts it itself, at the end. */
    public static final String DIGEST = "demur.sha256";

    /** Who wrote the file. */
    static final String PRODUCER = "demur";

    private ModelKeys() {}
}
