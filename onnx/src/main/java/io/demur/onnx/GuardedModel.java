package io.demur.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.InvalidProtocolBufferException;
import io.demur.io.file.AtomicFile;
import io.demur.io.file.InputFile;
import io.demur.io.file.ModelFile;
import io.demur.io.json.Json;
import io.demur.io.json.SelectorJson;
import io.demur.logits.InputException;
import io.demur.select.Grouping;
import io.demur.select.Selector;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A selector as a part of a model's graph.
 *
 * <p>The guarded model has, beside its own outputs, {@code prediction} (int64), {@code confidence} (float64) and
 * {@code accept} (bool), of shape {@code (N)} or, where the logits are {@code (N, K, H, W)}, {@code (N, H, W)}. They are
 * computed in double precision from the tensor that holds the logits. A row with a logit that is not finite has the
 * confidence NaN and is not accepted. Where the selector has one rule per group there is a further input of texts,
 * {@code group}, one per row; a group that it does not know is not accepted. Names that the graph has already get
 * {@code demur_} in front. Nodes, versions and weights of the model stay as they are; weights outside the file stay
 * there.
 *
 * <p>Decisions are those of {@link Selector} wherever the confidence is further than {@value #BAND} max(1, |t|) from its
 * threshold t: the exponential of a run time may round otherwise than Java's. The golden rows of the selector are
 * decided by ONNX Runtime before a file is written.
 */
public final class GuardedModel {
    /** How near to the threshold, relative to max(1, |t|), two run times may differ. */
    public static final double BAND = 1e-9;

    private static final int LEAST_OPSET = 9;
    private static final String LEARNING = "ai.onnx.ml";
    private static final int LEARNING_VERSION = 2;
    private static final List<String> PROBABILITIES = List.of("Softmax", "Sigmoid");

    private GuardedModel() {}

    /**
     * Attaches a selector.
     *
     * @param selector what is to decide
     * @param model the file of the model
     * @param output the tensor that holds the logits, an output or any other; otherwise the one that the selector names,
     *     the one called {@code logits}, or the only output
     * @param target the file to write, as a whole or not at all; beside the model if that keeps weights outside its file
     * @return what the tensors are called
     * @throws InputException if the model cannot be read or run, is not the one the selector was fitted for, has another
     *     number of classes or a selector already, if no tensor can be found, if it holds probabilities, or if a golden row would be decided differently or lies so
     *     near to the threshold that it could be
     */
    public static GuardPorts attach(Selector selector, Path model, Optional<String> output, Path target) {
        ModelHead head = ModelHead.sound(model);
        if (head.metadata().containsKey(ModelKeys.SELECTOR)) {
            throw new InputException(model.toString(), "has a selector already", "take it off with demur detach first");
        }
        if (head.opset() < LEAST_OPSET) {
            throw new InputException(
                    model.toString(),
                    "has operator set " + head.opset() + ", a selector needs " + LEAST_OPSET + " or later",
                    "convert the model to a newer operator set");
        }
        String digest = ModelDigest.require(selector, model);
        ModelProto whole = parse(model);
        requireWeights(model, whole.getGraph(), target);
        String name = new LogitsSearch(model.toString(), whole.getGraph())
                .find(output, selector.model().output());
        LogitTensor logits = LogitTensor.of(
                model.toString(), port(model, whole, name), selector.model().classes());
        GuardPorts ports = GuardPorts.free(name, names(whole.getGraph()));
        GuardCheck.goldenRows(selector, head.opset());
        ModelProto guarded = guard(whole, selector, ports, logits);
        String guard = Json.canonical(description(ports, model).put(ModelDigest.FIELD, digest));
        write(
                guarded.toBuilder()
                        .addMetadataProps(entry(ModelKeys.GUARD, guard))
                        .build(),
                model,
                target);
        return ports;
    }

    /**
     * Takes the selector off again.
     *
     * @throws InputException if there is none
     */
    public static void detach(Path guarded, Path target) {
        ModelHead head = ModelHead.sound(guarded);
        GuardPorts ports = GuardReading.ports(guarded.toString(), head);
        ModelProto whole = parse(guarded);
        requireWeights(guarded, whole.getGraph(), target);
        Set<String> added = Set.of(ports.prediction(), ports.confidence(), ports.accept());
        GraphProto.Builder graph = whole.getGraph().toBuilder();
        keep(graph.getNodeList(), node -> !isOurs(node), graph::clearNode, graph::addAllNode);
        keep(
                graph.getInitializerList(),
                tensor -> !tensor.getName().startsWith(NodeList.PREFIX),
                graph::clearInitializer,
                graph::addAllInitializer);
        keep(graph.getOutputList(), value -> !added.contains(value.getName()), graph::clearOutput, graph::addAllOutput);
        if (GuardReading.selector(guarded.toString(), head).grouping() == Grouping.COLUMN) {
            keep(
                    graph.getInputList(),
                    value -> !value.getName().equals(ports.group()),
                    graph::clearInput,
                    graph::addAllInput);
        }
        ModelProto.Builder plain = whole.toBuilder().setGraph(graph);
        keep(
                plain.getMetadataPropsList(),
                entry -> !entry.getKey().equals(ModelKeys.SELECTOR)
                        && !entry.getKey().equals(ModelKeys.GUARD),
                plain::clearMetadataProps,
                plain::addAllMetadataProps);
        write(plain.build(), guarded, target);
    }

    private static <T> void keep(List<T> all, Predicate<T> wanted, Runnable clear, Consumer<List<T>> add) {
        List<T> kept = all.stream().filter(wanted).toList();
        clear.run();
        add.accept(kept);
    }

    private static boolean isOurs(NodeProto node) {
        return node.getName().startsWith(NodeList.PREFIX);
    }

    private static ModelProto parse(Path model) {
        try (InputStream stream = Files.newInputStream(model)) {
            return ModelProto.parseFrom(stream);
        } catch (InvalidProtocolBufferException e) {
            throw new InputException(model.toString(), "is no ONNX file, or was cut short", e);
        } catch (IOException e) {
            throw InputFile.failure(model.toString(), "cannot be read", e);
        }
    }

    private static void requireWeights(Path model, GraphProto graph, Path target) {
        boolean outside = graph.getInitializerList().stream()
                .anyMatch(tensor -> tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL);
        if (outside && !folder(model).equals(folder(target))) {
            throw new InputException(
                    target.toString(),
                    model + " keeps its weights in files of its folder",
                    "write the new model into " + folder(model));
        }
    }

    private static Path folder(Path file) {
        Path parent = file.toAbsolutePath().normalize().getParent();
        return parent == null ? file.toAbsolutePath().getRoot() : parent;
    }

    /** Type and shape of a tensor, as ONNX Runtime finds them out. */
    private static ModelInfo.Port port(Path model, ModelProto whole, String name) {
        ModelProto probe = whole;
        if (whole.getGraph().getOutputList().stream()
                .noneMatch(value -> value.getName().equals(name))) {
            probe = whole.toBuilder()
                    .setGraph(whole.getGraph().toBuilder()
                            .addOutput(ValueInfoProto.newBuilder().setName(name)))
                    .build();
        }
        return Ort.outputs(model.toString(), probe.toByteArray(), folder(model)).stream()
                .filter(port -> port.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Set<String> names(GraphProto graph) {
        Set<String> names = new HashSet<>();
        graph.getNodeList().forEach(node -> names.addAll(node.getOutputList()));
        graph.getInputList().forEach(value -> names.add(value.getName()));
        graph.getInitializerList().forEach(tensor -> names.add(tensor.getName()));
        return names;
    }

    private static ModelProto guard(ModelProto whole, Selector selector, GuardPorts ports, LogitTensor logits) {
        GraphProto.Builder graph = whole.getGraph().toBuilder();
        new GuardNodes(selector, ports).addTo(graph, logits, opset(whole));
        ModelProto.Builder guarded = whole.toBuilder().setGraph(graph);
        boolean learns = whole.getOpsetImportList().stream()
                .anyMatch(set -> set.getDomain().equals(LEARNING));
        if (selector.grouping() == Grouping.COLUMN && !learns) {
            guarded.addOpsetImport(
                    OperatorSetIdProto.newBuilder().setDomain(LEARNING).setVersion(LEARNING_VERSION));
        }
        return guarded.addMetadataProps(entry(ModelKeys.SELECTOR, Json.canonical(SelectorJson.of(selector))))
                .build();
    }

    private static long opset(ModelProto model) {
        return model.getOpsetImportList().stream()
                .filter(ModelHead::isStandard)
                .mapToLong(OperatorSetIdProto::getVersion)
                .findFirst()
                .orElse(0);
    }

    private static ObjectNode description(GuardPorts ports, Path model) {
        String weights = ModelFile.weightsDigest(model);
        return weights.isEmpty() ? ports.json() : ports.json().put(ModelDigest.WEIGHTS, weights);
    }

    private static StringStringEntryProto entry(String key, String value) {
        return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
    }

    private static void write(ModelProto model, Path source, Path target) {
        ModelProto.Builder unsealed = model.toBuilder();
        keep(
                unsealed.getMetadataPropsList(),
                entry -> !entry.getKey().equals(ModelKeys.DIGEST),
                unsealed::clearMetadataProps,
                unsealed::addAllMetadataProps);
        boolean ours = unsealed.getMetadataPropsList().stream()
                .anyMatch(entry -> entry.getKey().startsWith(ModelKeys.PRODUCER));
        byte[] plain = unsealed.build().toByteArray();
        byte[] bytes = ours ? ModelSeal.seal(plain) : plain;
        Ort.outputs(target.toString(), bytes, folder(source));
        AtomicFile.write(target, stream -> stream.write(bytes));
    }

    /** Which tensor holds the logits. */
    private record LogitsSearch(String model, GraphProto graph) {
        String find(Optional<String> named, Optional<String> known) {
            List<String> outputs =
                    graph.getOutputList().stream().map(ValueInfoProto::getName).toList();
            String name = named.or(() -> known.filter(outputs::contains))
                    .or(() -> outputs.stream().filter(Ports.LOGITS::equals).findFirst())
                    .or(() -> outputs.size() == 1 ? Optional.of(outputs.get(0)) : Optional.empty())
                    .orElseThrow(() -> new InputException(
                            model, "gives " + InputFile.listing(outputs), "say which are the logits with --output"));
            Optional<NodeProto> maker = graph.getNodeList().stream()
                    .filter(node -> node.getOutputList().contains(name))
                    .findFirst();
            if (maker.isEmpty() && !outputs.contains(name)) {
                throw new InputException(
                        model, "has no tensor '" + name + "'", "its outputs are " + InputFile.listing(outputs));
            }
            maker.filter(node -> PROBABILITIES.contains(node.getOpType())).ifPresent(node -> {
                throw new InputException(
                        model,
                        "'" + name + "' holds probabilities, the outcome of a " + node.getOpType(),
                        "take the logits before it: --output " + node.getInput(0));
            });
            return name;
        }
    }
}
