package io.demur.train.run;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.demur.io.json.Json;
import io.demur.logits.InputException;
import io.demur.train.engine.Processor;
import io.demur.train.recipe.Recipe;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What {@code run.json} says: what was run, on what, with what, and how far it came. It names no host and no user.
 *
 * @param recipe what was run
 * @param identity digests of recipe and data
 * @param processor where the network was computed
 * @param threads of the processor
 * @param start when this process began with it
 */
record RunRecord(Recipe recipe, Checkpoint.Identity identity, Processor processor, int threads, Instant start) {
    void write(Path file, RunStatus status, Optional<Instant> end) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("artefact", "demur-run").put("schemaVersion", 1);
        node.put("status", status.code());
        node.put("name", RunFolder.name(recipe)).put("seed", recipe.seed());
        node.put("recipeDigest", identity.recipe()).put("dataDigest", identity.data());
        node.put("start", text(start));
        end.ifPresent(time -> node.put("end", text(time)));
        node.put("device", processor.code()).put("threads", threads);
        node.set("versions", Versions.json());
        node.putObject("machine")
                .put("os", System.getProperty("os.name"))
                .put("architecture", System.getProperty("os.arch"))
                .put("processors", Runtime.getRuntime().availableProcessors());
        Json.write(file, node);
    }

    /** Refuses a run on other data than those at hand. */
    static void requireData(Path file, String digest) {
        if (!Json.read(file).path("dataDigest").asText().equals(digest)) {
            throw new InputException(
                    file.toString(), "belongs to other data than those in the data folder", "begin anew with --force");
        }
    }

    private static String text(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
