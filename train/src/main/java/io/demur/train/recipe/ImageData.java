package io.demur.train.recipe;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.demur.inputs.read.CifarKind;
import io.demur.inputs.read.MaskCoding;
import io.demur.train.recipe.DataSpec.Masked;
import io.demur.train.recipe.DataSpec.Masks;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** The part {@code data} of a recipe where rows are pictures. */
final class ImageData {
    private static final int MOST = 255;

    private ImageData() {}

    static DataSpec folder(Section section) {
        section.only("kind", "train", "test", "origin", "classes");
        return new DataSpec.ImageFolder(
                section.text("train"), section.text("test"), section.texts("classes"), section.optionalText("origin"));
    }

    static DataSpec cifar(Section section) {
        section.only("kind", "file", "origin");
        CifarKind kind = section.text("kind").equals("cifar-10") ? CifarKind.CIFAR10 : CifarKind.CIFAR100;
        return new DataSpec.Cifar(section.text("file"), kind, section.optionalText("origin"));
    }

    static DataSpec segmentation(Section section) {
        section.only(
                "kind",
                "train",
                "train-masks",
                "tune",
                "tune-masks",
                "test",
                "test-masks",
                "image-suffix",
                "mask-suffix",
                "coding",
                "classes",
                "void",
                "origin");
        Masks masks = new Masks(
                section.text("image-suffix", ""),
                section.text("mask-suffix", ".png"),
                section.choiceOr("classes", "coding", "classes", "cityscapes").equals("cityscapes")
                        ? Masks.Coding.CITYSCAPES
                        : Masks.Coding.CLASSES,
                section.texts("classes"),
                section.has("void") ? OptionalInt.of((int) section.whole("void", 0, MOST)) : OptionalInt.empty());
        section.checked(() -> coding(masks));
        return new DataSpec.Segmentation(
                folders(section, "train"),
                section.has("tune") ? Optional.of(folders(section, "tune")) : Optional.empty(),
                folders(section, "test"),
                masks,
                section.optionalText("origin"));
    }

    /** What the values of masks mean. */
    static MaskCoding coding(Masks masks) {
        if (masks.coding() == Masks.Coding.CLASSES) {
            return MaskCoding.classes(masks.classes().size(), masks.none());
        } else if (masks.classes().size() != MaskCoding.CITYSCAPES_CLASSES
                || masks.none().isPresent()) {
            throw new IllegalArgumentException("the coding cityscapes has 19 classes and its own void");
        }
        return MaskCoding.cityscapes();
    }

    private static Masked folders(Section section, String part) {
        return new Masked(section.text(part), section.text(part + "-masks"));
    }

    static ObjectNode write(DataSpec data) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        if (data instanceof DataSpec.ImageFolder folder) {
            node.put("kind", "image-folder").put("train", folder.train()).put("test", folder.test());
            write(node, "classes", folder.classes());
        } else if (data instanceof DataSpec.Cifar cifar) {
            node.put("kind", cifar.version() == CifarKind.CIFAR10 ? "cifar-10" : "cifar-100");
            node.put("file", cifar.file());
        } else if (data instanceof DataSpec.Segmentation segmentation) {
            node.put("kind", "segmentation");
            write(node, "train", segmentation.train());
            segmentation.tune().ifPresent(tune -> write(node, "tune", tune));
            write(node, "test", segmentation.test());
            Masks masks = segmentation.masks();
            if (!masks.imageSuffix().isEmpty()) {
                node.put("image-suffix", masks.imageSuffix());
            }
            node.put("mask-suffix", masks.maskSuffix());
            node.put("coding", masks.coding().name().toLowerCase(Locale.ROOT));
            write(node, "classes", masks.classes());
            masks.none().ifPresent(value -> node.put("void", value));
        }
        data.origin().ifPresent(origin -> node.put("origin", origin));
        return node;
    }

    private static void write(ObjectNode node, String key, List<String> texts) {
        texts.forEach(node.putArray(key)::add);
    }

    private static void write(ObjectNode node, String part, Masked folders) {
        node.put(part, folders.images()).put(part + "-masks", folders.masks());
    }
}
