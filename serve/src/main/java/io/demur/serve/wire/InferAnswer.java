package io.demur.serve.wire;

import io.demur.io.json.JsonText;
import io.demur.serve.decide.Decided;
import io.demur.serve.decide.Served;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The answer to an inference request: {@code prediction} INT64, {@code confidence} FP64 and {@code accept} BOOL, one per
 * row. A prediction stands there whether accepted or not, as in a guarded model; a confidence that is no number is null
 * in JSON and NaN in binary.
 */
public final class InferAnswer {
    private final byte[] bytes;
    private final int header;

    private InferAnswer(byte[] bytes, int header) {
        this.bytes = bytes;
        this.header = header;
    }

    /** The body. */
    public byte[] bytes() {
        return bytes;
    }

    /** Length of its JSON part. */
    public int header() {
        return header;
    }

    /** Whether bytes follow the JSON part. */
    public boolean binary() {
        return header < bytes.length;
    }

    /** The answer to a request. */
    public static InferAnswer write(String id, Served served, Decided decided, Map<String, Boolean> outputs) {
        StringBuilder text = new StringBuilder(256);
        text.append("{\"model_name\":").append(JsonText.quoted(served.name()));
        text.append(",\"model_version\":\"").append(served.version()).append("\",\"id\":");
        text.append(JsonText.quoted(id)).append(",\"outputs\":[");
        int tail = 0;
        int done = 0;
        for (Map.Entry<String, Boolean> output : outputs.entrySet()) {
            text.append(done++ == 0 ? "" : ",");
            boolean binary = output.getValue();
            int size = binary ? size(output.getKey()) * decided.rows() : 0;
            head(text, output.getKey(), decided.rows());
            if (binary) {
                text.append(",\"parameters\":{\"binary_data_size\":")
                        .append(size)
                        .append("}}");
            } else {
                data(text, output.getKey(), decided);
            }
            tail += size;
        }
        byte[] json = text.append("]}").toString().getBytes(StandardCharsets.UTF_8);
        return new InferAnswer(tail == 0 ? json : join(json, tail, decided, outputs), json.length);
    }

    private static void head(StringBuilder text, String name, int rows) {
        String type =
                switch (name) {
                    case "prediction" -> "INT64";
                    case "confidence" -> "FP64";
                    default -> "BOOL";
                };
        text.append("{\"name\":\"").append(name).append("\",\"shape\":[").append(rows);
        text.append("],\"datatype\":\"").append(type).append('"');
    }

    private static void data(StringBuilder text, String name, Decided decided) {
        text.append(",\"data\":[");
        for (int r = 0; r < decided.rows(); r++) {
            text.append(r == 0 ? "" : ",");
            switch (name) {
                case "prediction" -> text.append(decided.prediction(r));
                case "confidence" -> {
                    double confidence = decided.confidence(r);
                    text.append(Double.isNaN(confidence) ? "null" : Double.toString(confidence));
                }
                default -> text.append(decided.accepted(r));
            }
        }
        text.append("]}");
    }

    private static int size(String name) {
        return name.equals("accept") ? 1 : 8;
    }

    private static byte[] join(byte[] json, int tail, Decided decided, Map<String, Boolean> outputs) {
        ByteBuffer all = ByteBuffer.allocate(json.length + tail).order(ByteOrder.LITTLE_ENDIAN);
        all.put(json);
        outputs.forEach((name, binary) -> {
            for (int r = 0; binary && r < decided.rows(); r++) {
                switch (name) {
                    case "prediction" -> all.putLong(decided.prediction(r));
                    case "confidence" -> all.putDouble(decided.confidence(r));
                    default -> all.put((byte) (decided.accepted(r) ? 1 : 0));
                }
            }
        });
        return all.array();
    }
}
