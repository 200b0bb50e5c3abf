package io.demur.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.demur.select.Grouping;
import io.demur.select.Rule;
import io.demur.select.Selector;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** A selector as nodes that follow the logits of a graph. */
final class GuardNodes {

    private final Selector selector;
    private final GuardPorts ports;

    GuardNodes(Selector selector, GuardPorts ports) {
        this.selector = selector;
        this.ports = ports;
    }

    /**
     * Adds nodes, outputs, and the input of the groups if there is one.
     *
     * @param logits the tensor that is to be judged
     * @param opset of the graph
     */
    void addTo(GraphProto.Builder graph, LogitTensor logits, long opset) {
        NodeList list = new NodeList(opset);
        String doubles = list.cast(logits.name(), DataType.DOUBLE);
        String classes = logits.single()
                ? list.node(
                        "Concat",
                        List.of(list.binary("Mul", doubles, list.number(0)), doubles),
                        NodeList.whole("axis", 1))
                : doubles;
        ScoreNodes scores = new ScoreNodes(list, classes, selector.model().classes(), logits.rank());
        String finite = scores.finite();
        String confidence = list.where(finite, scores.confidence(selector.score()), list.number(Double.NaN));
        String accept = list.binary("And", finite, accept(list, scores, confidence, logits.rank()));
        out(list, ports.prediction(), list.withoutClasses(scores.prediction()));
        out(list, ports.confidence(), list.withoutClasses(confidence));
        out(list, ports.accept(), list.withoutClasses(accept));
        list.addTo(graph);
        graph.addOutput(port(ports.prediction(), DataType.INT64, logits));
        graph.addOutput(port(ports.confidence(), DataType.DOUBLE, logits));
        graph.addOutput(port(ports.accept(), DataType.BOOL, logits));
        if (selector.grouping() == Grouping.COLUMN) {
            graph.addInput(group());
        }
    }

    private static void out(NodeList list, String name, String value) {
        list.named("Identity", name, List.of(value));
    }

    private String accept(NodeList list, ScoreNodes scores, String confidence, int rank) {
        double[] thresholds = selector.rules().stream()
                .mapToDouble(rule -> rule.rule().threshold().orElse(Double.POSITIVE_INFINITY))
                .toArray();
        return switch (selector.grouping()) {
            case NONE -> reaches(list, confidence, list.number(thresholds[0]));
            case PREDICTED_CLASS ->
                reaches(list, confidence, list.binary("Gather", list.numbers(thresholds), scores.prediction()));
            case COLUMN -> ofGroup(list, confidence, rank, thresholds);
        };
    }

    private static String reaches(NodeList list, String confidence, String threshold) {
        return list.unary("Not", list.binary("Less", confidence, threshold));
    }

    /** A group that is not known gets the number of rules, behind which no threshold stands. */
    private String ofGroup(NodeList list, String confidence, int rank, double... thresholds) {
        List<String> names = selector.rules().stream().map(Rule::group).toList();
        long[] places = LongStream.range(0, names.size()).toArray();
        String place = list.learning(
                "LabelEncoder",
                List.of(ports.group()),
                NodeList.texts("keys_strings", names),
                NodeList.wholes("values_int64s", places),
                NodeList.whole("default_int64", names.size()));
        long[] sizes = new long[rank];
        Arrays.fill(sizes, 1);
        sizes[0] = -1;
        String column = list.binary("Reshape", place, list.wholeNumbers(List.of((long) rank), sizes));
        double[] all = Arrays.copyOf(thresholds, thresholds.length + 1);
        all[thresholds.length] = Double.POSITIVE_INFINITY;
        return reaches(list, confidence, list.binary("Gather", list.numbers(all), column));
    }

    private ValueInfoProto group() {
        TensorShapeProto shape = TensorShapeProto.newBuilder()
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam(NodeList.PREFIX + "N"))
                .build();
        return ValueInfoProto.newBuilder()
                .setName(ports.group())
                .setType(tensor(DataType.STRING, shape))
                .build();
    }

    private static ValueInfoProto port(String name, DataType type, LogitTensor logits) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (int axis = 0; axis < logits.rank(); axis++) {
            if (axis != 1) {
                long size = logits.shape().get(axis);
                TensorShapeProto.Dimension.Builder dimension = TensorShapeProto.Dimension.newBuilder();
                shape.addDim(size > 0 ? dimension.setDimValue(size) : dimension.setDimParam(NodeList.PREFIX + axis));
            }
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(tensor(type, shape.build()))
                .build();
    }

    private static TypeProto tensor(DataType type, TensorShapeProto shape) {
        return TypeProto.newBuilder()
                .setTensorType(TypeProto.Tensor.newBuilder()
                        .setElemType(type.getNumber())
                        .setShape(shape))
                .build();
    }
}
