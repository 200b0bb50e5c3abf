package io.demur.serve.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.demur.io.json.Json;
import io.demur.serve.Example;
import io.demur.serve.http.DecideServer;
import java.net.http.HttpResponse;

/** A server whose answers are labelled. Class 0 is always predicted, so label 0 is right and label 1 is wrong. */
final class Watched {
    private Watched() {}

    static void decide(DecideServer server, String id) throws Exception {
        send(server, "{\"id\":\"" + id + "\",\"logits\":[9,0,0]}");
    }

    static void send(DecideServer server, String body) throws Exception {
        HttpResponse<String> answer = Example.post(server.port(), "/decide", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    static String label(DecideServer server, String id, int label) throws Exception {
        String body = "{\"id\":\"" + id + "\",\"label\":" + label + "}";
        HttpResponse<String> response = Example.post(server.port(), "/labels", body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return Json.read("answer", response.body()).get("labels").get(0).textValue();
    }

    /** So many answers that turn out to be wrong: six are enough for an alarm at 2 %. */
    static void err(DecideServer server, String prefix, int times) throws Exception {
        for (int i = 0; i < times; i++) {
            decide(server, prefix + i);
            label(server, prefix + i, 1);
        }
    }

    static JsonNode status(DecideServer server) throws Exception {
        return Json.read("status", Example.get(server.port(), "/status").body());
    }

    static JsonNode risk(DecideServer server) throws Exception {
        return status(server).get("selectors").get(0).get("risk");
    }
}
