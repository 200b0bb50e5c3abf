package io.demur.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.demur.logits.InputException;
import io.demur.select.GoldenRow;
import io.demur.select.Grouping;
import io.demur.select.Selector;
import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The nodes of a selector by themselves, run on rows of logits. */
final class GuardCheck implements AutoCloseable {
    private static final int IR_VERSION = 8;
    private static final String INPUT = "logits";
    private static final String GROUPS = "group";

    private final Selector selector;
    private final OrtSession session;

    /** What ONNX Runtime makes of a row. */
    record Outcome(long prediction, double confidence, boolean accept) {}

    GuardCheck(Selector selector, long opset) {
        this.selector = selector;
        this.session = Ort.open("the selector's nodes", model(selector, opset));
    }

    /**
     * Refuses a selector whose golden rows come out differently, or could.
     *
     * @param opset in which it will be
     */
    static void goldenRows(Selector selector, long opset) {
        if (selector.goldenRows().isEmpty()) {
            return;
        }
        try (GuardCheck check = new GuardCheck(selector, opset)) {
            List<GoldenRow> rows = selector.goldenRows();
            List<Outcome> outcomes = check.run(
                    rows.stream().map(GoldenRow::logits).toList(),
                    rows.stream().map(GoldenRow::group).toList());
            for (int i = 0; i < rows.size(); i++) {
                check.compare(i, rows.get(i), outcomes.get(i));
            }
        }
    }

    private void compare(int index, GoldenRow row, Outcome outcome) {
        String name = "selector '" + selector.name() + "'";
        double threshold = threshold(row.group(), row.prediction());
        double band = band(threshold);
        if (Math.abs(row.confidence() - threshold) <= band) {
            throw new InputException(
                    name,
                    "golden row " + index + " lies within " + band + " of its threshold, where run times may differ",
                    "fit the selector again");
        }
        boolean same = outcome.accept() == row.accepted()
                && outcome.prediction() == row.prediction()
                && Math.abs(outcome.confidence() - row.confidence()) <= band;
        if (!same) {
            throw new InputException(
                    name,
                    "golden row " + index + " has confidence " + outcome.confidence() + " in ONNX Runtime, not "
                            + row.confidence(),
                    "report this: the graph would not decide as Java does");
        }
    }

    /** How near to a threshold two run times may differ; nothing is near to none. */
    static double band(double threshold) {
        return GuardedModel.BAND * (Double.isInfinite(threshold) ? 1 : Math.max(1, Math.abs(threshold)));
    }

    /** Of the rule that a row falls under; infinite where there is none. */
    double threshold(String group, int prediction) {
        int rule =
                switch (selector.grouping()) {
                    case NONE -> 0;
                    case COLUMN -> selector.group(group);
                    case PREDICTED_CLASS -> prediction;
                };
        return rule < 0
                ? Double.POSITIVE_INFINITY
                : selector.rules().get(rule).rule().threshold().orElse(Double.POSITIVE_INFINITY);
    }

    /** Decides rows; the groups are looked at only where the selector groups by a column. */
    List<Outcome> run(List<double[]> rows, List<String> groups) {
        int classes = selector.model().classes();
        DoubleBuffer numbers = DoubleBuffer.allocate(rows.size() * classes);
        rows.forEach(numbers::put);
        numbers.flip();
        try (OnnxTensor logits =
                        OnnxTensor.createTensor(Ort.environment(), numbers, new long[] {rows.size(), classes});
                OnnxTensor names = OnnxTensor.createTensor(Ort.environment(), groups.toArray(new String[0]));
                OrtSession.Result result = session.run(
                        selector.grouping() == Grouping.COLUMN
                                ? Map.of(INPUT, logits, GROUPS, names)
                                : Map.of(INPUT, logits))) {
            long[] predictions = (long[]) result.get(0).getValue();
            double[] confidences = (double[]) result.get(1).getValue();
            boolean[] accepts = (boolean[]) result.get(2).getValue();
            List<Outcome> outcomes = new ArrayList<>();
            for (int i = 0; i < predictions.length; i++) {
                outcomes.add(new Outcome(predictions[i], confidences[i], accepts[i]));
            }
            return outcomes;
        } catch (OrtException e) {
            throw new InputException("the selector's nodes", "cannot be run: " + Ort.reason(e), e);
        }
    }

    private static byte[] model(Selector selector, long opset) {
        int classes = selector.model().classes();
        GraphProto.Builder graph = GraphProto.newBuilder().setName("guard").addInput(input(classes));
        GuardPorts ports = new GuardPorts(INPUT, "prediction", "confidence", "accept", GROUPS);
        new GuardNodes(selector, ports)
                .addTo(graph, new LogitTensor(INPUT, "float64", List.of(-1L, (long) classes)), opset);
        return ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(opset))
                .addOpsetImport(
                        OperatorSetIdProto.newBuilder().setDomain("ai.onnx.ml").setVersion(2))
                .setGraph(graph)
                .build()
                .toByteArray();
    }

    private static ValueInfoProto input(int classes) {
        TensorShapeProto shape = TensorShapeProto.newBuilder()
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("N"))
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(classes))
                .build();
        return ValueInfoProto.newBuilder()
                .setName(INPUT)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(DataType.DOUBLE.getNumber())
                                .setShape(shape)))
                .build();
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("a session of ONNX Runtime cannot be closed", e);
        }
    }
}
