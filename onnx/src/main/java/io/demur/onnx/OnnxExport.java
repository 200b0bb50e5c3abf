package io.demur.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import io.demur.io.file.AtomicFile;
import io.demur.io.json.Json;
import io.demur.logits.InputException;
import io.demur.network.Architecture;
import io.demur.network.ArchitectureJson;
import io.demur.network.Weights;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes a network as an ONNX file: operator set 17, weights inside, dropout left out.
 *
 * <p>Inputs, with N rows of any number:
 *
 * <ul>
 *   <li>numbers: {@code features}, float {@code (N, F)};
 *   <li>images: {@code images}, float {@code (N, C, H, W)};
 *   <li>a bag: {@code ids}, int64 {@code (N, L)}, and {@code weights}, float {@code (N, L)}: the different identifiers of
 *       each row with their shares, which sum to 1; padding is any identifier with the weight 0, an empty bag all zeros;
 *   <li>a sequence: {@code ids}, int64 {@code (N, T)}, and {@code lengths}, int64 {@code (N)}, each from 1 to T.
 * </ul>
 *
 * <p>Output: {@code logits}, float {@code (N, K)}, with K = 1 for one binary logit, or {@code (N, K, H, W)} at every pixel. The same network, weights and metadata
 * give the same bytes, and the file ends with their digest. ONNX Runtime loads every file before it appears under its name.
 */
public final class OnnxExport {
    /** The version of the standard operators. */
    public static final int OPSET = 17;

    private static final int IR_VERSION = 8;
    /** Protocol buffers end at 2^31 bytes; the rest is for the graph. */
    private static final long MOST_BYTES = Integer.MAX_VALUE - (1L << 20);

    private OnnxExport() {}

    /**
     * Writes a model; the file appears as a whole or not at all.
     *
     * @param metadata texts by key, see {@link ModelKeys}; the network itself is added
     * @throws InputException if the weights are not those of the network, the model has 2 GiB or more, or the network
     *     takes vectors in order
     */
    public static void write(Architecture architecture, Weights weights, Map<String, String> metadata, Path target) {
        requireSize(target, architecture.parameterCount(), metadata);
        weights.requireFit(target.toString(), architecture);
        byte[] bytes = ModelSeal.seal(model(architecture, weights, metadata).toByteArray());
        Ort.check(target.toString(), bytes);
        AtomicFile.write(target, stream -> stream.write(bytes));
    }

    static void requireSize(Path target, long parameters, Map<String, String> metadata) {
        long texts = metadata.values().stream().mapToLong(String::length).sum();
        long bytes = parameters * Float.BYTES + 3 * texts;
        if (bytes > MOST_BYTES) {
            throw new InputException(
                    target.toString(),
                    "the model would take " + bytes / (1L << 20) + " MiB, one ONNX file holds less than 2048",
                    "use a smaller vocabulary or width");
        }
    }

    private static ModelProto model(Architecture architecture, Weights weights, Map<String, String> metadata) {
        ModelProto.Builder model = ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName(ModelKeys.PRODUCER)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
                .setGraph(new NetworkGraph(architecture, weights).build());
        Map<String, String> sorted = new TreeMap<>(metadata);
        sorted.remove(ModelKeys.DIGEST);
        sorted.put(ModelKeys.ARCHITECTURE, Json.canonical(ArchitectureJson.of(architecture)));
        sorted.forEach((key, value) -> model.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        return model.build();
    }
}
