package io.demur.serve.http;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.nio.file.Files;
import java.nio.file.Path;

/** A model that copies its logits as often as the first feature of the first row says: for ever, if that is large. */
final class SlowModel {
    /** A row that takes hours. */
    static final String ENDLESS = "{\"features\":[1e15,0,0,0]}";
    /** A row that takes no time. */
    static final String QUICK = "{\"features\":[0,1,2,3]}";

    private SlowModel() {}

    /** Made of a model of four features that was exported. */
    static Path write(Path plain, Path file) throws Exception {
        ModelProto.Builder model = ModelProto.parseFrom(Files.readAllBytes(plain)).toBuilder()
                .clearMetadataProps()
                .setProducerName("someone");
        GraphProto.Builder graph = model.getGraphBuilder();
        graph.addInitializer(number("places", 0).addDims(2).addInt64Data(0))
                .addNode(node("GatherND", "times").addInput("features").addInput("places"))
                .addNode(node("Cast", "whole")
                        .addInput("times")
                        .addAttribute(AttributeProto.newBuilder()
                                .setName("to")
                                .setI(TensorProto.DataType.INT64.getNumber())
                                .setType(AttributeProto.AttributeType.INT)))
                .addInitializer(TensorProto.newBuilder()
                        .setName("on")
                        .setDataType(TensorProto.DataType.BOOL.getNumber())
                        .addInt32Data(1))
                .addNode(node("Loop", "chosen")
                        .addInput("whole")
                        .addInput("on")
                        .addInput("logits")
                        .addAttribute(AttributeProto.newBuilder()
                                .setName("body")
                                .setG(body())
                                .setType(AttributeProto.AttributeType.GRAPH)))
                .setOutput(0, graph.getOutput(0).toBuilder().setName("chosen"));
        return Files.write(file, model.build().toByteArray());
    }

    private static GraphProto body() {
        return GraphProto.newBuilder()
                .setName("again")
                .addInput(scalar("turn", TensorProto.DataType.INT64))
                .addInput(scalar("go", TensorProto.DataType.BOOL))
                .addInput(rows("before"))
                .addNode(node("Identity", "goOn").addInput("go"))
                .addNode(node("Identity", "after").addInput("before"))
                .addOutput(scalar("goOn", TensorProto.DataType.BOOL))
                .addOutput(rows("after"))
                .build();
    }

    private static ValueInfoProto scalar(String name, TensorProto.DataType type) {
        return value(name, type, TensorShapeProto.newBuilder());
    }

    private static ValueInfoProto rows(String name) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        shape.addDimBuilder().setDimParam("n");
        shape.addDimBuilder().setDimValue(3);
        return value(name, TensorProto.DataType.FLOAT, shape);
    }

    private static ValueInfoProto value(String name, TensorProto.DataType type, TensorShapeProto.Builder shape) {
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(type.getNumber())
                                .setShape(shape)))
                .build();
    }

    private static NodeProto.Builder node(String type, String output) {
        return NodeProto.newBuilder().setOpType(type).setName(output).addOutput(output);
    }

    private static TensorProto.Builder number(String name, long value) {
        return TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.INT64.getNumber())
                .addInt64Data(value);
    }
}
