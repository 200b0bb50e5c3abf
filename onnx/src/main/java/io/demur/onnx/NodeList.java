package io.demur.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;

/**
 * Nodes and constants in double precision that are to join a graph. All their names begin alike, so that they can be
 * found again and meet no other name. Of operators whose form changed over the operator sets, the one of the graph's set
 * is written.
 */
final class NodeList {
    /** What the name of every node and value begins with. */
    static final String PREFIX = "demur/guard/";

    private static final int SUM_TAKES_AXES = 13;
    private static final int ALL_TAKE_AXES = 18;

    private final long opset;
    private final List<NodeProto> nodes = new ArrayList<>();
    private final List<TensorProto> constants = new ArrayList<>();

    NodeList(long opset) {
        this.opset = opset;
    }

    /** Adds a node; the result is its only output. */
    String node(String operator, List<String> inputs, AttributeProto... attributes) {
        return named(operator, PREFIX + nodes.size() + "/" + operator, inputs, attributes);
    }

    /** As above, under a name from outside. */
    String named(String operator, String output, List<String> inputs, AttributeProto... attributes) {
        nodes.add(NodeProto.newBuilder()
                .setOpType(operator)
                .setName(PREFIX + nodes.size() + "/" + operator)
                .addAllInput(inputs)
                .addOutput(output)
                .addAllAttribute(List.of(attributes))
                .build());
        return output;
    }

    /** Adds a node of the operators for classical machine learning. */
    String learning(String operator, List<String> inputs, AttributeProto... attributes) {
        String output = node(operator, inputs, attributes);
        int last = nodes.size() - 1;
        nodes.set(last, nodes.get(last).toBuilder().setDomain("ai.onnx.ml").build());
        return output;
    }

    /** The second output of a node: for the largest values, their places. */
    String second(String operator, List<String> inputs, AttributeProto... attributes) {
        String output = node(operator, inputs, attributes);
        int last = nodes.size() - 1;
        nodes.set(
                last,
                nodes.get(last).toBuilder()
                        .clearOutput()
                        .addOutput(output + "/values")
                        .addOutput(output)
                        .build());
        return output;
    }

    String binary(String operator, String left, String right) {
        return node(operator, List.of(left, right));
    }

    String unary(String operator, String value) {
        return node(operator, List.of(value));
    }

    String where(String condition, String yes, String no) {
        return node("Where", List.of(condition, yes, no));
    }

    String cast(String value, DataType type) {
        return node("Cast", List.of(value), whole("to", type.getNumber()));
    }

    /** {@code ReduceSum}, {@code ReduceMax}, {@code ReduceMin} or {@code ReduceMean} over the classes, keeping the axis. */
    String reduce(String operator, String value) {
        int since = operator.equals("ReduceSum") ? SUM_TAKES_AXES : ALL_TAKE_AXES;
        return opset < since
                ? node(operator, List.of(value), wholes("axes", 1), whole("keepdims", 1))
                : node(operator, List.of(value, wholeNumbers(List.of(1L), 1)), whole("keepdims", 1));
    }

    /** Takes the axis of the classes, of size 1, away. */
    String withoutClasses(String value) {
        return node("Gather", List.of(value, wholeNumbers(List.of(), 0)), whole("axis", 1));
    }

    /** A constant. */
    String number(double value) {
        return constant(
                TensorProto.newBuilder().setDataType(DataType.DOUBLE_VALUE).addDoubleData(value));
    }

    /** A list of constants. */
    String numbers(double... values) {
        TensorProto.Builder tensor =
                TensorProto.newBuilder().setDataType(DataType.DOUBLE_VALUE).addDims(values.length);
        for (double value : values) {
            tensor.addDoubleData(value);
        }
        return constant(tensor);
    }

    /** Whole numbers of a shape; no sizes mean a single one. */
    String wholeNumbers(List<Long> shape, long... values) {
        TensorProto.Builder tensor =
                TensorProto.newBuilder().setDataType(DataType.INT64_VALUE).addAllDims(shape);
        for (long value : values) {
            tensor.addInt64Data(value);
        }
        return constant(tensor);
    }

    private String constant(TensorProto.Builder tensor) {
        String name = PREFIX + "c" + constants.size();
        constants.add(tensor.setName(name).build());
        return name;
    }

    /** Adds everything to a graph, behind what is there. */
    void addTo(GraphProto.Builder graph) {
        graph.addAllNode(nodes).addAllInitializer(constants);
    }

    static AttributeProto whole(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    static AttributeProto wholes(String name, long... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
        for (long value : values) {
            attribute.addInts(value);
        }
        return attribute.build();
    }

    static AttributeProto texts(String name, List<String> values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.STRINGS);
        values.forEach(value -> attribute.addStrings(ByteString.copyFromUtf8(value)));
        return attribute.build();
    }
}
