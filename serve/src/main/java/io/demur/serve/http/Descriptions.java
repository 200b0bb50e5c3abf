package io.demur.serve.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.demur.io.json.Json;
import io.demur.select.Grouping;
import io.demur.serve.decide.Network;
import io.demur.serve.decide.Served;
import java.util.List;
import java.util.Optional;

/** What the server says about itself and its models, in the words of the Open Inference Protocol. */
final class Descriptions {
    private Descriptions() {}

    static String server(String version) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("name", "demur").put("version", version);
        node.putArray("extensions").add("binary_tensor_data");
        return Json.write(node);
    }

    static String model(Served served, List<Served> versions, Optional<Network> network) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("name", served.name());
        ArrayNode all = node.putArray("versions");
        versions.forEach(version -> all.add(version.version()));
        node.put("platform", "demur");
        ArrayNode inputs = node.putArray("inputs");
        network.ifPresentOrElse(
                model -> inputs(inputs, model),
                () -> tensor(inputs, "logits", List.of(-1L, (long)
                        served.selector().model().classes())));
        if (served.selector().grouping() == Grouping.COLUMN) {
            column(inputs, "groups", "BYTES");
        }
        ArrayNode outputs = node.putArray("outputs");
        column(outputs, "prediction", "INT64");
        column(outputs, "confidence", "FP64");
        column(outputs, "accept", "BOOL");
        return Json.write(node);
    }

    /** What the model was trained on, where it knows how that becomes numbers; otherwise its tensor. */
    private static void inputs(ArrayNode inputs, Network model) {
        List<String> raw = model.takesTexts() ? List.of(ModelInputs.TEXT) : model.columns();
        raw.forEach(name -> column(inputs, name, "BYTES"));
        if (raw.isEmpty()) {
            model.numbers().ifPresent(port -> tensor(inputs, port.name(), port.shape()));
        }
    }

    private static void tensor(ArrayNode list, String name, List<Long> shape) {
        ArrayNode sizes =
                list.addObject().put("name", name).put("datatype", "FP32").putArray("shape");
        shape.forEach(sizes::add);
    }

    private static void column(ArrayNode list, String name, String type) {
        list.addObject()
                .put("name", name)
                .put("datatype", type)
                .putArray("shape")
                .add(-1);
    }
}
