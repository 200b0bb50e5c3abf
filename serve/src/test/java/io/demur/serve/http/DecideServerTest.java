package io.demur.serve.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.demur.io.json.Json;
import io.demur.io.json.SelectorJson;
import io.demur.logits.InputException;
import io.demur.select.GoldenRow;
import io.demur.select.Selector;
import io.demur.serve.Example;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecideServerTest {
    private static final int CLASSES = 5;
    private static final String HEADER = "Inference-Header-Content-Length";

    @TempDir
    static Path folder;

    private static Selector selector;
    private static DecideServer server;
    private static int port;

    @BeforeAll
    static void start() {
        Path file = Example.selector(folder.resolve("s.json"), "intents", CLASSES, 0);
        selector = SelectorJson.read(file);
        server = DecideServer.start(Settings.local(file));
        port = server.port();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String json(double... row) {
        return Arrays.stream(row).mapToObj(Double::toString).collect(Collectors.joining(",", "[", "]"));
    }

    /** Every error is one line of JSON and tells nothing of the inside. */
    private static void assertRefused(HttpResponse<String> response, int status, String words) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(Json.read("answer", response.body()).get("error").textValue())
                .contains(words);
        assertThat(response.body().strip().lines()).hasSize(1);
        assertThat(response.body()).doesNotContain("\tat ", "io.demur", "Exception", "java.");
        assertThat(response.headers().firstValue("Server")).isEmpty();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    @DisplayName("the decision over HTTP is the decision in Java, digit for digit, in all three forms")
    void sameDecision(long seed) throws Exception {
        Random random = new Random(seed);
        int rows = 300;
        double[][] logits = new double[rows][];
        ByteBuffer floats = ByteBuffer.allocate(4 * rows * CLASSES).order(ByteOrder.LITTLE_ENDIAN);
        for (int r = 0; r < rows; r++) {
            logits[r] = Example.row(random, CLASSES);
            Arrays.stream(logits[r]).forEach(v -> floats.putFloat((float) v));
        }
        String all = Arrays.stream(logits).map(DecideServerTest::json).collect(Collectors.joining(",", "[", "]"));
        JsonNode decided = Json.read(
                "answer",
                Example.post(port, "/decide", "{\"logits\":" + all + "}").body());
        String tensor = "{\"name\":\"logits\",\"shape\":[" + rows + "," + CLASSES + "],\"datatype\":\"FP32\"";
        JsonNode inferred = Json.read(
                "answer",
                Example.post(port, "/v2/models/intents/infer", "{\"inputs\":[" + tensor + ",\"data\":" + all + "}]}")
                        .body());
        String head = "{\"inputs\":[" + tensor + ",\"parameters\":{\"binary_data_size\":" + floats.capacity()
                + "}}],\"parameters\":{\"binary_data_output\":true}}";
        ByteBuffer binary = binary(head, floats.array());
        for (int r = 0; r < rows; r++) {
            GoldenRow expected = selector.golden(logits[r], "*");
            JsonNode one = decided.get("decisions").get(r);
            assertThat(one.get("accepted").booleanValue()).isEqualTo(expected.accepted());
            assertThat(one.get("confidence").doubleValue()).isEqualTo(expected.confidence());
            assertThat(one.has("prediction")).isEqualTo(expected.accepted());
            assertThat(one.has("reason")).isEqualTo(!expected.accepted());
            assertThat(data(inferred, 0, r).intValue()).isEqualTo(expected.prediction());
            assertThat(data(inferred, 1, r).doubleValue()).isEqualTo(expected.confidence());
            assertThat(data(inferred, 2, r).booleanValue()).isEqualTo(expected.accepted());
            assertThat(binary.getLong(8 * r)).isEqualTo(expected.prediction());
            assertThat(binary.getDouble(8 * (rows + r))).isEqualTo(expected.confidence());
            assertThat(binary.get(16 * rows + r)).isEqualTo((byte) (expected.accepted() ? 1 : 0));
        }
    }

    private static JsonNode data(JsonNode answer, int output, int row) {
        return answer.get("outputs").get(output).get("data").get(row);
    }

    /** The tail of the answer to a binary request. */
    private static ByteBuffer binary(String head, byte[] tail) throws Exception {
        byte[] json = head.getBytes(StandardCharsets.UTF_8);
        byte[] body = Arrays.copyOf(json, json.length + tail.length);
        System.arraycopy(tail, 0, body, json.length, tail.length);
        HttpResponse<byte[]> response =
                Example.postBytes(port, "/v2/models/intents/infer", body, HEADER, Integer.toString(json.length));
        assertThat(response.statusCode())
                .as(new String(response.body(), StandardCharsets.UTF_8))
                .isEqualTo(200);
        int from = Integer.parseInt(response.headers().firstValue(HEADER).orElseThrow());
        byte[] answer = response.body();
        assertThat(Json.read("head", new String(answer, 0, from, StandardCharsets.UTF_8))
                        .get("model_name")
                        .textValue())
                .isEqualTo("intents");
        return ByteBuffer.wrap(Arrays.copyOfRange(answer, from, answer.length)).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Test
    @DisplayName("a recorded request of a KServe client, parameters and all, works unchanged")
    void recordedRequest() throws Exception {
        String recorded = "{\"id\":\"2ba0fe1e-6a8f-4d4e-a7d5-0b5b2f6f1f4b\",\"parameters\":{\"content_type\":\"np\"},"
                + "\"inputs\":[{\"name\":\"logits\",\"shape\":[1,5],\"datatype\":\"FP32\","
                + "\"parameters\":{\"content_type\":\"np\"},\"data\":[4.0,0.0,0.0,-1.0,0.5]}],"
                + "\"outputs\":[{\"name\":\"accept\",\"parameters\":{\"binary_data\":false}},{\"name\":\"prediction\"}]}";
        JsonNode answer = Json.read(
                "answer",
                Example.post(port, "/v2/models/intents/infer", recorded).body());
        assertThat(answer.get("id").textValue()).startsWith("2ba0fe1e");
        assertThat(answer.get("outputs")).hasSize(2);
        assertThat(data(answer, 0, 0).booleanValue()).isTrue();
        assertThat(data(answer, 1, 0).intValue()).isZero();
    }

    @Test
    void saysWhatItIs() throws Exception {
        assertThat(Example.get(port, "/v2/health/live").statusCode()).isEqualTo(200);
        assertThat(Example.get(port, "/v2/health/ready").body()).contains("true");
        assertThat(Example.get(port, "/v2").body()).contains("binary_tensor_data");
        JsonNode model =
                Json.read("answer", Example.get(port, "/v2/models/intents").body());
        assertThat(model.get("inputs").get(0).get("shape").get(1).intValue()).isEqualTo(CLASSES);
        String version = model.get("versions").get(0).textValue();
        assertThat(Example.get(port, "/v2/models/intents/versions/" + version).statusCode())
                .isEqualTo(200);
        Example.post(port, "/decide", "{\"logits\":[9,0,0,0,0]}");
        assertThat(Example.get(port, "/metrics").body())
                .contains("demur_decisions_total{outcome=\"accepted\"", "demur_http_requests_seconds_bucket")
                .contains("demur_risk_wealth{");
        JsonNode open = Json.read("openapi", Example.get(port, "/openapi.json").body());
        for (String path : new String[] {"/decide", "/labels", "/audit", "/v2/models/{model}/infer", "/metrics"}) {
            assertThat(open.get("paths").has(path)).as(path).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"logits\":[1,2,NaN,0,0]} | NaN",
                "{\"logits\":[1,2,1e999,0,0]} | beyond the doubles",
                "{\"logits\":[1,2,3]} | 3 numbers per row",
                "{\"logits\":[[1,2,3,4,5],[1,2]]} | row 1 has 2 numbers",
                "{\"logits\":[[1,2,3,4,5],1]} | mixed",
                "{\"logits\":[1,[2]]} | mixed",
                "{\"logits\":[]} | no rows",
                "{\"logits\":[1,2,\"3\",4,5]} | a number is expected",
                "{\"logits\":[1,2,3,4,5],\"logits\":[1]} | Duplicate",
                "{\"logits\":[1,2,3,4,5],\"logit\":1} | is not known",
                "{\"logits\":[1,2,3,4,5]} x | body",
                "{\"logits\":[1,2,3,4,5] | body",
                "{\"features\":[1,2,3]} | no model",
                "{\"logits\":[1,2,3,4,5],\"groups\":[\"a\"]} | groups",
                "[] | an object",
                "`` | an object",
            })
    void refusesBadBodies(String body, String words) throws Exception {
        assertRefused(Example.post(port, "/decide", body.strip()), 400, words.strip());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[1,5]|INT64|[1,2,3,4,5]|datatype INT64",
                "[1,4]|FP32|[1,2,3,4,5]|needs 4",
                "[2,5]|FP32|[1,2,3,4,5]|needs 10",
                "[-1,5]|FP32|[1,2,3,4,5]|negative",
                "[1,1,5]|FP32|[1,2,3,4,5]|not (N, K)",
                "[0,5]|FP32|[]|not (N, K)",
                "[65536,65536]|FP32|[]|too large",
                "[1,3]|FP32|[1,2,3]|5 classes",
            })
    void refusesBadTensors(String shape, String type, String data, String words) throws Exception {
        String body = "{\"inputs\":[{\"name\":\"logits\",\"shape\":" + shape + ",\"datatype\":\"" + type
                + "\",\"data\":" + data + "}]}";
        assertRefused(Example.post(port, "/v2/models/intents/infer", body), 400, words);
    }

    @Test
    void refusesLiesAboutBytes() throws Exception {
        String body = "{\"inputs\":[{\"name\":\"logits\",\"shape\":[1,5],\"datatype\":\"FP32\","
                + "\"parameters\":{\"binary_data_size\":20}}]}";
        String path = "/v2/models/intents/infer";
        assertRefused(Example.post(port, path, body), 400, "beyond the end");
        assertRefused(Example.post(port, path, body, HEADER, "999999"), 400, HEADER);
        assertRefused(Example.post(port, path, body, HEADER, "-1"), 400, HEADER);
        assertRefused(Example.post(port, path, body, HEADER, "many"), 400, "no number");
        assertRefused(Example.post(port, path, body.replace("20", "2000000000")), 400, "beyond the end");
        assertRefused(Example.post(port, path, body + "xxxxxxxxxxxx", HEADER, "" + body.length()), 400, "beyond");
        String none = "{\"inputs\":[{\"name\":\"other\",\"shape\":[1],\"datatype\":\"FP32\",\"data\":[1]}]}";
        assertRefused(Example.post(port, path, none), 400, "other");
        String output = "{\"inputs\":[],\"outputs\":[{\"name\":\"secret\"}]}";
        assertRefused(Example.post(port, path, output), 400, "secret");
    }

    @Test
    @DisplayName("a NaN that arrives in binary is not answered, and its confidence is none")
    void notFinite() throws Exception {
        ByteBuffer floats = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN);
        for (float v : new float[] {1, 2, Float.NaN, 4, 5}) {
            floats.putFloat(v);
        }
        String head = "{\"inputs\":[{\"name\":\"logits\",\"shape\":[1,5],\"datatype\":\"FP32\","
                + "\"parameters\":{\"binary_data_size\":20}}],\"parameters\":{\"binary_data_output\":true}}";
        ByteBuffer answer = binary(head, floats.array());
        assertThat(answer.getDouble(8)).isNaN();
        assertThat(answer.get(16)).isZero();
    }

    @Test
    void refusesUnknownNames() throws Exception {
        assertRefused(Example.get(port, "/v2/models/none"), 404, "there is no none");
        assertRefused(Example.get(port, "/v2/models/intents/versions/0"), 404, "of version 0");
        assertRefused(Example.post(port, "/v2/models/none/infer", "{}"), 404, "none");
        assertRefused(Example.get(port, "/nothing/here"), 404, "nothing");
        assertRefused(Example.get(port, "/decide"), 405, "another method");
        assertRefused(
                Example.post(port, "/decide", "{\"selector\":\"x\",\"logits\":[1,2,3,4,5]}"), 404, "there is no x");
    }

    @Test
    @DisplayName("deep JSON, endless numbers and names end at their limits")
    void deepAndLong() throws Exception {
        assertRefused(Example.post(port, "/decide", "{\"logits\":" + "[".repeat(100_000)), 400, "body");
        assertRefused(
                Example.post(port, "/v2/models/intents/infer", "{\"inputs\":" + "[{\"a\":".repeat(50_000)),
                400,
                "body");
        assertRefused(Example.post(port, "/decide", "{\"logits\":[" + "1".repeat(100_000) + "]}"), 400, "body");
        assertRefused(Example.post(port, "/decide", "{\"" + "a".repeat(100_000) + "\":1}"), 400, "body");
        assertRefused(
                Example.post(port, "/decide", "{\"id\":\"" + "a".repeat(200) + "\",\"logits\":[1,2,3,4,5]}"),
                400,
                "id");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v2/models/../../../etc/passwd",
                "/v2/models/..%2f..%2fetc%2fpasswd",
                "/v2/models/%2e%2e/%2e%2e/secret",
                "/..;/page.html",
                "/%00",
                "/v2/models/a%0d%0aSet-Cookie:x=1",
                "//etc/passwd",
            })
    void noPathLeadsOutside(String path) throws Exception {
        String answer = Example.raw(port, "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 4").contains("{\"error\":").doesNotContain("root:", "Set-Cookie:x\r");
        assertThat(answer.lines().filter(line -> line.startsWith("Set-Cookie"))).isEmpty();
    }

    @Test
    @DisplayName("an identifier cannot write headers or break the answer")
    void headerInjection() throws Exception {
        assertRefused(
                Example.post(port, "/decide", "{\"id\":\"a\\r\\nSet-Cookie: x=1\",\"logits\":[1,2,3,4,5]}"), 400, "id");
        HttpResponse<String> quoted =
                Example.post(port, "/decide", "{\"id\":\"a\\\"},<script>\",\"logits\":[1,2,3,4,5]}");
        assertThat(Json.read("answer", quoted.body()).get("id").textValue()).isEqualTo("a\"},<script>");
        String bad = Example.raw(port, "GET / HTTP/1.1\r\nHost: localhost\r\nBad Header\u0001: x\r\n\r\n");
        assertThat(bad).startsWith("HTTP/1.1 400").doesNotContain("Jetty", "<html>", "\tat ");
    }

    @Test
    @DisplayName("another site cannot use a browser to reload or to label: neither by a form nor by a name of its own")
    void otherSites() throws Exception {
        HttpResponse<byte[]> form = Example.postBytes(port, "/reload", new byte[0], "Content-Type", "text/plain");
        assertThat(form.statusCode()).isEqualTo(415);
        String rebound = Example.raw(port, "GET /status HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
        assertThat(rebound).startsWith("HTTP/1.1 403");
    }

    @Test
    @DisplayName("a body of 2 GB is refused before it is sent, announced or in chunks")
    void hugeBodies() throws Exception {
        String announced = Example.raw(
                port, "POST /decide HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2147483648\r\n\r\n{\"logits\":[1");
        assertThat(announced).startsWith("HTTP/1.1 413").contains("{\"error\":");
        DecideServer small = DecideServer.start(Settings.local(folder.resolve("s.json"))
                .with(new Limits(
                        1_000, Limits.USUAL.patience(), 8, 100, Limits.USUAL.drain(), Limits.USUAL.computing())));
        try (small) {
            String chunk = "3e8\r\n" + " ".repeat(1_000) + "\r\n";
            String chunked = Example.raw(
                    small.port(),
                    "POST /decide HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk + chunk);
            assertThat(chunked).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    @DisplayName("a sender that stops halfway is let go after the patience; others are answered meanwhile")
    void slowSenders() throws Exception {
        Limits hasty = new Limits(
                1 << 20, java.time.Duration.ofMillis(700), 8, 1_000, Limits.USUAL.drain(), Limits.USUAL.computing());
        try (DecideServer impatient =
                DecideServer.start(Settings.local(folder.resolve("s.json")).with(hasty))) {
            java.util.List<java.net.Socket> slow = new java.util.ArrayList<>();
            for (int i = 0; i < 100; i++) {
                java.net.Socket socket = Example.socket(impatient.port());
                socket.getOutputStream()
                        .write("POST /decide HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{"
                                .getBytes(StandardCharsets.US_ASCII));
                slow.add(socket);
            }
            long start = System.nanoTime();
            assertThat(Example.post(impatient.port(), "/decide", "{\"logits\":[1,2,3,4,5]}")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(System.nanoTime() - start).isLessThan(2_000_000_000L);
            for (java.net.Socket socket : slow) {
                socket.setSoTimeout(10_000);
                String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
                assertThat(answer).doesNotContain("HTTP/1.1 200", "\tat ");
                socket.close();
            }
        }
    }

    @Test
    void aPortThatIsTakenAndAFileThatIsNoneAreOneLine() throws Exception {
        Settings taken = new Settings(
                Settings.local(folder.resolve("s.json")).files(),
                Settings.LOOPBACK,
                port,
                Limits.USUAL,
                Security.LOCAL,
                io.demur.serve.watch.WatchSettings.USUAL);
        assertThatThrownBy(() -> DecideServer.start(taken))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("cannot be listened on");
        Path none = Files.writeString(folder.resolve("none.json"), "{}");
        assertThatThrownBy(() -> DecideServer.start(Settings.local(none)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("is no selector");
    }
}
