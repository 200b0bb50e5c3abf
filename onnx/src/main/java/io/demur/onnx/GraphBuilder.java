package io.demur.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.demur.network.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A graph as it grows. Values have names; what is added twice under one name is there once. */
final class GraphBuilder {
    private final GraphProto.Builder graph = GraphProto.newBuilder();
    private final List<NodeProto> nodes = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    GraphBuilder(String name) {
        graph.setName(name);
    }

    /** Adds an input; sizes are numbers, or names where they are free. */
    void input(String name, DataType type, Object... sizes) {
        graph.addInput(value(name, type, sizes));
    }

    /** Adds a constant tensor. */
    String tensor(String name, Tensor tensor) {
        if (names.add(name)) {
            ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(tensor.size(), Float.BYTES))
                    .order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(tensor.values());
            TensorProto.Builder constant = TensorProto.newBuilder()
                    .setName(name)
                    .setDataType(DataType.FLOAT_VALUE)
                    .setRawData(UnsafeByteOperations.unsafeWrap(bytes.array()));
            tensor.shape().forEach(constant::addDims);
            graph.addInitializer(constant);
        }
        return name;
    }

    /** Adds a constant number. */
    String number(String name, double value) {
        return tensor(name, Tensor.of(List.of(), new float[] {(float) value}));
    }

    /** Adds a constant list of whole numbers. */
    String wholes(String name, long... values) {
        if (names.add(name)) {
            TensorProto.Builder constant = TensorProto.newBuilder()
                    .setName(name)
                    .setDataType(DataType.INT64_VALUE)
                    .addDims(values.length);
            for (long value : values) {
                constant.addInt64Data(value);
            }
            graph.addInitializer(constant);
        }
        return name;
    }

    /** Adds a node with one output, whose name is also the node's. */
    String node(String operator, String name, List<String> inputs, AttributeProto... attributes) {
        if (names.add(name)) {
            nodes.add(start(operator, name, inputs, attributes).addOutput(name).build());
        }
        return name;
    }

    /** Adds a node of whose outputs the second is used. */
    String second(String operator, String name, List<String> inputs, AttributeProto... attributes) {
        if (names.add(name)) {
            nodes.add(start(operator, name, inputs, attributes)
                    .addOutput("")
                    .addOutput(name)
                    .build());
        }
        return name;
    }

    private static NodeProto.Builder start(
            String operator, String name, List<String> inputs, AttributeProto... attributes) {
        return NodeProto.newBuilder()
                .setOpType(operator)
                .setName(name)
                .addAllInput(inputs)
                .addAllAttribute(List.of(attributes));
    }

    /** The graph whose output is this value under a new name, of these sizes. */
    GraphProto build(String value, String output, Object... sizes) {
        int last = nodes.size() - 1;
        // A value that serves twice keeps its name.
        long uses = nodes.stream()
                .flatMap(node -> node.getInputList().stream())
                .filter(value::equals)
                .count();
        if (uses == 0 && last >= 0 && nodes.get(last).getOutput(0).equals(value)) {
            nodes.set(last, nodes.get(last).toBuilder().setOutput(0, output).build());
        } else {
            node("Identity", output, List.of(value));
        }
        return graph.addAllNode(nodes)
                .addOutput(value(output, DataType.FLOAT, sizes))
                .build();
    }

    static AttributeProto whole(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    static AttributeProto real(String name, double value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.FLOAT)
                .setF((float) value)
                .build();
    }

    static AttributeProto text(String name, String value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value))
                .build();
    }

    static AttributeProto ints(String name, long... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
        for (long value : values) {
            attribute.addInts(value);
        }
        return attribute.build();
    }

    private static ValueInfoProto value(String name, DataType type, Object... sizes) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (Object size : sizes) {
            TensorShapeProto.Dimension.Builder dimension = TensorShapeProto.Dimension.newBuilder();
            shape.addDim(
                    size instanceof Integer number
                            ? dimension.setDimValue(number)
                            : dimension.setDimParam(size.toString()));
        }
        TypeProto.Tensor tensor = TypeProto.Tensor.newBuilder()
                .setElemType(type.getNumber())
                .setShape(shape)
                .build();
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }
}
