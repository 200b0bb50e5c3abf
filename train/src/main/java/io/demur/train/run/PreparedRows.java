package io.demur.train.run;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.demur.inputs.DataSet;
import io.demur.inputs.prepare.NgramPreparation;
import io.demur.inputs.prepare.Preparation;
import io.demur.inputs.prepare.PreparationJson;
import io.demur.inputs.prepare.TablePreparation;
import io.demur.inputs.prepare.TokenPreparation;
import io.demur.inputs.sample.Part;
import io.demur.inputs.sample.PartSizes;
import io.demur.inputs.sample.Split;
import io.demur.inputs.sample.Splits;
import io.demur.io.json.Json;
import io.demur.logits.InputException;
import io.demur.network.Shape;
import io.demur.train.engine.ExampleSource;
import io.demur.train.engine.Examples;
import io.demur.train.recipe.DataSpec;
import io.demur.train.recipe.PreparationSpec;
import io.demur.train.recipe.Recipe;
import io.demur.train.recipe.SplitSpec;
import io.demur.train.recipe.SyntheticSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/** Divides raw rows, learns the preparation from the training part alone, and applies it to all. */
final class PreparedRows {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private PreparedRows() {}

    /** Rows with a test part of their own. */
    static PreparedData of(Recipe recipe, DataSet train, DataSet test) {
        Map<Part, DataSet> parts = parts(recipe, train);
        parts.put(Part.TEST, test);
        ObjectNode digests = NODES.objectNode().put("train", train.digest()).put("test", test.digest());
        return prepared(recipe, parts, Json.digest(digests));
    }

    /** Rows of which some are for testing. */
    static PreparedData divided(Recipe recipe, DataSet all) {
        return prepared(recipe, parts(recipe, all), all.digest());
    }

    /** The training rows, divided as the recipe asks. */
    static Map<Part, DataSet> parts(Recipe recipe, DataSet rows) {
        PartSizes sizes = PartSizes.restTo(Part.TRAIN);
        sizes = sized(sizes, Part.TUNE, recipe.split().tune());
        sizes = sized(sizes, Part.CERTIFY, recipe.split().certify());
        sizes = sized(sizes, Part.TEST, recipe.split().test());
        long seed = recipe.split().seed();
        Split split = recipe.split().strata() == SplitSpec.Strata.CLASSES
                ? Splits.stratified(rows, sizes, seed)
                : Splits.random(rows, sizes, seed);
        Map<Part, DataSet> parts = new LinkedHashMap<>();
        for (Part part : Part.values()) {
            if (split.rows(part).length > 0) {
                parts.put(part, split.part(part));
            }
        }
        return parts;
    }

    private static PartSizes sized(PartSizes sizes, Part part, double size) {
        if (size == 0) {
            return sizes;
        }
        return size >= 1 ? sizes.count(part, (int) size) : sizes.share(part, size);
    }

    private static PreparedData prepared(Recipe recipe, Map<Part, DataSet> parts, String digest) {
        DataSet train = Objects.requireNonNull(parts.get(Part.TRAIN));
        parts.forEach((part, rows) -> requireLearnt(train.classCounts(), part, rows));
        Preparation preparation = fit(recipe, train);
        Map<String, ExampleSource> held = new LinkedHashMap<>();
        parts.forEach((part, rows) -> {
            if (part != Part.TRAIN) {
                held.put(part.name().toLowerCase(Locale.ROOT), examples(preparation, rows));
            }
        });
        return new PreparedData(
                examples(preparation, train),
                held,
                train.classNames(),
                shape(preparation),
                shape(preparation),
                PreparationJson.of(preparation),
                Optional.empty(),
                Optional.empty(),
                digest);
    }

    /** Refuses a row whose class no training row has: its error would be that of the division. */
    private static void requireLearnt(int[] trainingRows, Part part, DataSet rows) {
        int[] labels = rows.labels();
        for (int row = 0; row < labels.length; row++) {
            if (trainingRows[labels[row]] == 0) {
                throw new InputException(
                        rows.raw().place(row),
                        "falls into the part " + part.name().toLowerCase(Locale.ROOT)
                                + ", but no training row is of its class \""
                                + rows.classNames().get(labels[row]) + "\"",
                        "give the class more rows, leave it out, or divide with strata: classes");
            }
        }
    }

    private static Preparation fit(Recipe recipe, DataSet train) {
        PreparationSpec spec = recipe.preparation();
        if (spec instanceof PreparationSpec.Ngrams ngrams) {
            return ngrams.form();
        } else if (spec instanceof PreparationSpec.Tokens tokens) {
            return TokenPreparation.fit(train.raw(), tokens.limits(), tokens.length());
        }
        return TablePreparation.fit(((DataSpec.Table) recipe.data()).schema(), train.raw());
    }

    private static Examples examples(Preparation preparation, DataSet rows) {
        return Examples.of(preparation.prepare(rows.raw()), rows.labels());
    }

    private static Shape shape(Preparation preparation) {
        if (preparation instanceof NgramPreparation ngrams) {
            return new Shape.Bag(ngrams.buckets());
        } else if (preparation instanceof TokenPreparation tokens) {
            return new Shape.Tokens(tokens.identifiers());
        }
        return new Shape.Vector(((TablePreparation) preparation).featureNames().size());
    }

    static PreparedData synthetic(SyntheticSpec spec) {
        SyntheticData.Parts parts = SyntheticData.of(spec);
        Map<String, ExampleSource> held = new LinkedHashMap<>();
        if (parts.tune().rows() > 0) {
            held.put("tune", parts.tune());
        }
        held.put("test", parts.test());
        List<String> classes =
                IntStream.range(0, spec.classes()).mapToObj(k -> "class " + k).toList();
        return new PreparedData(
                parts.train(),
                held,
                classes,
                new Shape.Vector(spec.features()),
                new Shape.Vector(spec.features()),
                NODES.objectNode().put("kind", "none").put("features", spec.features()),
                Optional.empty(),
                Optional.empty(),
                Json.digest(NODES.objectNode().put("synthetic", spec.toString())));
    }
}
