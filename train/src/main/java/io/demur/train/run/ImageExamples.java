package io.demur.train.run;

import io.demur.inputs.DataSet;
import io.demur.inputs.DenseFeatures;
import io.demur.inputs.IndexMask;
import io.demur.inputs.RawImages;
import io.demur.inputs.SegmentationSet;
import io.demur.inputs.augment.Augmentations;
import io.demur.inputs.augment.ImageSize;
import io.demur.inputs.augment.Picture;
import io.demur.inputs.prepare.ImagePreparation;
import io.demur.logits.InputException;
import io.demur.network.Shape;
import io.demur.train.engine.ExampleSource;
import io.demur.train.engine.Examples;
import java.util.Optional;

/**
 * Pictures with a class each or one at every pixel, decoded, changed by chance and made into numbers when a batch is
 * wanted. Where no change decides on the size, pictures get it first as in evaluation.
 */
final class ImageExamples implements ExampleSource {
    private final DataSet images;
    private final Optional<SegmentationSet> masks;
    private final ImagePreparation preparation;
    private final Augmentations augmentations;
    private final ImageSize size;

    private ImageExamples(
            DataSet images,
            Optional<SegmentationSet> masks,
            ImagePreparation preparation,
            Augmentations augmentations) {
        this.images = images;
        this.masks = masks;
        this.preparation = preparation;
        this.augmentations = augmentations;
        this.size = augmentations.size().orElse(preparation.size());
    }

    static ImageExamples of(DataSet images, ImagePreparation preparation, Augmentations augmentations) {
        return new ImageExamples(images, Optional.empty(), preparation, augmentations);
    }

    static ImageExamples of(SegmentationSet masked, ImagePreparation preparation, Augmentations augmentations) {
        return new ImageExamples(masked.images(), Optional.of(masked), preparation, augmentations);
    }

    @Override
    public int rows() {
        return images.rows();
    }

    @Override
    public int places() {
        return masks.isPresent() ? size.height() * size.width() : 1;
    }

    @Override
    public Optional<Shape.Image> input() {
        return Optional.of(shape());
    }

    Shape.Image shape() {
        return new Shape.Image(3, size.height(), size.width());
    }

    @Override
    public Examples batch(long seed, int epoch, int... rows) {
        int width = shape().numbers();
        float[] values = new float[Math.multiplyExact(rows.length, width)];
        int[] labels = new int[rows.length * places()];
        int[] classes = images.labels();
        for (int i = 0; i < rows.length; i++) {
            Picture picture = picture(rows[i], seed, epoch);
            preparation.write(picture.image(), values, i * width);
            if (picture.mask().isPresent()) {
                copy(picture.mask().get(), labels, i * places());
            } else {
                labels[i] = classes[rows[i]];
            }
        }
        DenseFeatures features = DenseFeatures.of(width, values);
        return masks.isPresent() ? Examples.ofPixels(features, places(), labels) : Examples.of(features, labels);
    }

    private Picture picture(int row, long seed, int epoch) {
        String place = images.raw().place(row);
        Picture raw = picture(place, row);
        boolean sized = augmentations.size().isPresent();
        return augmentations.apply(sized ? raw : preparation.framed(place, raw), seed, epoch, row);
    }

    private Picture picture(String place, int row) {
        Picture plain = Picture.of(((RawImages) images.raw()).image(row));
        if (masks.isEmpty()) {
            return plain;
        }
        IndexMask mask = masks.get().mask(row);
        if (mask.width() != plain.image().width()
                || mask.height() != plain.image().height()) {
            throw new InputException(
                    place,
                    "has " + plain.size() + " pixels (rows x columns), its mask " + mask.height() + " x "
                            + mask.width(),
                    "store both in the same size");
        }
        return new Picture(plain.image(), Optional.of(mask));
    }

    private static void copy(IndexMask mask, int[] labels, int start) {
        byte[] classes = mask.classes();
        for (int i = 0; i < classes.length; i++) {
            int label = classes[i] & 0xff;
            labels[start + i] = label == IndexMask.VOID ? Examples.VOID : label;
        }
    }
}
