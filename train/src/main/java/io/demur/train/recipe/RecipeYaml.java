package io.demur.train.recipe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.demur.network.Start;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** Writes recipes: every key in a fixed order with its value, defaults included except that of {@code initial}, so that equal recipes are equal texts. */
public final class RecipeYaml {
    private static final YAMLMapper MAPPER = new YAMLMapper(YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .build());

    private RecipeYaml() {}

    /** The text of a recipe, which reads back as an equal one. */
    public static String write(Recipe recipe) {
        try {
            return MAPPER.writeValueAsString(tree(recipe));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }

    /** The SHA-256 of the text, as {@code sha256:} and hex. */
    public static String digest(Recipe recipe) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(write(recipe).getBytes(StandardCharsets.UTF_8));
            return "sha256:" + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The same as a tree. */
    public static ObjectNode tree(Recipe recipe) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("name", recipe.name());
        tree.set("data", DataSection.write(recipe.data()));
        if (!(recipe.data() instanceof DataSpec.Synthetic)) {
            tree.set("split", DataSection.write(recipe.split()));
        }
        tree.set("preparation", PreparationSection.write(recipe.preparation()));
        tree.set("network", NetworkSection.write(recipe.network()));
        // Left out otherwise, so that runs from before there was a choice stay runs of the same recipe.
        if (recipe.initial() != Start.UNIFORM) {
            tree.put("initial", recipe.initial().name().toLowerCase(Locale.ROOT));
        }
        recipe.weights().ifPresent(weights -> tree.set("weights", WeightsSection.write(weights)));
        tree.set("loss", LossSection.write(recipe.loss()));
        tree.set("optimizer", OptimizerSection.write(recipe.optimizer()));
        tree.set("schedule", ScheduleSection.write(recipe.schedule()));
        return tree.put("epochs", recipe.epochs()).put("batch", recipe.batch()).put("seed", recipe.seed());
    }
}
