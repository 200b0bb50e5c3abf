package io.demur.train.run;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.demur.inputs.DataSet;
import io.demur.inputs.SegmentationSet;
import io.demur.inputs.augment.Augmentations;
import io.demur.inputs.prepare.PreparationJson;
import io.demur.inputs.sample.Part;
import io.demur.io.json.Json;
import io.demur.network.Shape;
import io.demur.train.engine.ExampleSource;
import io.demur.train.recipe.PreparationSpec;
import io.demur.train.recipe.Recipe;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Divides pictures; only the training part is changed by chance. */
final class PreparedImages {
    private static final Augmentations NONE = new Augmentations(List.of());

    private final PreparationSpec.Image spec;

    private PreparedImages(Recipe recipe) {
        this.spec = (PreparationSpec.Image) recipe.preparation();
    }

    /** Pictures with a class each, and a test part of their own. */
    static PreparedData classified(Recipe recipe, DataSet train, DataSet test) {
        PreparedImages images = new PreparedImages(recipe);
        Map<Part, DataSet> parts = PreparedRows.parts(recipe, train);
        DataSet learned = parts.remove(Part.TRAIN);
        parts.put(Part.TEST, test);
        Map<String, ExampleSource> held = new LinkedHashMap<>();
        parts.forEach((part, rows) -> held.put(name(part), ImageExamples.of(rows, images.spec.form(), NONE)));
        ObjectNode digests = JsonNodeFactory.instance
                .objectNode()
                .put("train", train.digest())
                .put("test", test.digest());
        ImageExamples examples = ImageExamples.of(learned, images.spec.form(), images.spec.augmentations());
        return images.prepared(examples, held, train.classNames(), digests);
    }

    /** Pictures with classes at every pixel. */
    static PreparedData masked(
            Recipe recipe, SegmentationSet train, Optional<SegmentationSet> tune, SegmentationSet test) {
        PreparedImages images = new PreparedImages(recipe);
        Map<String, ExampleSource> held = new LinkedHashMap<>();
        Map<Part, DataSet> parts = PreparedRows.parts(recipe, train.images());
        // The division goes by content: rows of the parts are found again by their places.
        Map<String, Integer> rows = new LinkedHashMap<>();
        for (int row = 0; row < train.rows(); row++) {
            rows.put(train.images().raw().place(row), row);
        }
        Map<Part, SegmentationSet> sets = new LinkedHashMap<>();
        parts.forEach((part, set) -> sets.put(part, train.select(places(set, rows))));
        tune.ifPresent(set -> sets.put(Part.TUNE, set));
        SegmentationSet learned = sets.remove(Part.TRAIN);
        sets.put(Part.TEST, test);
        sets.forEach((part, set) -> held.put(name(part), ImageExamples.of(set, images.spec.form(), NONE)));
        ObjectNode digests = JsonNodeFactory.instance
                .objectNode()
                .put("train", train.digest())
                .put("test", test.digest());
        tune.ifPresent(set -> digests.put("tune", set.digest()));
        ImageExamples examples = ImageExamples.of(learned, images.spec.form(), images.spec.augmentations());
        return images.prepared(examples, held, train.classNames(), digests);
    }

    private static int[] places(DataSet set, Map<String, Integer> rows) {
        int[] places = new int[set.rows()];
        for (int row = 0; row < places.length; row++) {
            places[row] = Objects.requireNonNull(rows.get(set.raw().place(row)));
        }
        return places;
    }

    private static String name(Part part) {
        return part.name().toLowerCase(Locale.ROOT);
    }

    private PreparedData prepared(
            ImageExamples train, Map<String, ExampleSource> held, List<String> classes, ObjectNode digests) {
        Shape.Image evaluated = new Shape.Image(
                3, spec.form().size().height(), spec.form().size().width());
        return new PreparedData(
                train,
                held,
                classes,
                train.shape(),
                evaluated,
                PreparationJson.of(spec.form()),
                Optional.empty(),
                Optional.empty(),
                Json.digest(digests));
    }
}
