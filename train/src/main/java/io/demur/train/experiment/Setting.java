package io.demur.train.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.demur.train.recipe.RecipeDraft;
import io.demur.train.recipe.RecipeYaml;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * A part of the recipe that all runs of an experiment share.
 *
 * @param name its key
 * @param value in words
 */
record Setting(String name, String value) {
    /** Longer lists, such as the columns of a table, are counted. */
    private static final int LONGEST = 8;

    /** Everything but the loss and the seeds, in the order of the recipe. */
    static List<Setting> of(Experiment experiment) {
        ObjectNode tree =
                RecipeYaml.tree(RecipeDraft.bundled(experiment.recipe()).recipe());
        tree.remove(List.of("name", "loss"));
        for (String setting : experiment.seeding().settings(0)) {
            remove(tree, setting.substring(0, setting.indexOf('=')));
        }
        List<Setting> settings = new ArrayList<>();
        tree.properties().forEach(field -> settings.add(new Setting(field.getKey(), words(field.getValue()))));
        return settings;
    }

    private static void remove(ObjectNode tree, String path) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            tree.remove(path);
        } else if (tree.get(path.substring(0, dot)) instanceof ObjectNode inner) {
            remove(inner, path.substring(dot + 1));
        }
    }

    static String words(JsonNode node) {
        if (node.isObject()) {
            List<String> parts = new ArrayList<>();
            node.properties().forEach(field -> {
                if (!field.getValue().isArray() || !field.getValue().isEmpty()) {
                    parts.add(
                            field.getKey().equals("kind")
                                    ? words(field.getValue())
                                    : field.getKey() + " " + words(field.getValue()));
                }
            });
            return String.join(", ", parts);
        }
        if (node.isArray()) {
            boolean names = StreamSupport.stream(node.spliterator(), false).allMatch(JsonNode::isValueNode);
            return names && node.size() > LONGEST
                    ? "(" + node.size() + ")"
                    : StreamSupport.stream(node.spliterator(), false)
                            .map(Setting::words)
                            .collect(Collectors.joining("; "));
        }
        return node.asText();
    }
}
