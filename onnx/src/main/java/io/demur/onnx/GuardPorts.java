package io.demur.onnx;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.demur.io.json.Fields;
import java.util.Set;

/**
 * What the tensors of a guard are called in its graph.
 *
 * @param logits what is judged
 * @param prediction the predicted class, int64
 * @param confidence its score, float64; NaN where a logit is not finite
 * @param accept whether it is answered
 * @param group the input that names the group of each row, texts; used only where the selector groups by a column
 */
public record GuardPorts(String logits, String prediction, String confidence, String accept, String group) {

    /** The usual names, or longer ones where the graph has these already. */
    static GuardPorts free(String logits, Set<String> taken) {
        return new GuardPorts(
                logits,
                unused("prediction", taken),
                unused("confidence", taken),
                unused("accept", taken),
                unused("group", taken));
    }

    private static String unused(String name, Set<String> taken) {
        String free = name;
        while (taken.contains(free)) {
            free = "demur_" + free;
        }
        return free;
    }

    ObjectNode json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("logits", logits)
                .put("prediction", prediction)
                .put("confidence", confidence)
                .put("accept", accept)
                .put("group", group);
    }

    static GuardPorts of(Fields fields) {
        return new GuardPorts(
                fields.text("logits"),
                fields.text("prediction"),
                fields.text("confidence"),
                fields.text("accept"),
                fields.text("group"));
    }
}
