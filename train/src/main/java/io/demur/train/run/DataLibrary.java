package io.demur.train.run;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.demur.inputs.DenseFeatures;
import io.demur.logits.InputException;
import io.demur.network.Shape;
import io.demur.train.engine.Examples;
import io.demur.train.recipe.DataSpec;
import io.demur.train.recipe.PreparationSpec;
import io.demur.train.recipe.Recipe;
import io.demur.train.recipe.RecipeYaml;
import io.demur.train.recipe.SplitSpec;
import io.demur.train.recipe.SyntheticSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Where recipes find their rows: a data folder, and the last rows that were read, since runs that differ in loss or seed
 * share them.
 */
public final class DataLibrary {
    private final Optional<Path> folder;
    private Optional<Loaded> last = Optional.empty();

    private DataLibrary(Optional<Path> folder) {
        this.folder = folder;
    }

    /**
     * A library in a folder.
     *
     * @param folder to which the paths of recipes are relative; empty if none was named, which is enough for made-up data
     */
    public static DataLibrary in(Optional<Path> folder) {
        return new DataLibrary(folder);
    }

    private record Key(DataSpec data, SplitSpec split, PreparationSpec preparation) {}

    private record Loaded(Key key, PreparedData data) {}

    /**
     * The rows of a recipe, prepared and divided.
     *
     * @throws InputException if a file is missing, naming all that are needed and where they come from, or wrong
     */
    PreparedData load(Recipe recipe) {
        Key key = new Key(recipe.data(), recipe.split(), recipe.preparation());
        if (last.isEmpty() || !last.get().key().equals(key)) {
            last = Optional.empty();
            last = Optional.of(new Loaded(key, read(recipe)));
        }
        return last.get().data();
    }

    private PreparedData read(Recipe recipe) {
        if (recipe.data() instanceof DataSpec.Synthetic synthetic) {
            return synthetic(synthetic.spec());
        }
        throw new IllegalStateException("no reader yet");
    }

    private static PreparedData synthetic(SyntheticSpec spec) {
        SyntheticData.Parts parts = SyntheticData.of(spec);
        Map<String, Examples> held = new LinkedHashMap<>();
        if (parts.tune().rows() > 0) {
            held.put("tune", parts.tune());
        }
        held.put("test", parts.test());
        ObjectNode preparation = JsonNodeFactory.instance.objectNode();
        preparation.put("kind", "none").put("features", spec.features());
        List<String> classes = IntStream.range(0, spec.classes())
                .mapToObj(k -> "class " + k)
                .toList();
        return new PreparedData(
                parts.train(), held, classes, new Shape.Vector(spec.features()), preparation, "synthetic:" + spec);
    }
}
