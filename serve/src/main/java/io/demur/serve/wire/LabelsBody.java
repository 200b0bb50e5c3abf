package io.demur.serve.wire;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The body of {@code POST /labels}: one object {@code {"id", "row", "label"}} or a list of them; the row is 0 if left out. */
public final class LabelsBody {
    private LabelsBody() {}

    /**
     * One label.
     *
     * @param id of the request
     * @param row of it, from 0
     * @param label the true class, from 0
     */
    public record Label(String id, int row, int label) {}

    /**
     * Reads a body.
     *
     * @throws Refusal with status 400 if it is anything else, or holds no label
     */
    public static List<Label> read(byte[] body) {
        return JsonInput.read(body, 0, body.length, in -> {
            List<Label> labels = new ArrayList<>();
            if (in.isObject()) {
                labels.add(label(in));
            } else {
                in.list(() -> labels.add(label(in)));
            }
            if (labels.isEmpty()) {
                throw in.problem("there are no labels");
            }
            return labels;
        });
    }

    private static Label label(JsonInput in) throws IOException {
        String[] id = {""};
        int[] rowAndLabel = {0, -1};
        in.object(name -> {
            switch (name) {
                case "id" -> id[0] = in.textOrWhole();
                case "row" -> rowAndLabel[0] = in.small();
                case "label" -> rowAndLabel[1] = in.small();
                default -> throw in.problem("field \"" + name + "\" is not known; there are id, row and label");
            }
        });
        Optional<String> checked = Ids.check(id[0]);
        if (checked.isEmpty() || rowAndLabel[0] < 0 || rowAndLabel[1] < 0) {
            throw in.problem("a label needs an id, a label from 0 on and a row from 0 on");
        }
        return new Label(checked.get(), rowAndLabel[0], rowAndLabel[1]);
    }
}
