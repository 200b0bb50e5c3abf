package io.demur.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.demur.inputs.Features;
import io.demur.inputs.RawImages;
import io.demur.inputs.prepare.Preparation;
import io.demur.io.file.InputFile;
import io.demur.logits.InputException;
import io.demur.logits.Logits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A model in ONNX, loaded once and run as often as wanted, by several threads if need be.
 *
 * <p>It takes what {@link OnnxExport} writes, or, from elsewhere, one float input {@code (N, F)} or
 * {@code (N, C, H, W)} of any name. Its output
 * is {@code logits}, or the only one, float {@code (N, K)} or {@code (N, K, H, W)}. Whether the numbers are logits it cannot know. How rows are
 * split into runs follows from their sizes; the last digit of a logit may depend on the rows beside it.
 *
 * <p>Everything wrong with the file or the rows is an {@link InputException}. A file of {@link OnnxExport} is checked
 * against its digest before ONNX Runtime sees it; a file from elsewhere is trusted, and damage in its graph may end the
 * process.
 */
public final class OnnxModel implements AutoCloseable {
    private static final int MOST_ROWS = 1024;
    private static final int IMAGE_RANK = 4;

    private final String name;
    private final OrtSession session;
    private final ModelInfo info;
    private final ModelInfo.Port output;
    private final RunLimit limit;

    private OnnxModel(String name, OrtSession session, ModelInfo info, RunLimit limit) {
        this.name = name;
        this.limit = limit;
        this.session = session;
        this.info = info;
        InputForm.of(name, info);
        this.output = output(name, info.outputs());
    }

    /** Loads a file, to be run by one thread at a time inside. */
    public static OnnxModel open(Path file) {
        return open(file, 1);
    }

