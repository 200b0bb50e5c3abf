package io.demur.onnx;

import io.demur.io.json.Fields;
import io.demur.io.json.Json;
import io.demur.io.json.SelectorJson;
import io.demur.logits.InputException;
import io.demur.select.Selector;

/** What a guarded model's metadata say of its selector. */
final class GuardReading {
    private GuardReading() {}

    static GuardPorts ports(String model, ModelHead head) {
        return GuardPorts.of(Fields.of(model, Json.read(model, text(model, head, ModelKeys.GUARD))));
    }

    static Selector selector(String model, ModelHead head) {
        return SelectorJson.read(model, Json.read(model, text(model, head, ModelKeys.SELECTOR)));
    }

    private static String text(String model, ModelHead head, String key) {
        String text = head.metadata().get(key);
        if (text == null) {
            throw new InputException(model, "has no selector", "put one in with demur attach");
        }
        return text;
    }
}
