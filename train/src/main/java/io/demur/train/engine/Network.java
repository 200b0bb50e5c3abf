package io.demur.train.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import io.demur.inputs.DenseFeatures;
import io.demur.inputs.Features;
import io.demur.network.Architecture;
import io.demur.network.Layer;
import io.demur.network.ParameterSpec;
import io.demur.network.Tensor;
import io.demur.network.Weights;
import io.demur.train.loss.Mix;
import io.demur.train.loss.Tally;
import io.demur.train.optimizer.Gradient;
import io.demur.train.optimizer.Loop;
import io.demur.train.optimizer.Parameter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A network that computes logits and gradients.
 *
 * <p>The parameters are plain arrays. Each pass hands them to PyTorch, lets it compute, and takes the gradients back; on
 * the processor it reads them where they lie. So every array of PyTorch lives in the manager of one pass and ends with
 * it, and nothing is kept between passes.
 */
final class Network implements AutoCloseable {
    private final Torch torch;
    private final NDManager manager;
    private final int outputs;
    private final int places;
    private final InputLayer inputLayer;
    private final Graph graph;
    private final List<Parameter> parameters;
    private final List<Parameter> inGraph;
    private final List<DirectFloats> memory;
    private final DirectFloats inputMemory = new DirectFloats();
    private final DirectFloats slopeMemory = new DirectFloats();

    Network(Architecture architecture, Weights weights, Torch torch, Loop loop) {
        this.torch = torch;
        this.manager = torch.manager();
        this.outputs = architecture.outputs();
        this.places = architecture.places();
        this.parameters = architecture.parameters().stream()
                .map(spec ->
                        Parameter.of(spec, weights.tensor(spec.name()).values().clone()))
                .toList();
        Layer first = architecture.layers().get(0);
        this.inputLayer = inputLayer(architecture, parameters, loop);
        boolean embedded = first.kind() == Layer.Kind.BAG || first.kind() == Layer.Kind.TOKENS;
        this.graph = new Graph(architecture
                .layers()
                .subList(embedded ? 1 : 0, architecture.layers().size()));
        this.inGraph = parameters.subList(embedded ? 1 : 0, parameters.size());
        this.memory = Stream.generate(DirectFloats::new).limit(inGraph.size()).toList();
    }

    private static InputLayer inputLayer(Architecture architecture, List<Parameter> parameters, Loop loop) {
        return switch (architecture.layers().get(0).kind()) {
            case BAG -> new BagInput(parameters.get(0), loop);
            case TOKENS -> new TokenInput(parameters.get(0), loop);
            default -> new DenseInput(row(architecture.input()));
        };
    }

    private static Shape row(io.demur.network.Shape input) {
        if (input instanceof io.demur.network.Shape.Image image) {
            return new Shape(image.channels(), image.height(), image.width());
        }
        return new Shape(((io.demur.network.Shape.Vector) input).features());
    }

    /** Those with a gradient, in the order of the architecture; their values are the network's. */
    List<Parameter> parameters() {
        return parameters.stream().filter(p -> p.spec().isTrained()).toList();
    }

    /** Logits per row. */
    int outputs() {
        return outputs;
    }

    /** Logits of a row and all its pixels. */
    int numbersPerRow() {
        return Math.multiplyExact(outputs, places);
    }

    /** The table of embeddings, if the network begins with one. */
    Optional<Parameter> table() {
        return inGraph.size() == parameters.size() ? Optional.empty() : Optional.of(parameters.get(0));
    }

    /** Makes a batch ready for {@link #gradients}. */
    InputLayer.Prepared prepare(Features batch) {
        return inputLayer.prepare(batch);
    }

    /** Whether every value is a number. */
    boolean isFinite() {
        return parameters.stream().allMatch(Parameter::isFinite);
    }

