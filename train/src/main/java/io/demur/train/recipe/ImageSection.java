package io.demur.train.recipe;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.demur.inputs.augment.Augmentation;
import io.demur.inputs.augment.Augmentations;
import io.demur.inputs.augment.ImageSize;
import io.demur.inputs.prepare.ImagePreparation;
import io.demur.logits.InputException;
import io.demur.logits.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** The part {@code preparation} of a recipe where rows are pictures. */
final class ImageSection {
    private static final String FLIP = "flip";
    private static final List<String> CHANGES = List.of(FLIP, "pad-crop", "crop", "resized-crop", "rescale", "jitter");

    private ImageSection() {}

    static PreparationSpec.Image read(Section section) {
        section.only("kind", "size", "resize", "mean", "deviation", "augment");
        ImagePreparation form = section.checked(() -> new ImagePreparation(
                size(section, "size"),
                section.has("resize") ? OptionalInt.of(section.small("resize", 1)) : OptionalInt.empty(),
                section.numbers("mean"),
                section.numbers("deviation")));
        Augmentations augmentations = augmentations(section);
        if (augmentations.isUneven()) {
            throw new InputException(
                    section.node("augment").where(),
                    "after rescale pictures have different sizes",
                    "let crop: [height, width] follow");
        }
        return new PreparationSpec.Image(form, augmentations);
    }

    private static ImageSize size(Section section, String key) {
        List<Integer> sides = section.wholes(key, 1);
        if (sides.size() != 2) {
            throw new IllegalArgumentException(key + " must hold height and width, such as [32, 32]");
        }
        return new ImageSize(sides.get(0), sides.get(1));
    }

    private static Augmentations augmentations(Section section) {
        if (!section.has("augment")) {
            return new Augmentations(List.of());
        }
        if (!(section.node("augment") instanceof Node.Items items)) {
            throw new InputException(section.node("augment").where(), "augment must be a list of changes");
        }
        List<Augmentation> steps = new ArrayList<>();
        items.items().forEach(item -> steps.add(step(item)));
        return new Augmentations(steps);
    }

    private static Augmentation step(Node item) {
        if (item instanceof Node.Scalar scalar && scalar.text().equals(FLIP)) {
            return new Augmentation.Flip();
        } else if (!(item instanceof Node.Keys keys) || keys.entries().size() != 1) {
            throw new InputException(
                    item.where(), "a change is flip, or one key with its numbers, such as pad-crop: 4");
        }
        Section section = Section.of("augment", item);
        String key = ((Node.Keys) item).entries().keySet().iterator().next();
        return section.checked(() -> switch (key) {
            case "pad-crop" -> new Augmentation.PadCrop(section.small(key, 1));
            case "crop" -> new Augmentation.Crop(size(section, key));
            case "resized-crop" -> new Augmentation.ResizedCrop(size(section, key));
            case "rescale" -> rescale(section.numbers(key));
            case "jitter" -> new Augmentation.Jitter(section.number(key, Range.WEIGHT));
            default ->
                throw new InputException(
                        item.where(),
                        "unknown change '" + key + "'",
                        "did you mean " + Nearest.to(key, CHANGES) + "? Known are " + String.join(", ", CHANGES));
        });
    }

    private static Augmentation rescale(List<Double> factors) {
        if (factors.size() != 2) {
            throw new IllegalArgumentException("rescale must hold the least and the largest factor, such as [0.5, 2]");
        }
        return new Augmentation.Rescale(factors.get(0), factors.get(1));
    }

    static ObjectNode write(PreparationSpec.Image image) {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("kind", "image");
        ImagePreparation form = image.form();
        write(node.putArray("size"), form.size());
        form.resize().ifPresent(side -> node.put("resize", side));
        form.mean().forEach(node.putArray("mean")::add);
        form.deviation().forEach(node.putArray("deviation")::add);
        ArrayNode steps = node.putArray("augment");
        image.augmentations().steps().forEach(step -> write(steps, step));
        return node;
    }

    private static void write(ArrayNode steps, Augmentation step) {
        if (step instanceof Augmentation.PadCrop pad) {
            steps.addObject().put("pad-crop", pad.border());
        } else if (step instanceof Augmentation.Crop crop) {
            write(steps.addObject().putArray("crop"), crop.window());
        } else if (step instanceof Augmentation.ResizedCrop crop) {
            write(steps.addObject().putArray("resized-crop"), crop.target());
        } else if (step instanceof Augmentation.Rescale rescale) {
            steps.addObject().putArray("rescale").add(rescale.least()).add(rescale.most());
        } else if (step instanceof Augmentation.Jitter jitter) {
            steps.addObject().put("jitter", jitter.strength());
        } else {
            steps.add(FLIP);
        }
    }

    private static void write(ArrayNode node, ImageSize size) {
        node.add(size.height()).add(size.width());
    }
}
