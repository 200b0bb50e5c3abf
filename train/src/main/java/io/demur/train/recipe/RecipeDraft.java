package io.demur.train.recipe;

import io.demur.logits.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A recipe as it was written, which settings may still change; {@link #recipe()} then checks all of it.
 *
 * <p>The keys stand in {@code docs/reference/recipes.md}. Every error is one line that names the file and the line, or
 * the option: an unknown key or word with the nearest known one, a wrong type, a missing key, a number out of range, a
 * key that comes twice.
 */
public final class RecipeDraft {
    /** Recipes that come with the program. */
    public static final List<String> BUNDLED = List.of(
            "bank",
            "banking77",
            "camvid",
            "cifar10",
            "cifar10-binary",
            "cifar100",
            "cityscapes",
            "imagenet-resnet50",
            "imagenet-vit",
            "imdb",
            "shoppers",
            "synthetic-b1");

    private static final Pattern PATH = Pattern.compile("[a-z][a-z0-9-]*(\\.[a-z][a-z0-9-]*)*");
    private static final String KIND = "kind";

    private final Node.Keys tree;
    private final String suffix;

    private RecipeDraft(Node tree) {
        this(tree, "");
    }

    private RecipeDraft(Node tree, String suffix) {
        if (!(tree instanceof Node.Keys keys)) {
            throw new InputException(
                    tree.where(), "a recipe is a group of keys, not " + tree.kind(), "see docs/reference/recipes.md");
        }
        this.tree = keys;
        this.suffix = suffix;
    }

    /** Reads a file. */
    public static RecipeDraft read(Path file) {
        return new RecipeDraft(YamlTree.read(file));
    }

    /** Reads a text. */
    public static RecipeDraft read(String name, String text) {
        return new RecipeDraft(YamlTree.read(name, text));
    }

    /** A file, or a recipe that comes with the program by its name. */
    public static RecipeDraft find(String fileOrName) {
        if (!BUNDLED.contains(fileOrName) || Files.exists(Path.of(fileOrName))) {
            return read(Path.of(fileOrName));
        }
        return bundled(fileOrName);
    }

    /** A recipe that comes with the program. */
    public static RecipeDraft bundled(String name) {
        String resource = "/recipes/" + name + ".yaml";
        try (@Nullable InputStream stream = RecipeDraft.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalArgumentException("no recipe " + name + " comes with the program");
            }
            return read(name + ".yaml", new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The same with one value set, as {@code --set optimizer.lr=0.01} asks. The value is YAML. A new {@code kind} begins
     * its part anew: keys that belonged to the old one go.
     *
     * @param setting {@code path=value}
     */
    public RecipeDraft with(String setting) {
        int equals = setting.indexOf('=');
        String path = equals < 0 ? setting : setting.substring(0, equals);
        if (equals < 0 || !PATH.matcher(path).matches()) {
            throw new InputException(
                    "--set " + setting, "is not of the form part.key=value", "for instance optimizer.lr=0.01");
        }
        String option = "--set " + path;
        return with(option, path, YamlTree.value(option, setting.substring(equals + 1)));
    }

    RecipeDraft with(String option, String path, Node value) {
        return new RecipeDraft(changed(tree, option, List.of(path.split("\\.")), value), suffix);
    }

    /** The same with something added to the name of its folder. */
    RecipeDraft called(String more) {
        return new RecipeDraft(tree, suffix + more);
    }

    /** What tells its folder from those of the same sweep, beside loss and seed; empty or begun with a hyphen. */
    public String suffix() {
        return suffix;
    }

    private static Node.Keys changed(Node.Keys keys, String option, List<String> path, Node value) {
        String key = path.get(0);
        if (path.size() == 1) {
            Node.Keys base = key.equals(KIND) ? new Node.Keys(option, Map.of()) : keys;
            return base.with(key, new Node.Entry(option, value));
        }
        Node.@Nullable Entry below = keys.entries().get(key);
        Node child = below == null ? new Node.Keys(option, Map.of()) : below.value();
        if (!(child instanceof Node.Keys inner)) {
            throw new InputException(option, "'" + key + "' holds " + child.kind() + ", which has no keys");
        }
        String where = below == null ? option : below.where();
        return keys.with(key, new Node.Entry(where, changed(inner, option, path.subList(1, path.size()), value)));
    }

    /** Every draft with every value of every sweep. */
    public static List<RecipeDraft> swept(RecipeDraft draft, List<Sweep> sweeps) {
        List<RecipeDraft> drafts = List.of(draft);
        for (Sweep sweep : sweeps) {
            List<RecipeDraft> next = new ArrayList<>();
            for (RecipeDraft each : drafts) {
                next.addAll(sweep.applied(each));
            }
            drafts = next;
        }
        return drafts;
    }

    /**
     * The recipe, checked.
     *
     * @throws InputException with one line that says where and what is wrong
     */
    public Recipe recipe() {
        return RecipeReader.read(tree);
    }

    /** The top-level keys. */
    Set<String> keys() {
        return tree.entries().keySet();
    }
}
