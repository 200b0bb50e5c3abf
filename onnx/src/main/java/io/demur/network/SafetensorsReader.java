package io.demur.network;

import com.fasterxml.jackson.databind.JsonNode;
import io.demur.io.file.InputFile;
import io.demur.io.json.Fields;
import io.demur.io.json.Json;
import io.demur.io.npy.Half;
import io.demur.logits.InputException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Reads one file: the header first, checked against the size of the file, then tensor after tensor. */
final class SafetensorsReader {
    private static final int LARGEST_HEADER = 1 << 24;
    private static final int BLOCK = 1 << 16;

    private final String name;
    private final Path file;
    private final Predicate<String> wanted;

    /** Reads the tensors of wanted names; of the others only the place is looked at, so their type may be any. */
    SafetensorsReader(Path file, Predicate<String> wanted) {
        this.file = InputFile.check(file);
        this.wanted = wanted;
        this.name = file.toString();
    }

    Safetensors read() {
        try (FileChannel channel = FileChannel.open(file)) {
            int header = headerLength(channel);
            JsonNode tree = header(channel, header);
            long start = (long) Long.BYTES + header;
            List<Entry> entries = entries(tree, channel.size() - start);
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            for (Entry entry : entries) {
                if (wanted.test(entry.name)) {
                    tensors.put(entry.name, tensor(channel, start, entry));
                }
            }
            return new Safetensors(Weights.of(tensors), metadata(tree));
        } catch (IOException e) {
            throw InputFile.failure(name, "cannot be read", e);
        }
    }

    private int headerLength(FileChannel channel) throws IOException {
        if (channel.size() < Long.BYTES) {
            throw new InputException(name, "has " + channel.size() + " bytes, a safetensors file at least 8");
        }
        long length = bytes(channel, 0, Long.BYTES).getLong();
        if (length < 2 || length > LARGEST_HEADER) {
            throw new InputException(
                    name, "says that its header has " + Long.toUnsignedString(length) + " bytes", "is it safetensors?");
        }
        if (length > channel.size() - Long.BYTES) {
            throw new InputException(
                    name, "ends within its header, after " + channel.size() + " bytes", "it was cut short");
        }
        return (int) length;
    }

    private JsonNode header(FileChannel channel, int length) throws IOException {
        ByteBuffer bytes = bytes(channel, Long.BYTES, length);
        if (bytes.get(0) != '{') {
            throw new InputException(name, "its header is no JSON object", "is it safetensors?");
        }
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
            return Json.read(name, text);
        } catch (CharacterCodingException e) {
            throw new InputException(name, "its header is not UTF-8", e);
        }
    }

    private static ByteBuffer bytes(FileChannel channel, long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, position + bytes.position()) < 0) {
                throw new EOFException("it was cut short while it was read");
            }
        }
        return bytes.flip();
    }

    private List<Entry> entries(JsonNode tree, long size) {
        List<Entry> entries = new ArrayList<>();
        tree.fieldNames().forEachRemaining(key -> {
            if (!key.equals(Safetensors.METADATA)) {
                entries.add(entry(key, Fields.of(name + ": tensor " + key, tree.get(key))));
            }
        });
        entries.sort(Comparator.comparingLong(Entry::begin)
                .thenComparingLong(Entry::end)
                .thenComparing(Entry::name));
        long position = 0;
        for (Entry entry : entries) {
            if (entry.begin != position) {
                String wrong = entry.begin < position ? "overlaps the one before" : "leaves a gap before it";
                throw problem(entry.name, "begins at byte " + entry.begin + " of the data and " + wrong);
            }
            position = entry.end;
        }
        if (position != size) {
            throw new InputException(
                    name,
                    "holds " + size + " bytes of data, its header describes " + position,
                    size < position ? "it was cut short" : "something was appended");
        }
        return entries;
    }

    private Entry entry(String key, Fields fields) {
        fields.only("dtype", "shape", "data_offsets");
        Type type = Type.of(fields.text("dtype"));
        if (type == Type.OTHER && wanted.test(key)) {
            throw problem(key, "holds " + fields.text("dtype") + ", not one of F64, F32, F16, BF16");
        }
        List<Integer> shape = shape(key, fields);
        double[] offsets = fields.numbers("data_offsets");
        if (offsets.length != 2) {
            throw problem(key, "needs two data_offsets");
        }
        long bytes = type == Type.OTHER ? (long) (offsets[1] - offsets[0]) : Tensor.size(shape) * type.bytes;
        if (!(offsets[0] >= 0 && offsets[0] == Math.rint(offsets[0])) || offsets[1] - offsets[0] != (double) bytes) {
            String place = "from " + (long) offsets[0] + " to " + (long) offsets[1];
            throw problem(key, "lies " + place + ", its shape needs " + bytes + " bytes");
        }
        return new Entry(key, type, shape, (long) offsets[0], (long) offsets[1]);
    }

    private List<Integer> shape(String key, Fields fields) {
        List<Integer> shape = new ArrayList<>();
        for (double length : fields.numbers("shape")) {
            if (!(length >= 0 && length == (int) length)) {
                throw problem(key, "has the size " + length);
            }
            shape.add((int) length);
        }
        if (Tensor.size(shape) > Integer.MAX_VALUE) {
            throw problem(key, "has 2^31 values or more");
        }
        return shape;
    }

    private Map<String, String> metadata(JsonNode tree) {
        Map<String, String> metadata = new LinkedHashMap<>();
        if (tree.has(Safetensors.METADATA)) {
            Fields fields = Fields.of(name + ": " + Safetensors.METADATA, tree.get(Safetensors.METADATA));
            tree.get(Safetensors.METADATA).fieldNames().forEachRemaining(key -> metadata.put(key, fields.text(key)));
        }
        return metadata;
    }

    private Tensor tensor(FileChannel channel, long start, Entry entry) throws IOException {
        int step = BLOCK / entry.type.bytes;
        float[] values = new float[(int) ((entry.end - entry.begin) / entry.type.bytes)];
        for (int first = 0; first < values.length; first += step) {
            int count = Math.min(step, values.length - first);
            long position = start + entry.begin + (long) first * entry.type.bytes;
            ByteBuffer block = bytes(channel, position, count * entry.type.bytes);
            for (int i = 0; i < count; i++) {
                values[first + i] = value(block, entry, first + i);
            }
        }
        return Tensor.of(entry.shape, values);
    }

    private float value(ByteBuffer block, Entry entry, int index) {
        return switch (entry.type) {
            case F32 -> block.getFloat();
            case F16 -> Half.toFloat(block.getShort());
            case BF16 -> Float.intBitsToFloat(block.getShort() << Short.SIZE);
            case F64 -> narrowed(block.getDouble(), entry, index);
            case OTHER -> throw new IllegalStateException("refused before");
        };
    }

    private float narrowed(double value, Entry entry, int index) {
        if (Float.isInfinite((float) value) && !Double.isInfinite(value)) {
            throw problem(entry.name, "holds " + value + " at position " + index + ", which is beyond the floats");
        }
        return (float) value;
    }

    private InputException problem(String tensor, String problem) {
        return new InputException(name, "tensor " + tensor + " " + problem);
    }

    private enum Type {
        F64(8),
        F32(4),
        F16(2),
        BF16(2),
        OTHER(1);

        private final int bytes;

        Type(int bytes) {
            this.bytes = bytes;
        }

        static Type of(String code) {
            return Arrays.stream(values())
                    .filter(type -> type.name().equals(code))
                    .findFirst()
                    .orElse(OTHER);
        }
    }

    private record Entry(String name, Type type, List<Integer> shape, long begin, long end) {}
}
