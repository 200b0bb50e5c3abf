package io.demur.train.run;

import io.demur.inputs.DataSet;
import io.demur.inputs.read.DataFiles;
import io.demur.inputs.read.EmptyTexts;
import io.demur.inputs.read.TextSchema;
import io.demur.logits.InputException;
import io.demur.train.recipe.DataSpec;
import io.demur.train.recipe.PreparationSpec;
import io.demur.train.recipe.Recipe;
import io.demur.train.recipe.SplitSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

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
        DataSpec.TextFolder texts = (DataSpec.TextFolder) data;
        DataSet train = DataFiles.folders(located(recipe, texts.train()), texts.classes(), EmptyTexts.REFUSE);
        Path test = located(recipe, texts.test());
        return PreparedRows.of(recipe, train, DataFiles.folders(test, train.classNames(), EmptyTexts.REFUSE));
    }

    /** The file or folder of a relative path; says at once which all are needed and where they come from. */
    private Path located(Recipe recipe, String relative) {
        String needed = "recipe " + recipe.name() + " reads "
                + String.join(" and ", recipe.data().paths()) + " in the folder of --data or DEMUR_DATA"
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
