package io.demur.inputs.prepare;

import io.demur.inputs.DenseFeatures;
import io.demur.inputs.RawImages;
import io.demur.inputs.RawRows;
import io.demur.inputs.RgbImage;
import io.demur.inputs.augment.Framing;
import io.demur.inputs.augment.ImageSize;
import io.demur.inputs.augment.Picture;
import io.demur.inputs.augment.Resampling;
import io.demur.inputs.augment.Resampling.Box;
import io.demur.logits.InputException;
import java.util.List;
import java.util.OptionalInt;

/**
 * Pictures as numbers: red, then green, then blue, each row by row, {@code (x / 255 - mean) / deviation}.
 *
 * <p>With {@code resize} a picture is first brought, bicubically, to that length of its shorter side, and its middle is
 * taken; a middle larger than the picture is black around it. Without, a picture must have the size.
 *
 * @param size of every picture after it
 * @param resize length of the shorter side, at least 1
 * @param mean of each colour, as shares of 255
 * @param deviation of each colour, above 0
 */
public record ImagePreparation(ImageSize size, OptionalInt resize, List<Double> mean, List<Double> deviation)
        implements Preparation {
    private static final int COLOURS = RgbImage.COLOURS;
    private static final int VALUES = 256;

    /** Checks and copies the numbers. */
    public ImagePreparation {
        mean = List.copyOf(mean);
        deviation = List.copyOf(deviation);
        if (mean.size() != COLOURS || mean.stream().anyMatch(x -> !Double.isFinite(x))) {
            throw new IllegalArgumentException("mean must be three numbers, not " + mean);
        } else if (deviation.size() != COLOURS || deviation.stream().anyMatch(x -> !(x > 0) || x.isInfinite())) {
            throw new IllegalArgumentException("deviation must be three numbers above 0, not " + deviation);
        } else if (resize.isPresent() && resize.getAsInt() < 1) {
            throw new IllegalArgumentException("resize must be at least 1, not " + resize.getAsInt());
        }
    }

    /** Numbers per picture. */
    public int columns() {
        return Math.multiplyExact(COLOURS, Math.multiplyExact(size.height(), size.width()));
    }

    @Override
    public DenseFeatures prepare(RawRows rows) {
        RawImages images = RowKinds.images(rows);
        float[] values = new float[Math.multiplyExact(images.rows(), columns())];
        for (int row = 0; row < images.rows(); row++) {
            write(framed(images.place(row), Picture.of(images.image(row))).image(), values, row * columns());
        }
        return DenseFeatures.of(columns(), values);
    }

    /**
     * A picture in the size that all have, as in evaluation.
     *
     * @param place what messages call it
     * @throws InputException if it has another size and is not to be resized
     */
    public Picture framed(String place, Picture picture) {
        if (resize.isPresent()) {
            return Framing.centred(shortened(picture, resize.getAsInt()), size);
        } else if (!picture.size().equals(size)) {
            throw new InputException(
                    place,
                    "has " + picture.size() + " pixels (rows x columns), " + size + " are expected",
                    "set the preparation's size, or resize");
        }
        return picture;
    }

    private static Picture shortened(Picture picture, int side) {
        ImageSize own = picture.size();
        int shorter = Math.min(own.height(), own.width());
        ImageSize target = new ImageSize(
                (int) ((long) own.height() * side / shorter), (int) ((long) own.width() * side / shorter));
        if (target.equals(own)) {
            return picture;
        }
        Box all = new Box(0, 0, own);
        return new Picture(
                Resampling.resized(picture.image(), all, target, Resampling.Filter.BICUBIC),
                picture.mask().map(mask -> Resampling.nearest(mask, target)));
    }

    /** Writes a picture's numbers from a place of an array on. */
    public void write(RgbImage image, float[] values, int start) {
        int plane = image.width() * image.height();
        for (int c = 0; c < COLOURS; c++) {
            float[] table = table(c);
            for (int i = 0; i < plane; i++) {
                values[start + c * plane + i] = table[image.samples()[i * COLOURS + c] & 0xff];
            }
        }
    }

    private float[] table(int colour) {
        float[] table = new float[VALUES];
        for (int i = 0; i < VALUES; i++) {
            table[i] = (float) ((i / 255.0 - mean.get(colour)) / deviation.get(colour));
        }
        return table;
    }
}
