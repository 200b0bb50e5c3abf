package io.demur.serve.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.demur.io.json.Json;
import io.demur.io.json.SelectorJson;
import io.demur.logits.LogitTile;
import io.demur.score.Score;
import io.demur.select.Decider;
import io.demur.select.ModelIdentity;
import io.demur.select.Selector;
import io.demur.serve.Example;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A million rows over HTTP in binary, shared by all scores: the confidence is that of Java to the last bit. */
@Tag("slow")
class SameDecisionTest {
    private static final List<String> SCORES = List.of(
            "msp",
            "entropy",
            "gini",
            "softmax-margin",
            "max-logit",
            "centred-max-logit",
            "logit-margin",
            "energy:T=2",
            "gen",
            "msp-temperature:T=1.5",
            "logit-norm:p=5",
            "logit-margin-norm:p=3");

    @TempDir
    Path folder;

    @ParameterizedTest(name = "{1} rows of {0} classes for every score")
    @CsvSource({"3, 60000", "10, 15000", "100, 7000", "1000, 1500"})
    void sameDecision(int classes, int rows) throws Exception {
        SplittableRandom random = new SplittableRandom(classes);
        float[] logits = new float[rows * classes];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = (float) random.nextDouble(-3, 6);
        }
        for (String score : SCORES) {
            compare(selector(Score.parse(score), classes, logits), logits, classes);
        }
    }

    /** Its threshold is the confidence of the first row, so that both outcomes occur. */
    private static Selector selector(Score score, int classes, float... logits) {
        Selector any = selector(score, classes, 0);
        double[] first = new double[classes];
        for (int k = 0; k < classes; k++) {
            first[k] = logits[k];
        }
        return selector(score, classes, any.golden(first, "*").confidence());
    }

    private static Selector selector(Score score, int classes, double threshold) {
        return Selector.uncertified(score, threshold, new ModelIdentity("same", classes, "float32"));
    }

    private void compare(Selector selector, float[] logits, int classes) throws Exception {
        Path file = folder.resolve("s.json");
        SelectorJson.write(file, selector);
        int rows = logits.length / classes;
        try (DecideServer server = DecideServer.start(Settings.local(file))) {
            ByteBuffer answer = ask(server.port(), logits, classes);
            LogitTile tile = new LogitTile(classes, 1);
            Decider decider = new Decider(selector, tile);
            double[] row = new double[classes];
            for (int r = 0; r < rows; r++) {
                for (int k = 0; k < classes; k++) {
                    row[k] = logits[r * classes + k];
                }
                tile.hold(0, 1);
                tile.putRow(0, row, 0);
                decider.decide(tile, any -> 0);
                boolean same = answer.getLong(8 * r) == decider.prediction(0)
                        && answer.getDouble(8 * (rows + r)) == decider.confidence(0)
                        && (answer.get(16 * rows + r) == 1) == decider.accepted(0);
                assertThat(same).as(selector.score() + ", row " + r).isTrue();
            }
        }
    }

    private static ByteBuffer ask(int port, float[] logits, int classes) throws Exception {
        String head = "{\"inputs\":[{\"name\":\"logits\",\"shape\":[" + logits.length / classes + "," + classes
                + "],\"datatype\":\"FP32\",\"parameters\":{\"binary_data_size\":" + 4 * logits.length
                + "}}],\"parameters\":{\"binary_data_output\":true}}";
        ByteBuffer body = ByteBuffer.allocate(head.length() + 4 * logits.length).order(ByteOrder.LITTLE_ENDIAN);
        body.put(head.getBytes(StandardCharsets.US_ASCII));
        for (float logit : logits) {
            body.putFloat(logit);
        }
        String header = "Inference-Header-Content-Length";
        HttpResponse<byte[]> response =
                Example.postBytes(port, "/v2/models/same/infer", body.array(), header, Integer.toString(head.length()));
        assertThat(response.statusCode()).isEqualTo(200);
        int from = Integer.parseInt(response.headers().firstValue(header).orElseThrow());
        assertThat(Json.read("head", new String(response.body(), 0, from, StandardCharsets.UTF_8))
                        .has("outputs"))
                .isTrue();
        return ByteBuffer.wrap(Arrays.copyOfRange(response.body(), from, response.body().length))
                .order(ByteOrder.LITTLE_ENDIAN);
    }
}
