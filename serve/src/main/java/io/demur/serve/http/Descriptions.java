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
                model -> tensor(inputs, model.input(), "FP32", model.columns()),
                () -> tensor(inputs, "logits", "FP32", served.selector().model().classes()));
        if (served.selector().grouping() == Grouping.COLUMN) {
            inputs.addObject()
                    .put("name", "groups")
                    .put("datatype", "BYTES")
                    .putArray("shape")
                    .add(-1);
        }
        ArrayNode outputs = node.putArray("outputs");
        column(outputs, "prediction", "INT64");
        column(outputs, "confidence", "FP64");
        column(outputs, "accept", "BOOL");
        return Json.write(node);
    }

    private static void tensor(ArrayNode list, String name, String type, int columns) {
        list.addObject()
                .put("name", name)
                .put("datatype", type)
                .putArray("shape")
                .add(-1)
                .add(columns);
    }

    private static void column(ArrayNode list, String name, String type) {
        list.addObject()
                .put("name", name)
                .put("datatype", type)
                .putArray("shape")
                .add(-1);
    }
}
