package io.demur.serve;

import io.demur.guarantee.CertificateTerms;
import io.demur.guarantee.Certified;
import io.demur.guarantee.Confidence;
import io.demur.guarantee.FixedSequence;
import io.demur.guarantee.MaxRisk;
import io.demur.guarantee.RiskTest;
import io.demur.io.json.SelectorJson;
import io.demur.math.Interval;
import io.demur.score.Score;
import io.demur.select.DataIdentity;
import io.demur.select.ModelIdentity;
import io.demur.select.Selector;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;

/** Selectors, rows and requests for the tests. */
public final class Example {
    public static final double RISK = 0.02;

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Example() {}

    /** A selector by the maximum softmax probability with a threshold, as fit would write it. */
    public static Path selector(Path file, String name, int classes, double threshold) {
        CertificateTerms terms = new CertificateTerms(
                MaxRisk.of(RISK),
                Confidence.of(0.95).delta(),
                FixedSequence.DEFAULT,
                RiskTest.EXACT_BINOMIAL,
                1_000,
                1_000,
                10);
        Certified certified = new Certified(
                terms,
                threshold,
                800,
                3,
                new Interval(0.45, 0.999),
                0.01,
                0.019,
                1,
                5,
                OptionalDouble.of(0.015),
                Optional.empty());
        Selector bare = Selector.of(
                name,
                Score.parse("msp"),
                certified,
                new ModelIdentity("example", classes, "float32"),
                new DataIdentity("sha256:0", "sha256:1", Optional.empty()));
        double[] golden = row(new Random(1), classes);
        SelectorJson.write(file, bare.withGoldenRows(List.of(bare.golden(golden, "*"))));
        return file;
    }

    /** Logits that are exact in single precision. */
    public static double[] row(Random random, int classes) {
        double[] row = new double[classes];
        for (int k = 0; k < classes; k++) {
            row[k] = (float) random.nextGaussian();
        }
        int largest = random.nextInt(classes);
        row[largest] = (float) (row[largest] + random.nextInt(4));
        return row;
    }

    public static HttpResponse<String> post(int port, String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(port, path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    public static HttpResponse<byte[]> postBytes(int port, String path, byte[] body, String... headers)
            throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri(port, path)).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    public static HttpResponse<String> get(int port, String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(port, path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static URI uri(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** A connection to a server of this machine. */
    public static Socket socket(int port) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), port);
    }

    /** Sends bytes as they are and returns all that comes back until the other side closes. */
    public static String raw(int port, String request) throws IOException {
        try (Socket socket = socket(port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
