package io.demur.serve.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.demur.inputs.MissingValues;
import io.demur.inputs.RawRows;
import io.demur.inputs.RawTable;
import io.demur.inputs.RawTexts;
import io.demur.inputs.prepare.ColumnEncoding;
import io.demur.inputs.prepare.Letters;
import io.demur.inputs.prepare.NgramPreparation;
import io.demur.inputs.prepare.Orders;
import io.demur.inputs.prepare.Preparation;
import io.demur.inputs.prepare.PreparationJson;
import io.demur.inputs.prepare.TablePreparation;
import io.demur.io.json.Json;
import io.demur.io.json.SelectorJson;
import io.demur.network.Architecture;
import io.demur.network.Architectures;
import io.demur.network.Weights;
import io.demur.onnx.GuardedModel;
import io.demur.onnx.ModelKeys;
import io.demur.onnx.OnnxExport;
import io.demur.onnx.OnnxModel;
import io.demur.select.Selector;
import io.demur.serve.Example;
import io.demur.serve.client.DecideClient;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models whose inputs are texts or tables: the preparation stored in the model is the one that serves. */
class RawInputTest {
    private static final NgramPreparation NGRAMS =
            new NgramPreparation(Letters.LOWER, new Orders(1, 2), new Orders(3, 4), 9);
    private static final TablePreparation TABLE = new TablePreparation(
            List.of(
                    new ColumnEncoding.Numeric("age", 40, 10, ColumnEncoding.Indicator.NONE),
                    new ColumnEncoding.Categorical("job", List.of("clerk", "miner")),
                    new ColumnEncoding.Binary("loan", "false", "true")),
            MissingValues.IMPUTED);

    @TempDir
    Path folder;

    private Path model(Architecture network, Preparation preparation) {
        Path file = folder.resolve("model.onnx");
        Map<String, String> metadata = Map.of(
                ModelKeys.PREPARATION,
                Json.canonical(PreparationJson.of(preparation)),
                ModelKeys.CLASS_NAMES,
                "[\"arrival\",\"fee\",\"other\"]");
        OnnxExport.write(network, Weights.initial(network, 5), metadata, file);
        return file;
    }

    private Path texts() {
        return model(Architectures.bagOfNgrams(NGRAMS.buckets(), 8, 0.1, 3), NGRAMS);
    }

    private Path table() {
        return model(Architectures.mlp(TABLE.featureNames().size(), 6, 3), TABLE);
    }

    private DecideServer serve(Path model) {
        Path selector = Example.selector(folder.resolve("s.json"), "intents", 3, -50);
        return DecideServer.start(
                Settings.local(selector).with(new Settings.Files(List.of(selector), Optional.of(model), List.of())));
    }

    private double expected(Path model, Preparation preparation, RawRows rows, int row) {
        Selector selector = SelectorJson.read(folder.resolve("s.json"));
        try (OnnxModel opened = OnnxModel.open(model)) {
            float[] logits = opened.logits(preparation.prepare(rows));
            double[] own = {logits[3 * row], logits[3 * row + 1], logits[3 * row + 2]};
            return selector.golden(own, "*").confidence();
        }
    }

