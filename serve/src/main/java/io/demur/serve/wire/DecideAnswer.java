package io.demur.serve.wire;

import io.demur.io.json.JsonText;
import io.demur.serve.decide.Decided;
import io.demur.serve.decide.Served;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The answer of {@code POST /decide}: a row that is not answered has a reason and no prediction.
 */
public final class DecideAnswer {
    private DecideAnswer() {}

    /**
     * The answer in UTF-8.
     *
     * @param names of the classes, or none
     */
    public static byte[] write(String id, Served served, Decided decided, List<String> names) {
        StringBuilder text = new StringBuilder(160 + 80 * decided.rows());
        text.append("{\"id\":").append(JsonText.quoted(id));
        text.append(",\"selector\":").append(JsonText.quoted(served.name()));
        text.append(",\"version\":\"").append(served.version()).append("\",\"decisions\":[");
        for (int r = 0; r < decided.rows(); r++) {
            text.append(r == 0 ? "" : ",");
            append(text, decided, r, names);
        }
        return text.append("]}\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void append(StringBuilder text, Decided decided, int r, List<String> names) {
        text.append("{\"accepted\":").append(decided.accepted(r));
        if (decided.accepted(r)) {
            int prediction = decided.prediction(r);
            text.append(",\"prediction\":").append(prediction);
            if (!names.isEmpty()) {
                text.append(",\"class\":").append(JsonText.quoted(names.get(prediction)));
            }
        }
        double confidence = decided.confidence(r);
        text.append(",\"confidence\":");
        if (Double.isNaN(confidence)) {
            text.append("null");
        } else {
            text.append(confidence);
        }
        decided.reason(r)
                .ifPresent(
                        reason -> text.append(",\"reason\":\"").append(reason).append('"'));
        text.append('}');
    }
}