    /**
     * Loads a file.
     *
     * @param threads how many threads share one run
     * @throws InputException if it is missing, no ONNX file, cut short, of a version or with operators that ONNX Runtime
     *     does not know, or if its inputs and output are others than said above
     */
    public static OnnxModel open(Path file, int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, not " + threads);
        }
        return open(file, threads, RunLimit.NONE);
    }

    /**
     * Loads a file, to be run by one thread at a time inside, and never for long: a run that is over time ends with
     * {@link ModelTimeout} as soon as the node under way is computed. A node that never ends is beyond this.
     *
     * @param most how long a run of at most {@value #MOST_ROWS} rows may take
     * @throws InputException as {@link #open(Path, int)} does
     */
    public static OnnxModel open(Path file, Duration most) {
        return open(file, 1, RunLimit.of(most));
    }

    private static OnnxModel open(Path file, int threads, RunLimit limit) {
        ModelHead head = ModelHead.sound(file);
        OrtSession session = Ort.open(file, threads);
        try {
            ModelInfo info = new ModelInfo(
                    head.opset(),
                    Ort.ports(session.getInputInfo().values()),
                    Ort.ports(session.getOutputInfo().values()),
                    head.metadata());
            return new OnnxModel(file.toString(), session, info, limit);
        } catch (OrtException e) {
            close(session);
            throw new InputException(file.toString(), "cannot be described: " + Ort.reason(e), e);
        } catch (RuntimeException e) {
            close(session);
            throw e;
        }
    }

    private static ModelInfo.Port output(String name, List<ModelInfo.Port> outputs) {
        ModelInfo.Port output = outputs.stream()
                .filter(port -> port.name().equals(Ports.LOGITS) || outputs.size() == 1)
                .findFirst()
                .orElseThrow(() -> new InputException(
                        name,
                        "gives "
                                + InputFile.listing(outputs.stream()
                                        .map(ModelInfo.Port::name)
                                        .toList()),
                        "name one of its outputs " + Ports.LOGITS));
        boolean form = output.is("float32", 2) || output.is("float32", IMAGE_RANK);
        if (!form || output.shape().stream().skip(1).anyMatch(size -> size < 1 || size > Integer.MAX_VALUE)) {
            throw new InputException(
                    name, "gives " + output, "logits are float32 (N x K) or (N x K x H x W) with fixed sizes");
        }
        return output;
    }

    /** What the file says about itself. */
    public ModelInfo info() {
        return info;
    }

    /** Numbers per row or pixel: the classes, or 1 for the logit of the second of two classes. */
    public int outputs() {
        return Math.toIntExact(output.shape().get(1));
    }

    /** How many vectors of logits a row gets: 1, or the pixels of its output. */
    public int places() {
        return Math.toIntExact(output.shape().stream().skip(2).reduce(1L, Math::multiplyExact));
    }

    /** Sizes of what a row gets, outermost first: {@code K}, or {@code K, H, W}. */
    public List<Long> rowShape() {
        return output.shape().subList(1, output.shape().size());
    }

    private int numbersPerRow() {
        return Math.multiplyExact(outputs(), places());
    }

    /** How many classes it tells apart; at least 2. */
    public int classes() {
        return Math.max(2, outputs());
    }

    /** Logits of all rows, row after row; where each pixel has its own, {@code (K, H, W)} per row. */
    public float[] logits(Features features) {
        int width = numbersPerRow();
        float[] all = new float[Math.multiplyExact(features.rows(), width)];
        run(features, MOST_ROWS, (first, logits) -> System.arraycopy(logits, 0, all, first * width, logits.length));
        return all;
    }

    /**
     * Logits in blocks, in the order of the rows.
     *
     * @param most rows per block; there may be fewer where rows are long
     * @throws InputException if the rows are not of the form or the size that the model takes, or an identifier is
     *     outside its vocabulary
     */
    public void run(Features features, int most, Block block) {
        if (most < 1) {
            throw new IllegalArgumentException("a block has at least one row, not " + most);
        }
        Feed feed = Feed.of(name, info, features);
        run(feed, 0, features.rows(), most, block);
    }

    private void run(Feed feed, int from, int to, int most, Block block) {
        for (int first = from; first < to; ) {
            int count = feed.rowsFrom(first, Math.min(most, to - first));
            block.accept(first, run(feed, first, count));
            first += count;
        }
    }

    /**
     * These rows' logits as a source: computed anew in every pass, and closing it leaves the model open.
     *
     * @throws InputException as {@link #run} does, and if each pixel has its own logits
     */
    public Logits source(Features features) {
        if (places() > 1) {
            throw new InputException(name, "gives " + output, "a source of rows takes one vector of logits per row");
        }
        Feed feed = Feed.of(name, info, features);
        return new ModelLogits(
                name, outputs(), features.rows(), (from, to, block) -> run(feed, from, to, MOST_ROWS, block));
    }

    /**
     * The logits of every pixel of some images as a source, row by row of image after image: computed anew in every pass,
     * one image at a time. Closing it leaves the model open.
     *
     * @param preparation turns images into numbers
     */
    public Logits pixels(RawImages images, Preparation preparation) {
        return new PixelLogits(
                new PixelLogits.Size(name, classes(), outputs(), places(), images.rows()),
                image -> logits(preparation.prepare(images.select(image))));
    }

    private float[] run(Feed feed, int first, int count) {
        String rows = "rows " + first + " to " + (first + count - 1);
        try (Closing tensors = new Closing(feed.tensors(first, count));
                OrtSession.Result result = limit.run(session, tensors.byName(), output.name())) {
            if (!(result.get(0) instanceof OnnxTensor logits)) {
                throw new InputException(name, rows + ": its output is no tensor");
            }
            float[] values = logits.getFloatBuffer().array();
            if (values.length != count * numbersPerRow()) {
                throw new InputException(
                        name, rows + ": gives " + values.length + " numbers, not " + numbersPerRow() + " each");
            }
            return values;
        } catch (OrtException e) {
            throw new InputException(name, rows + " cannot be computed: " + Ort.reason(e), e);
        }
    }

    @Override
    public void close() {
        close(session);
    }

    private static void close(OrtSession session) {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("a session of ONNX Runtime cannot be closed", e);
        }
    }

    /** What takes logits. */
    @FunctionalInterface
    public interface Block {
        /**
         * Takes one block.
         *
         * @param firstRow the row of the features with which it begins
         * @param logits row after row; the taker's own
         */
        void accept(int firstRow, float[] logits);
    }

    /** The tensors of one run, closed together. */
    private record Closing(Map<String, OnnxTensor> byName) implements AutoCloseable {
        @Override
        public void close() {
            byName.values().forEach(OnnxTensor::close);
        }
    }
}