    /** Copies of the values, by name. */
    Weights weights() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (Parameter parameter : parameters) {
            ParameterSpec spec = parameter.spec();
            tensors.put(spec.name(), Tensor.of(spec.shape(), parameter.values().clone()));
        }
        return Weights.of(tensors);
    }

    /** Row after row, {@code (K, height, width)} each at every pixel; dropout does nothing. */
    float[] logits(Features batch) {
        return inferred(prepare(batch).forward(), array -> array);
    }

    /**
     * Pixel after pixel, {@code K} each.
     *
     * @param size of the images, where it is another than that of the network's input
     */
    float[] pixelLogits(Features batch, Optional<io.demur.network.Shape.Image> size) {
        GraphInput input = size.map(
                        image -> GraphInput.rows(batch.rows(), row(image), ((DenseFeatures) batch).values()))
                .orElseGet(() -> prepare(batch).forward());
        return inferred(input, Network::rowsOfLogits);
    }

    private float[] inferred(GraphInput input, UnaryOperator<NDArray> form) {
        try (NDManager pass = manager.newSubManager()) {
            NDArray start = array(pass, input);
            return read(form.apply(graph.logits(start, leaves(pass), new Graph.Pass(input, Graph.Mode.INFERENCE))));
        }
    }

    /**
     * One pass forwards and back.
     *
     * @param seed of dropout; the same seed drops the same
     */
    @SuppressWarnings("try") // the collector records while it is open; nothing needs its name
    Outcome gradients(InputLayer.Prepared batch, Optional<Mix> mix, long seed, LogitLoss loss) {
        GraphInput plain = batch.forward();
        GraphInput input = mix.map(plain::mixed).orElse(plain);
        torch.engine().setRandomSeed((int) (seed ^ (seed >>> Integer.SIZE)));
        try (NDManager pass = manager.newSubManager();
                GradientCollector collector = torch.engine().newGradientCollector()) {
            NDArray start = array(pass, input);
            start.setRequiresGradient(table().isPresent());
            List<NDArray> leaves = leaves(pass);
            for (int i = 0; i < leaves.size(); i++) {
                leaves.get(i).setRequiresGradient(inGraph.get(i).spec().isTrained());
            }
            NDArray logits = graph.logits(start, leaves, new Graph.Pass(input, Graph.Mode.TRAINING));
            Tally tally = backward(rowsOfLogits(logits), loss);
            Map<Parameter, float[]> statistics = new LinkedHashMap<>();
            List<Gradient> gradients = new ArrayList<>();
            if (table().isPresent()) {
                float[] slope = read(start.getGradient());
                float[] own = mix.map(m -> m.gradient(slope, input.width())).orElse(slope);
                batch.backward(own).ifPresent(gradients::add);
            }
            for (int i = 0; i < leaves.size(); i++) {
                Parameter parameter = inGraph.get(i);
                if (parameter.spec().isTrained()) {
                    gradients.add(Gradient.dense(parameter, read(leaves.get(i).getGradient())));
                } else {
                    statistics.put(parameter, read(leaves.get(i)));
                }
            }
            return new Outcome(tally, gradients, statistics);
        }
    }

    /**
     * What a pass gives.
     *
     * @param tally sums over the batch
     * @param gradients by all parameters, the rows of a table that it touched
     * @param statistics running statistics as they become if the pass counts
     */
    record Outcome(Tally tally, List<Gradient> gradients, Map<Parameter, float[]> statistics) {
        /** Lets the pass count: the network's running statistics are then these. */
        void keepStatistics() {
            statistics.forEach(
                    (parameter, values) -> System.arraycopy(values, 0, parameter.values(), 0, values.length));
        }
    }

    /** Logits at every pixel, pixel after pixel: losses see rows. */
    private static NDArray rowsOfLogits(NDArray logits) {
        if (logits.getShape().dimension() == 2) {
            return logits;
        }
        return logits.transpose(0, 2, 3, 1).reshape(-1, logits.getShape().get(1));
    }

    private Tally backward(NDArray logits, LogitLoss loss) {
        float[] values = read(logits);
        float[] slope = new float[values.length];
        Tally tally = loss.at(values, slope);
        NDArray gradient = slopeMemory.array(logits.getManager(), slope, logits.getShape());
        JniUtils.backward((PtNDArray) logits, (PtNDArray) gradient, false, false);
        return tally;
    }

    private NDArray array(NDManager pass, GraphInput input) {
        return inputMemory.array(pass, input.values(), input.shape());
    }

    private List<NDArray> leaves(NDManager pass) {
        List<NDArray> leaves = new ArrayList<>();
        for (int i = 0; i < inGraph.size(); i++) {
            Parameter parameter = inGraph.get(i);
            long[] sizes = parameter.spec().shape().stream()
                    .mapToLong(Integer::longValue)
                    .toArray();
            leaves.add(memory.get(i).array(pass, parameter.values(), new Shape(sizes)));
        }
        return leaves;
    }

    private static float[] read(NDArray array) {
        ByteBuffer bytes = array.toByteBuffer(true);
        float[] values = new float[Math.toIntExact(array.size())];
        bytes.asFloatBuffer().get(values);
        return values;
    }

    @Override
    public void close() {
        manager.close();
    }
}
