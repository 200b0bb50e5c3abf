package io.demur.train.recipe;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.demur.inputs.ColumnRole;
import io.demur.inputs.MissingValues;
import io.demur.inputs.OtherColumns;
import io.demur.inputs.TableSchema;
import io.demur.train.recipe.DataSpec.Synthetic;
import io.demur.train.recipe.DataSpec.Table;
import io.demur.train.recipe.DataSpec.TextCsv;
import io.demur.train.recipe.DataSpec.TextFolder;
import java.util.Locale;

/** The parts {@code data} and {@code split} of a recipe. */
final class DataSection {
    private DataSection() {}

    static DataSpec read(Section section) {
        return switch (section.choice(
                "kind",
                "table",
                "text-csv",
                "text-folder",
                "image-folder",
                "cifar-10",
                "cifar-100",
                "segmentation",
                "synthetic")) {
            case "image-folder" -> ImageData.folder(section);
            case "cifar-10", "cifar-100" -> ImageData.cifar(section);
            case "segmentation" -> ImageData.segmentation(section);
            case "table" -> {
                section.only(
                        "kind",
                        "file",
                        "origin",
                        "label",
                        "classes",
                        "numeric",
                        "categorical",
                        "binary",
                        "ignored",
                        "others",
                        "missing");
                yield new Table(
                        section.text("file"), section.checked(() -> schema(section)), section.optionalText("origin"));
            }
            case "text-csv" -> {
                section.only("kind", "train", "test", "origin", "text", "label");
                yield new TextCsv(
                        section.text("train"),
                        section.text("test"),
                        section.text("text"),
                        section.text("label"),
                        section.optionalText("origin"));
            }
            case "text-folder" -> {
                section.only("kind", "train", "test", "origin", "classes");
                yield new TextFolder(
                        section.text("train"),
                        section.text("test"),
                        section.texts("classes"),
                        section.optionalText("origin"));
            }
            default -> new Synthetic(synthetic(section));
        };
    }

    private static TableSchema schema(Section section) {
        TableSchema schema = TableSchema.label(section.text("label"))
                .classes(section.texts("classes").toArray(String[]::new))
                .others(OtherColumns.valueOf(upper(section.choiceOr("refuse", "others", "refuse", "ignore", "infer"))))
                .missing(
                        section.choiceOr("refuse", "missing", "refuse", "impute")
                                        .equals("impute")
                                ? MissingValues.IMPUTED
                                : MissingValues.REFUSED);
        for (ColumnRole role : ColumnRole.values()) {
            schema = schema.with(role, section.texts(lower(role)).toArray(String[]::new));
        }
        return schema;
    }

    private static String upper(String word) {
        return word.toUpperCase(Locale.ROOT);
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static SyntheticSpec synthetic(Section section) {
        section.only("kind", "classes", "features", "norm", "spread", "noise", "train", "tune", "test", "seed");
        return new SyntheticSpec(
                section.small("classes", 2),
                section.small("features", 1),
                section.number("norm", Range.POSITIVE),
                section.number("spread", Range.NOT_NEGATIVE),
                section.number("noise", Range.WEIGHT),
                new SyntheticSpec.Rows(section.small("train", 1), section.small("tune", 0), section.small("test", 1)),
                section.whole("seed", 0, Long.MAX_VALUE));
    }

    static SplitSpec readSplit(Section section) {
        section.only("test", "tune", "certify", "seed", "strata");
        return new SplitSpec(
                section.number("test", Range.ROWS, 0),
                section.number("tune", Range.ROWS, 0),
                section.number("certify", Range.ROWS, 0),
                section.has("seed") ? section.whole("seed", 0, Long.MAX_VALUE) : 0,
                SplitSpec.Strata.valueOf(upper(section.choiceOr("none", "strata", "none", "classes"))));
    }

    static ObjectNode write(DataSpec data) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        if (data instanceof Table table) {
            node.put("kind", "table").put("file", table.file());
            table.origin().ifPresent(origin -> node.put("origin", origin));
            write(node, table.schema());
        } else if (data instanceof TextCsv csv) {
            node.put("kind", "text-csv").put("train", csv.train()).put("test", csv.test());
            csv.origin().ifPresent(origin -> node.put("origin", origin));
            node.put("text", csv.text()).put("label", csv.label());
        } else if (data instanceof TextFolder folder) {
            node.put("kind", "text-folder").put("train", folder.train()).put("test", folder.test());
            folder.origin().ifPresent(origin -> node.put("origin", origin));
            folder.classes().forEach(node.putArray("classes")::add);
        } else if (data instanceof Synthetic synthetic) {
            SyntheticSpec spec = synthetic.spec();
            node.put("kind", "synthetic").put("classes", spec.classes()).put("features", spec.features());
            node.put("norm", spec.norm()).put("spread", spec.spread()).put("noise", spec.noise());
            node.put("train", spec.rows().train()).put("tune", spec.rows().tune());
            node.put("test", spec.rows().test()).put("seed", spec.seed());
        } else {
            return ImageData.write(data);
        }
        return node;
    }

    private static void write(ObjectNode node, TableSchema schema) {
        node.put("label", schema.label());
        schema.classes().forEach(node.putArray("classes")::add);
        for (ColumnRole role : ColumnRole.values()) {
            schema.columns().named(role).forEach(node.putArray(lower(role))::add);
        }
        node.put("others", lower(schema.columns().others()));
        node.put("missing", lower(schema.missing().policy()));
    }

    static ObjectNode write(SplitSpec split) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("test", split.test())
                .put("tune", split.tune())
                .put("certify", split.certify())
                .put("seed", split.seed());
        // Left out otherwise, so that runs from before there was a choice stay runs of the same recipe.
        return split.strata() == SplitSpec.Strata.NONE ? node : node.put("strata", lower(split.strata()));
    }
}
