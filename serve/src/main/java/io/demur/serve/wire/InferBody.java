package io.demur.serve.wire;

import io.demur.serve.decide.Rows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The body of an inference request of the Open Inference Protocol, version 2, as JSON or with the binary tensor data
 * extension: inputs {@code logits}, those of the model or the texts and columns it was trained on, and {@code groups}.
 */
public final class InferBody {
    /** The outputs there are, in the order in which they are given when none are asked for. */
    public static final List<String> OUTPUTS = List.of("prediction", "confidence", "accept");

    private static final String GROUPS = "groups";

    private @Nullable String id;
    private final List<InferTensor> inputs = new ArrayList<>();
    private final Map<String, Boolean> outputs = new LinkedHashMap<>();
    private boolean binaryOutput;

    private InferBody() {}

    /**
     * Reads a body.
     *
     * @param header length of its JSON part; the rest are the tensors' bytes
     * @throws Refusal with status 400 if it is anything else
     */
    public static InferBody read(byte[] body, int header) {
        if (header < 0 || header > body.length) {
            throw new Refusal(
                    400,
                    "header Inference-Header-Content-Length: " + header + " of a body of " + body.length + " bytes");
        }
        InferBody read = JsonInput.read(body, 0, header, in -> {
            InferBody draft = new InferBody();
            in.object(name -> draft.field(in, name));
            return draft;
        });
        int at = header;
        for (InferTensor input : read.inputs) {
            if (input.binarySize > body.length - at) {
                throw new Refusal(
                        400,
                        "input " + input.name + ": its " + input.binarySize + " bytes go beyond the end of the body");
            }
            input.tail(body, at);
            at += Math.max(0, input.binarySize);
        }
        if (at != body.length) {
            throw new Refusal(400, "body: " + (body.length - at) + " bytes belong to no input");
        }
        return read;
    }

    private void field(JsonInput in, String name) throws IOException {
        switch (name) {
            case "id" -> id = in.text();
            case "inputs" -> in.list(() -> inputs.add(input(in)));
            case "outputs" -> in.list(() -> output(in));
            case "parameters" ->
                in.object(parameter -> {
                    if (parameter.equals("binary_data_output")) {
                        binaryOutput = in.truth();
                    } else {
                        in.skip();
                    }
                });
            default -> in.skip();
        }
    }

    private static InferTensor input(JsonInput in) throws IOException {
        InferTensor tensor = new InferTensor();
        in.object(name -> {
            switch (name) {
                case "name" -> tensor.name = in.text();
                case "datatype" -> tensor.datatype = in.text();
                case "shape" -> in.list(() -> tensor.shape.add(in.small()));
                case "data" -> data(in, tensor);
                case "parameters" ->
                    in.object(parameter -> {
                        if (parameter.equals("binary_data_size")) {
                            tensor.binarySize = Math.max(0, in.small());
                        } else {
                            in.skip();
                        }
                    });
                default -> in.skip();
            }
        });
        return tensor;
    }

    /** Groups may be numbers that are meant as names. */
    private static void data(JsonInput in, InferTensor tensor) throws IOException {
        if (tensor.name.equals(GROUPS)) {
            tensor.texts.addAll(in.texts());
        } else {
            tensor.data(in);
        }
    }

    private void output(JsonInput in) throws IOException {
        String[] named = {""};
        boolean[] binary = {binaryOutput};
        in.object(name -> {
            switch (name) {
                case "name" -> named[0] = in.text();
                case "parameters" ->
                    in.object(parameter -> {
                        if (parameter.equals("binary_data")) {
                            binary[0] = in.truth();
                        } else {
                            in.skip();
                        }
                    });
                default -> in.skip();
            }
        });
        if (!OUTPUTS.contains(named[0])) {
            throw new Refusal(400, "output " + named[0] + ": is not known; there are " + String.join(", ", OUTPUTS));
        }
        outputs.put(named[0], binary[0]);
    }

    /** The identifier of the request, by which labels name it later. */
    public Optional<String> id() {
        return Ids.check(id);
    }

    /** The outputs to give, in order, and whether in binary. */
    public Map<String, Boolean> outputs() {
        if (!outputs.isEmpty()) {
            return outputs;
        }
        Map<String, Boolean> all = new LinkedHashMap<>();
        OUTPUTS.forEach(name -> all.put(name, binaryOutput));
        return all;
    }

    /** The rows of an input, if it is there. */
    public Optional<Rows> rows(String name) {
        return find(name).map(InferTensor::rows);
    }

    /**
     * The rows of an input, if it is there.
     *
     * @param row sizes of a row; -1 where any will do
     */
    public Optional<Rows> rows(String name, List<Long> row) {
        return find(name).map(tensor -> tensor.rows(row));
    }

    /** The texts of an input, if it is there. */
    public Optional<List<String>> texts(String name) {
        return find(name).map(InferTensor::texts);
    }

    /** The groups, or none. */
    public List<String> groups() {
        return find(GROUPS).map(InferTensor::texts).orElse(List.of());
    }

    /** The names of the inputs. */
    public List<String> inputs() {
        return inputs.stream().map(input -> input.name).toList();
    }

    private Optional<InferTensor> find(String name) {
        return inputs.stream().filter(input -> input.name.equals(name)).findFirst();
    }
}
