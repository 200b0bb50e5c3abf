package io.demur.network;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.demur.io.file.AtomicFile;
import io.demur.io.json.Json;
import io.demur.logits.InputException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Weights in the <a href="https://huggingface.co/docs/safetensors">safetensors</a> format: the length of the header in
 * eight bytes, the header as JSON, and the numbers; all little-endian.
 *
 * <p>Writing gives single precision, the same bytes for the same content. Reading takes F32, F16 and BF16 exactly and
 * rounds F64 to the nearest float; other types are refused, and so is a file with a gap, an overlap, bytes missing or
 * too many, a name that comes twice, or an F64 beyond the floats. Tensors come in the order of their data.
 *
 * @param weights the tensors
 * @param metadata texts by name, about the weights as a whole
 */
public record Safetensors(Weights weights, Map<String, String> metadata) {
    static final String METADATA = "__metadata__";

    private static final int ALIGNMENT = 8;
    private static final int BLOCK = 1 << 14;

    /** Copies the metadata, in its order. */
    public Safetensors {
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /**
     * Reads a whole file.
     *
     * @throws InputException saying which tensor or part of the file is wrong, and how
     */
    public static Safetensors read(Path file) {
        return read(file, name -> true);
    }

    /** As {@link #read(Path)}, but only the tensors of wanted names; the others may be of any type. */
    static Safetensors read(Path file, Predicate<String> wanted) {
        return new SafetensorsReader(file, wanted).read();
    }

    /** Writes the file, which appears as a whole or not at all. */
    public void write(Path target) {
        byte[] header = header().getBytes(StandardCharsets.UTF_8);
        int padding = -header.length & ALIGNMENT - 1;
        AtomicFile.write(target, stream -> {
            stream.write(ByteBuffer.allocate(Long.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(header.length + padding)
                    .array());
            stream.write(header);
            stream.write(" ".repeat(padding).getBytes(StandardCharsets.US_ASCII));
            for (Tensor tensor : weights.tensors().values()) {
                writeValues(stream, tensor.values());
            }
        });
    }

    private String header() {
        ObjectNode header = JsonNodeFactory.instance.objectNode();
        if (!metadata.isEmpty()) {
            ObjectNode texts = header.putObject(METADATA);
            metadata.forEach(texts::put);
        }
        long position = 0;
        for (Map.Entry<String, Tensor> entry : weights.tensors().entrySet()) {
            ObjectNode tensor = header.putObject(entry.getKey());
            tensor.put("dtype", "F32");
            entry.getValue().shape().forEach(tensor.putArray("shape")::add);
            long end = position + (long) Float.BYTES * entry.getValue().size();
            tensor.putArray("data_offsets").add(position).add(end);
            position = end;
        }
        return Json.canonical(header);
    }

    private static void writeValues(OutputStream stream, float[] values) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(BLOCK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int start = 0; start < values.length; start += BLOCK) {
            int count = Math.min(BLOCK, values.length - start);
            block.asFloatBuffer().put(values, start, count);
            stream.write(block.array(), 0, count * Float.BYTES);
        }
    }
}
