package io.demur.onnx;

import io.demur.io.file.InputFile;
import io.demur.logits.InputException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The three things that features can be, seen from a model. */
enum InputForm {
    VECTOR("rows of numbers"),
    BAG("bags of identifiers"),
    TOKENS("sequences of identifiers");

    private static final int IMAGE_RANK = 4;

    private final String words;

    InputForm(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    /**
     * What a model takes: one input of numbers or images whatever its name, or those that {@link OnnxExport} writes.
     *
     * @throws InputException naming inputs that no features fill
     */
    static InputForm of(String model, ModelInfo info) {
        List<ModelInfo.Port> inputs = info.inputs();
        if (inputs.size() == 1
                && (inputs.get(0).is("float32", 2) || inputs.get(0).is("float32", IMAGE_RANK))) {
            return VECTOR;
        }
        Map<String, ModelInfo.Port> named =
                inputs.stream().collect(Collectors.toMap(ModelInfo.Port::name, input -> input));
        if (inputs.size() == 2
                && named.containsKey(Ports.IDS)
                && named.get(Ports.IDS).is("int64", 2)) {
            if (named.containsKey(Ports.WEIGHTS) && named.get(Ports.WEIGHTS).is("float32", 2)) {
                return BAG;
            }
            if (named.containsKey(Ports.LENGTHS) && named.get(Ports.LENGTHS).is("int64", 1)) {
                return TOKENS;
            }
        }
        throw new InputException(
                model,
                "takes "
                        + InputFile.listing(
                                inputs.stream().map(ModelInfo.Port::toString).toList()),
                "there are one float32 (N x F) or (N x C x H x W), ids with weights, and ids with lengths");
    }
}
