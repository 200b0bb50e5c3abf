package io.demur.onnx;

import static io.demur.onnx.GraphBuilder.ints;
import static io.demur.onnx.GraphBuilder.real;
import static io.demur.onnx.GraphBuilder.text;
import static io.demur.onnx.GraphBuilder.whole;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.demur.network.ImageLayer;
import io.demur.network.Shape;
import io.demur.network.Weights;
import io.demur.network.Window;
import io.demur.onnx.NetworkGraph.Place;
import java.util.ArrayList;
import java.util.List;

/** The nodes of layers over images. */
record ImageNodes(GraphBuilder graph, Weights weights) {

    String add(ImageLayer layer, Place place) {
        if (layer instanceof ImageLayer.Conv2d conv) {
            return conv(conv, place);
        } else if (layer instanceof ImageLayer.BatchNorm) {
            List<String> inputs = inputs(place, "weight", "bias", "running_mean", "running_var");
            return graph.node(
                    "BatchNormalization", place.name(), inputs, real("epsilon", ImageLayer.BatchNorm.EPSILON));
        } else if (layer instanceof ImageLayer.MaxPool pool) {
            return pool("MaxPool", pool.window(), place);
        } else if (layer instanceof ImageLayer.AvgPool pool) {
            return pool("AveragePool", pool.window(), place, whole("count_include_pad", 1));
        } else if (layer instanceof ImageLayer.GlobalAveragePool) {
            return graph.node("GlobalAveragePool", place.name(), List.of(place.value()));
        }
        return graph.node("Flatten", place.name(), List.of(place.value()), whole("axis", 1));
    }

    private String conv(ImageLayer.Conv2d conv, Place place) {
        String[] names =
                conv.bias() == ImageLayer.Conv2d.Bias.ADDED ? new String[] {"weight", "bias"} : new String[] {"weight"};
        Window window = conv.window();
        return graph.node(
                "Conv",
                place.name(),
                inputs(place, names),
                both("kernel_shape", window.kernel()),
                both("strides", window.stride()),
                pads(window),
                both("dilations", window.dilation()),
                whole("group", conv.groups()));
    }

    private String pool(String operator, Window window, Place place, AttributeProto... more) {
        List<AttributeProto> attributes = new ArrayList<>(List.of(more));
        attributes.add(both("kernel_shape", window.kernel()));
        attributes.add(both("strides", window.stride()));
        attributes.add(pads(window));
        return graph.node(operator, place.name(), List.of(place.value()), attributes.toArray(AttributeProto[]::new));
    }

    /** Bilinear, between the centres of pixels; its output keeps the number of images, hence two shapes joined. */
    String resize(String value, Place place, Shape.Image size) {
        String name = place.name();
        String shape = graph.node("Shape", name + ".shape", List.of(value), whole("start", 0), whole("end", 2));
        String target = graph.wholes("size." + size.height() + "x" + size.width(), size.height(), size.width());
        String sizes = graph.node("Concat", name + ".sizes", List.of(shape, target), whole("axis", 0));
        return graph.node(
                "Resize",
                name,
                List.of(value, "", "", sizes),
                text("mode", "linear"),
                text("coordinate_transformation_mode", "half_pixel"));
    }

    private List<String> inputs(Place place, String... parameters) {
        List<String> inputs = new ArrayList<>(List.of(place.value()));
        for (String parameter : parameters) {
            String name = place.name() + "." + parameter;
            inputs.add(graph.tensor(name, weights.tensor(name)));
        }
        return inputs;
    }

    private static AttributeProto both(String name, int value) {
        return ints(name, value, value);
    }

    private static AttributeProto pads(Window window) {
        int padding = window.padding();
        return ints("pads", padding, padding, padding, padding);
    }
}
