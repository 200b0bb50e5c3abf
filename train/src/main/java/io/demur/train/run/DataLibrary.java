package io.demur.train.run;

import io.demur.inputs.DataSet;
import io.demur.inputs.SegmentationSet;
import io.demur.inputs.prepare.PreparationJson;
import io.demur.inputs.prepare.TokenPreparation;
import io.demur.inputs.prepare.WordVectors;
import io.demur.inputs.read.BadImages;
import io.demur.inputs.read.DataFiles;
import io.demur.inputs.read.EmptyTexts;
import io.demur.inputs.read.TextSchema;
import io.demur.inputs.read.TrainAndTest;
import io.demur.logits.InputException;
import io.demur.train.recipe.DataSpec;
import io.demur.train.recipe.PreparationSpec;
import io.demur.train.recipe.Recipe;
import io.demur.train.recipe.SplitSpec;
import io.demur.train.recipe.WeightsSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where recipes find their rows: a data folder, and the last rows that were read, since runs that differ in loss or seed
 * share them.
 */
public final class DataLibrary {
    private final Optional<Path> folder;
    private final BadImages bad;
    private Optional<Loaded> last = Optional.empty();

    private DataLibrary(Optional<Path> folder, BadImages bad) {
        this.folder = folder;
        this.bad = bad;
    }

    /**
     * A library in a folder.
     *
     * @param folder to which the paths of recipes are relative; empty if none was named, which is enough for made-up data
     */
    public static DataLibrary in(Optional<Path> folder) {
        return new DataLibrary(folder, BadImages.refused());
    }

    /** The same folder, leaving out pictures that cannot be used. */
    public DataLibrary skippingBad() {
        return new DataLibrary(folder, BadImages.skipped());
    }

    private record Key(
            DataSpec data,
            SplitSpec split,
            PreparationSpec preparation,
            OptionalInt wordWidth,
            Optional<String> weights) {}

    private record Loaded(Key key, PreparedData data) {}

    /**
     * The rows of a recipe, prepared and divided.
     *
     * @throws InputException if a file is missing, naming all that are needed and where they come from, or wrong
     */
    PreparedData load(Recipe recipe) {
        Key key = new Key(
                recipe.data(),
                recipe.split(),
                recipe.preparation(),
                recipe.network().wordWidth(),
                recipe.weights().map(WeightsSpec::file));
        if (last.isEmpty() || !last.get().key().equals(key)) {
            last = Optional.empty();
            last = Optional.of(new Loaded(key, started(recipe)));
        }
        return last.get().data();
    }

    /** The rows, and what the recipe names to start from. */
    private PreparedData started(Recipe recipe) {
        Optional<Path> weights = recipe.weights().map(spec -> located(recipe, spec.file()));
        PreparedData data = withVectors(recipe);
        return weights.map(data::startingFrom).orElse(data);
    }

    private PreparedData withVectors(Recipe recipe) {
        Optional<Path> file = recipe.preparation().vectors().map(path -> located(recipe, path));
        PreparedData data = read(recipe);
        if (file.isEmpty()) {
            return data;
        }
        TokenPreparation tokens = (TokenPreparation) PreparationJson.read("preparation", data.preparation());
        WordVectors vectors = WordVectors.read(
                file.get(), tokens, recipe.network().wordWidth().orElseThrow());
        if (vectors.count() == 0) {
            throw new InputException(
                    file.get().toString(),
                    "has a vector for no word of the training texts",
                    "check its language and case");
        }
        return data.startingFrom(vectors);
    }

    private PreparedData read(Recipe recipe) {
        DataSpec data = recipe.data();
        if (data instanceof DataSpec.Synthetic synthetic) {
            return PreparedRows.synthetic(synthetic.spec());
        } else if (data instanceof DataSpec.Table table) {
            return PreparedRows.divided(recipe, DataFiles.table(located(recipe, table.file()), table.schema()));
        } else if (data instanceof DataSpec.TextCsv csv) {
            TextSchema schema = TextSchema.of(csv.text(), csv.label());
            DataSet train = DataFiles.texts(located(recipe, csv.train()), schema);
            DataSet test = DataFiles.texts(located(recipe, csv.test()), schema.classes(train.classNames()));
            return PreparedRows.of(recipe, train, test);
        }
        if (data instanceof DataSpec.ImageFolder images) {
            DataSet train = DataFiles.images(located(recipe, images.train()), images.classes(), bad);
            Path test = located(recipe, images.test());
            return PreparedImages.classified(recipe, train, DataFiles.images(test, train.classNames(), bad));
        } else if (data instanceof DataSpec.Cifar cifar) {
            TrainAndTest both = DataFiles.cifar(located(recipe, cifar.file()), cifar.version());
            return PreparedImages.classified(recipe, both.train(), both.test());
        } else if (data instanceof DataSpec.Segmentation masked) {
            return PreparedImages.masked(
                    recipe,
                    masked(recipe, masked, masked.train()),
                    masked.tune().map(tune -> masked(recipe, masked, tune)),
                    masked(recipe, masked, masked.test()));
        }
        DataSpec.TextFolder texts = (DataSpec.TextFolder) data;
        DataSet train = DataFiles.folders(located(recipe, texts.train()), texts.classes(), EmptyTexts.REFUSE);
        Path test = located(recipe, texts.test());
        return PreparedRows.of(recipe, train, DataFiles.folders(test, train.classNames(), EmptyTexts.REFUSE));
    }

    private SegmentationSet masked(Recipe recipe, DataSpec.Segmentation data, DataSpec.Masked part) {
        Path images = located(recipe, part.images());
        return DataFiles.masked(
                images, located(recipe, part.masks()), data.masks().files(), bad);
    }

    /** One line for each picture that was left out. */
    public List<String> skipped() {
        return bad.messages();
    }

    /** The file or folder of a relative path; says at once which all are needed and where they come from. */
    private Path located(Recipe recipe, String relative) {
        Stream<String> paths = Stream.of(
                        recipe.data().paths().stream(),
                        recipe.preparation().vectors().stream(),
                        recipe.weights().map(WeightsSpec::file).stream())
                .flatMap(part -> part);
        String needed = "recipe " + recipe.name() + " reads "
                + paths.collect(Collectors.joining(" and ")) + " in the folder of --data or DEMUR_DATA"
                + recipe.data()
                        .origin()
                        .map(origin -> "; they come from " + origin)
                        .orElse("");
        if (folder.isEmpty()) {
            throw new InputException("data folder", "none is named", needed);
        }
        Path path = folder.get().resolve(relative);
        if (!Files.exists(path)) {
            throw new InputException(path.toString(), "is not there", needed);
        }
        return path;
    }
}
