package io.demur.serve.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.demur.io.json.Json;
import io.demur.serve.Example;
import io.javalin.Javalin;
import io.javalin.router.Endpoint;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the description of the interface says, and what the server does. */
class OpenApiTest {
    private static final Set<String> OWN_FILES = Set.of("get /", "get /page.js", "get /page.css", "get /openapi.json");

    @TempDir
    Path folder;

    private JsonNode described;

    @BeforeEach
    void read() throws Exception {
        try (InputStream in = OpenApiTest.class.getResourceAsStream("openapi.json")) {
            described = Json.read("openapi.json", new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private Set<String> describedRoutes() {
        Set<String> routes = new TreeSet<>();
        described.get("paths").properties().forEach(path -> path.getValue()
                .fieldNames()
                .forEachRemaining(method -> routes.add(method + " " + path.getKey())));
        return routes;
    }

    @Test
    @DisplayName("every route is described, and every described path is a route")
    @SuppressWarnings("deprecation") // Javalin lists its routes nowhere else.
    void routes() {
        Javalin app = Javalin.create();
        new Routes(null, null, Limits.USUAL, null).attach(app);
        Set<String> routes = new TreeSet<>();
        for (var parsed : app.unsafeConfig().pvt.internalRouter.allHttpHandlers()) {
            Endpoint endpoint = parsed.getEndpoint();
            routes.add(endpoint.getMethod().name().toLowerCase(Locale.ROOT) + " "
                    + endpoint.getPath().replace("{m}", "{model}").replace("{v}", "{version}"));
        }
        routes.removeAll(OWN_FILES);
        assertThat(routes).hasSizeGreaterThan(10).isEqualTo(describedRoutes());
    }

    @Test
    @DisplayName("the fields of a request to /decide are those that it knows")
    void fields() throws Exception {
        List<String> fields = new ArrayList<>();
        described
                .at("/components/schemas/DecideRequest/properties")
                .fieldNames()
                .forEachRemaining(fields::add);
        Path selector = Example.selector(folder.resolve("s.json"), "intents", 3, 0);
        try (DecideServer server = DecideServer.start(Settings.local(selector))) {
            String refused =
                    Example.post(server.port(), "/decide", "{\"nonsense\":1}").body();
            String known = refused.substring(refused.indexOf("there are ") + 10, refused.indexOf("\"}"));
            assertThat(List.of(known.replace(" and ", ", ").split(", "))).containsExactlyInAnyOrderElementsOf(fields);
            JsonNode answer = Json.read(
                    "answer",
                    Example.post(server.port(), "/decide", "{\"logits\":[9,0,0]}")
                            .body());
            answer.fieldNames().forEachRemaining(field -> assertThat(described
                            .at("/components/schemas/Decisions/properties")
                            .has(field))
                    .as(field)
                    .isTrue());
        }
    }

    @Test
    @DisplayName("every status that a request can get is described: of /decide")
    void statuses() throws Exception {
        JsonNode responses = described.at("/paths/~1decide/post/responses");
        Path selector = Example.selector(folder.resolve("s.json"), "intents", 3, 0);
        try (DecideServer server = DecideServer.start(Settings.local(selector))) {
            for (String body : List.of("{\"logits\":[9,0,0]}", "{", "{\"selector\":\"x\",\"logits\":[1,2,3]}")) {
                String status = Integer.toString(
                        Example.post(server.port(), "/decide", body).statusCode());
                assertThat(responses.has(status)).as(status).isTrue();
            }
        }
    }
}
