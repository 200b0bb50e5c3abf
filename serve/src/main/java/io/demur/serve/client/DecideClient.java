package io.demur.serve.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.demur.io.json.Fields;
import io.demur.io.json.Json;
import io.demur.io.json.JsonText;
import io.demur.logits.InputException;
import io.demur.select.AbstentionReason;
import io.demur.select.Decision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Asks a server of {@code demur serve} for decisions and tells it labels. Keeps connections open; safe for use by several
 * threads.
 *
 * <p>What the server refuses is an {@link InputException} with its line; that it cannot be reached, or is busy, an
 * {@link UncheckedIOException}.
 */
public final class DecideClient {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int FIRST_FAULT_OF_THE_SERVER = 500;

    private final URI server;
    private final Optional<String> token;
    private final HttpClient client;

    private DecideClient(URI server, Optional<String> token) {
        this.server = server;
        this.token = token;
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .build();
    }

    /** A client of the server at an address such as {@code http://127.0.0.1:8080}. */
    public static DecideClient of(URI server) {
        return new DecideClient(server, Optional.empty());
    }

    /** The same with a bearer token. */
    public DecideClient withToken(String bearer) {
        return new DecideClient(server, Optional.of(bearer));
    }

    /**
     * Decisions on the rows of one request.
     *
     * @param id by which labels name the request
     * @param version of the selector that decided
     * @param decisions in the order of the rows
     */
    public record Answer(String id, String version, List<Decision> decisions) {
        /** Copies the list. */
        public Answer {
            decisions = List.copyOf(decisions);
        }
    }

    /**
     * Decides rows of logits with the server's only selector.
     *
     * @param id of the request, unlike those of all others
     */
    public Answer decide(String id, double[]... rows) {
        StringBuilder body = new StringBuilder("{\"id\":").append(JsonText.quoted(id));
        body.append(",\"logits\":[");
        for (int r = 0; r < rows.length; r++) {
            body.append(r == 0 ? "[" : ",[");
            for (int k = 0; k < rows[r].length; k++) {
                body.append(k == 0 ? "" : ",").append(finite(rows[r][k]));
            }
            body.append(']');
        }
        return answer(post("/decide", body.append("]}").toString()));
    }

    /**
     * Decides texts, where the server has a model that was trained on texts.
     *
     * @param id of the request, unlike those of all others
     */
    public Answer decideTexts(String id, String... texts) {
        String list = Stream.of(texts).map(JsonText::quoted).collect(Collectors.joining(",", "[", "]"));
        return answer(post("/decide", "{\"id\":" + JsonText.quoted(id) + ",\"text\":" + list + "}"));
    }

    private static double finite(double value) {
        if (!Double.isFinite(value)) {
            throw new InputException("logits", "hold " + value, "only finite numbers can be sent");
        }
        return value;
    }

    private Answer answer(JsonNode tree) {
        Fields fields = Fields.of(server.toString(), tree);
        List<Decision> decisions = new ArrayList<>();
        for (Fields one : fields.objects("decisions")) {
            decisions.add(
                    one.truth("accepted")
                            ? new Decision.Accepted(one.small("prediction"), one.number("confidence"))
                            : new Decision.Abstained(one.constant("reason", AbstentionReason.class)));
        }
        return new Answer(fields.text("id"), fields.text("version"), decisions);
    }

    /**
     * Tells what was right for a row of an earlier request. May be repeated: the first label wins.
     *
     * @return {@code counted}, {@code known} or {@code complaint}
     */
    public String label(String id, int row, int label) {
        String body = "{\"id\":" + JsonText.quoted(id) + ",\"row\":" + row + ",\"label\":" + label + "}";
        return Fields.of(server.toString(), post("/labels", body))
                .texts("labels")
                .get(0);
    }

    private JsonNode post(String path, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        token.ifPresent(bearer -> request.header("Authorization", "Bearer " + bearer));
        try {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            JsonNode tree = Json.read(server + path, response.body());
            if (response.statusCode() >= FIRST_FAULT_OF_THE_SERVER) {
                throw new UncheckedIOException(
                        new IOException(tree.path("error").asText()));
            }
            if (response.statusCode() != 200) {
                throw new InputException(server + path, tree.path("error").asText());
            }
            return tree;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted", e));
        }
    }
}
