package io.demur.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.demur.io.json.SelectorJson;
import io.demur.io.npy.NpyWriter;
import io.demur.logits.LogitTile;
import io.demur.network.Architecture;
import io.demur.network.Layer;
import io.demur.network.Shape;
import io.demur.network.Weights;
import io.demur.onnx.GuardedModel;
import io.demur.onnx.OnnxExport;
import io.demur.select.Decider;
import io.demur.select.Selector;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The same rows decided in Java, by the command, over HTTP and in a graph; each by the selector's file. */
final class RunTimes {
    private static final int NUMBERS_PER_PART = 1 << 22;

    private final Path folder;
    private final float[] logits;
    private final int classes;

    RunTimes(Path folder, int classes, float[] logits) {
        this.folder = folder;
        this.classes = classes;
        this.logits = logits;
    }

    int rows() {
        return logits.length / classes;
    }

    /** Writes what the others read: the rows as NPY, and a model that gives them out as they came. */
    void write() throws IOException {
        NpyWriter.writeFloats(npy(), logits, rows(), classes);
        Architecture nothing = new Architecture("nothing", new Shape.Vector(classes), List.of(new Layer.Dropout(0.1)));
        OnnxExport.write(nothing, Weights.initial(nothing, 1), Map.of(), folder.resolve("nothing.onnx"));
    }

    private Path npy() {
        return folder.resolve("rows.npy");
    }

    Outcomes java(Selector selector) {
        Outcomes outcomes = new Outcomes(rows());
        LogitTile tile = new LogitTile(classes);
        Decider decider = new Decider(selector, tile);
        double[] row = new double[classes];
        for (int first = 0; first < rows(); first += tile.capacity()) {
            int count = Math.min(tile.capacity(), rows() - first);
            tile.hold(first, count);
            for (int r = 0; r < count; r++) {
                for (int k = 0; k < classes; k++) {
                    row[k] = logits[(first + r) * classes + k];
                }
                tile.putRow(r, row, 0);
            }
            decider.decide(tile, any -> 0);
            for (int r = 0; r < count; r++) {
                outcomes.put(first + r, decider.prediction(r), decider.confidence(r), decider.accepted(r));
            }
        }
        return outcomes;
    }

    Outcomes command(Path selector) throws IOException, InterruptedException {
        Path lines = folder.resolve("decisions.csv");
        Process process = new ProcessBuilder(
                        "./demur", "decide", selector.toString(), npy().toString(), "--quiet", "-o", lines.toString())
                .inheritIO()
                .start();
        if (process.waitFor() != 0) {
            throw new IOException("demur decide ended with exit code " + process.exitValue());
        }
        Outcomes outcomes = new Outcomes(rows());
        try (BufferedReader reader = Files.newBufferedReader(lines)) {
            reader.readLine();
            for (int row = 0; row < rows(); row++) {
                String[] cells = reader.readLine().split(",", -1);
                boolean accepted = cells[1].equals("1");
                outcomes.put(row, accepted ? Long.parseLong(cells[2]) : -1, Double.parseDouble(cells[4]), accepted);
            }
            if (reader.readLine() != null) {
                throw new IOException("demur decide wrote more lines than there are rows");
            }
        }
        return outcomes;
    }

    Outcomes http(int port, String selector) throws IOException, InterruptedException {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        Outcomes outcomes = new Outcomes(rows());
        int part = Math.max(1, NUMBERS_PER_PART / classes);
        for (int first = 0; first < rows(); first += part) {
            int count = Math.min(part, rows() - first);
            ByteBuffer answer = ask(
                    client, URI.create("http://127.0.0.1:" + port + "/v2/models/" + selector + "/infer"), first, count);
            for (int r = 0; r < count; r++) {
                outcomes.put(
                        first + r,
                        answer.getLong(8 * r),
                        answer.getDouble(8 * (count + r)),
                        answer.get(16 * count + r) == 1);
            }
        }
        return outcomes;
    }

    private ByteBuffer ask(HttpClient client, URI address, int first, int count)
            throws IOException, InterruptedException {
        int size = 4 * count * classes;
        byte[] head = ("{\"inputs\":[{\"name\":\"logits\",\"shape\":[" + count + "," + classes
                        + "],\"datatype\":\"FP32\",\"parameters\":{\"binary_data_size\":" + size
                        + "}}],\"parameters\":{\"binary_data_output\":true}}")
                .getBytes(StandardCharsets.US_ASCII);
        ByteBuffer body = ByteBuffer.allocate(head.length + size).order(ByteOrder.LITTLE_ENDIAN);
        body.put(head);
        body.asFloatBuffer().put(logits, first * classes, count * classes);
        String header = "Inference-Header-Content-Length";
        HttpResponse<byte[]> response = client.send(
                HttpRequest.newBuilder(address)
                        .header(header, Integer.toString(head.length))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body.array()))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new IOException(new String(response.body(), StandardCharsets.UTF_8));
        }
        int from = Integer.parseInt(response.headers().firstValue(header).orElseThrow());
        return ByteBuffer.wrap(response.body(), from, response.body().length - from)
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    Outcomes graph(Path selector) throws OrtException {
        Path guarded = folder.resolve("guarded.onnx");
        GuardedModel.attach(SelectorJson.read(selector), folder.resolve("nothing.onnx"), Optional.empty(), guarded);
        Outcomes outcomes = new Outcomes(rows());
        int part = Math.max(1, NUMBERS_PER_PART / classes);
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(guarded.toString())) {
            for (int first = 0; first < rows(); first += part) {
                int count = Math.min(part, rows() - first);
                FloatBuffer numbers = FloatBuffer.wrap(logits, first * classes, count * classes);
                try (OnnxTensor tensor = OnnxTensor.createTensor(environment, numbers, new long[] {count, classes});
                        OrtSession.Result result = session.run(Map.of("features", tensor))) {
                    long[] predictions =
                            (long[]) result.get("prediction").orElseThrow().getValue();
                    double[] confidences =
                            (double[]) result.get("confidence").orElseThrow().getValue();
                    boolean[] accepts =
                            (boolean[]) result.get("accept").orElseThrow().getValue();
                    for (int r = 0; r < count; r++) {
                        outcomes.put(first + r, predictions[r], confidences[r], accepts[r]);
                    }
                }
            }
        }
        return outcomes;
    }
}