    private static JsonNode decisions(DecideServer server, String body) throws Exception {
        HttpResponse<String> answer = Example.post(server.port(), "/decide", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Json.read("answer", answer.body()).get("decisions");
    }

    private static void refused(DecideServer server, String path, String body, String words) throws Exception {
        HttpResponse<String> answer = Example.post(server.port(), path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains(words).doesNotContain("\tat ", "Exception", "/s.json");
    }

    @Test
    @DisplayName("a text is decided as the model and its preparation would in Java, plain and guarded, with the class's"
            + " name")
    void text() throws Exception {
        Path plain = texts();
        Path guarded = folder.resolve("guarded.onnx");
        GuardedModel.attach(
                SelectorJson.read(Example.selector(folder.resolve("s.json"), "intents", 3, -50)),
                plain,
                Optional.empty(),
                guarded);
        RawTexts rows = RawTexts.of("my card has not arrived", "what is the fee?");
        for (Path model : List.of(plain, guarded)) {
            try (DecideServer server = serve(model)) {
                JsonNode one = decisions(server, "{\"text\":\"my card has not arrived\"}");
                assertThat(one.get(0).get("confidence").doubleValue()).isEqualTo(expected(plain, NGRAMS, rows, 0));
                assertThat(one.get(0).get("class").textValue()).isIn("arrival", "fee", "other");
                JsonNode two = decisions(server, "{\"text\":[\"my card has not arrived\",\"what is the fee?\"]}");
                assertThat(two).hasSize(2);
                assertThat(two.get(1).get("confidence").doubleValue()).isEqualTo(expected(plain, NGRAMS, rows, 1));
                assertThat(decisions(server, "{\"text\":\"\"}")).hasSize(1);
                DecideClient client = DecideClient.of(URI.create("http://127.0.0.1:" + server.port()));
                assertThat(client.decideTexts("c", "what is the fee?").decisions())
                        .hasSize(1);
            }
        }
    }

    @Test
    @DisplayName("texts by the Open Inference Protocol are an input of BYTES, which the model's description names")
    void textTensor() throws Exception {
        Path model = texts();
        try (DecideServer server = serve(model)) {
            JsonNode described = Json.read(
                    "model", Example.get(server.port(), "/v2/models/intents").body());
            assertThat(described.get("inputs").toString())
                    .isEqualTo("[{\"name\":\"text\",\"datatype\":\"BYTES\",\"shape\":[-1]}]");
            String path = "/v2/models/intents/infer";
            String body = "{\"inputs\":[{\"name\":\"text\",\"shape\":[1,1],\"data\":[[\"what is the fee?\"]],"
                    + "\"datatype\":\"BYTES\"}]}";
            JsonNode answer =
                    Json.read("answer", Example.post(server.port(), path, body).body());
            assertThat(answer.get("outputs").get(1).get("data").get(0).doubleValue())
                    .isEqualTo(expected(model, NGRAMS, RawTexts.of("what is the fee?"), 0));
            refused(server, path, body.replace("[1,1]", "[2]"), "needs 2");
            refused(server, path, body.replace("[1,1]", "[1,2]"), "not (N) or (N, 1)");
            refused(server, path, body.replace("BYTES", "FP32"), "not BYTES");
            refused(server, path, body.replace("\"text\"", "\"words\""), "not logits or [text]");
        }
    }

    @Test
    void textsThatAreNone() throws Exception {
        try (DecideServer server = serve(texts())) {
            refused(server, "/decide", "{\"text\":[]}", "no texts");
            refused(server, "/decide", "{\"text\":{}}", "a list is expected");
            refused(server, "/decide", "{\"text\":\"a\",\"logits\":[1,2,3]}", "exclude each other");
            refused(server, "/decide", "{\"features\":[1,2,3]}", "takes texts");
            refused(server, "/decide", "{\"features\":{\"age\":1}}", "takes texts");
        }
    }

    @Test
    @DisplayName("a row of named cells is decided as the table's preparation would in Java; null is a missing cell")
    void cells() throws Exception {
        Path model = table();
        RawTable rows = RawTable.of(
                List.of("age", "job", "loan"),
                List.of(List.of("51.5", "miner", "true"), List.of("", "pilot", "false")));
        try (DecideServer server = serve(model)) {
            JsonNode both = decisions(
                    server,
                    "{\"features\":[{\"age\":51.5,\"job\":\"miner\",\"loan\":true},"
                            + "{\"loan\":false,\"job\":\"pilot\",\"age\":null}]}");
            for (int row = 0; row < 2; row++) {
                assertThat(both.get(row).get("confidence").doubleValue()).isEqualTo(expected(model, TABLE, rows, row));
            }
            JsonNode prepared = decisions(server, "{\"features\":[1.15,0,1,1]}");
            assertThat(prepared.get(0).get("confidence").doubleValue())
                    .isEqualTo(both.get(0).get("confidence").doubleValue());
            String tensors = "{\"inputs\":[{\"name\":\"age\",\"shape\":[1],\"datatype\":\"BYTES\",\"data\":[\"51.5\"]},"
                    + "{\"name\":\"job\",\"shape\":[1],\"datatype\":\"BYTES\",\"data\":[\"miner\"]},"
                    + "{\"name\":\"loan\",\"shape\":[1],\"datatype\":\"BYTES\",\"data\":[\"true\"]}]}";
            String path = "/v2/models/intents/infer";
            assertThat(Json.read(
                                    "answer",
                                    Example.post(server.port(), path, tensors).body())
                            .get("outputs")
                            .get(1)
                            .get("data")
                            .get(0)
                            .doubleValue())
                    .isEqualTo(both.get(0).get("confidence").doubleValue());
            refused(server, path, tensors.replace("\"job\"", "\"Job\""), "there is no job");
            refused(
                    server,
                    path,
                    tensors.replace(
                            "[1],\"datatype\":\"BYTES\",\"data\":[\"miner\"]",
                            "[2],\"datatype\":\"BYTES\",\"data\":[\"miner\",\"clerk\"]"),
                    "age has 1");
        }
    }

    @Test
    void cellsThatAreNone() throws Exception {
        try (DecideServer server = serve(table())) {
            refused(server, "/decide", "{\"features\":{\"age\":1,\"job\":\"clerk\"}}", "has no column \\\"loan\\\"");
            refused(
                    server,
                    "/decide",
                    "{\"features\":{\"age\":\"old\",\"job\":\"x\",\"loan\":\"true\"}}",
                    "\\\"old\\\"");
            refused(server, "/decide", "{\"features\":[{\"age\":1},{\"job\":\"x\"}]}", "row 1 has the columns");
            refused(server, "/decide", "{\"features\":[{\"age\":1},1]}", "mixed");
            refused(server, "/decide", "{\"features\":{\"age\":[1]}}", "a text, a number");
            refused(server, "/decide", "{\"text\":\"a\"}", "takes a table");
            refused(server, "/decide", "{\"features\":[1,2]}", "have 2 numbers per row, the model takes 4");
        }
    }
}
