package io.demur.train.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import io.demur.io.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What others have measured, as they print it; in per cent.
 *
 * @param source who, and in which convention
 * @param rows by the label of the level
 */
record Published(String source, JsonNode rows) {
    /** Further figures that some have: generalised risk, operating points and calibration error, all of msp. */
    static final List<String> POINTS = List.of("augrc", "coverage5", "risk80", "ece");

    /** What there is on an experiment. */
    static List<Published> of(Experiment experiment) {
        List<Published> tables = new ArrayList<>();
        for (JsonNode table : resource().path(experiment.code())) {
            tables.add(new Published(table.path("source").asText(), table.path("rows")));
        }
        return List.copyOf(tables);
    }

    private static JsonNode resource() {
        try (InputStream stream = Objects.requireNonNull(Published.class.getResourceAsStream("published.json"))) {
            return Json.read("published.json", new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether it has figures of {@link #POINTS}. */
    boolean hasPoints() {
        return POINTS.stream().anyMatch(column -> !rows.findValues(column).isEmpty());
    }

    /** A figure: {@code error}, {@code msp}, {@code norm} or one of {@link #POINTS}; a dash where there is none. */
    String figure(Level level, String column) {
        return rows.path(level.label()).path(column).asText("-");
    }
}
