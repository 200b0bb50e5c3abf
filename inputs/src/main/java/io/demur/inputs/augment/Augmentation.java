package io.demur.inputs.augment;

import io.demur.inputs.IndexMask;
import io.demur.inputs.RgbImage;
import io.demur.inputs.augment.Resampling.Box;
import io.demur.inputs.augment.Resampling.Filter;
import java.util.Optional;

/**
 * One random change of a training picture and its mask. Values do not change; what is drawn depends on seed, epoch and
 * row alone, see {@link Augmentations}.
 */
public sealed interface Augmentation {
    /** The picture, changed. */
    Picture apply(Picture picture, Chance chance);

    /** The size of every picture that comes out, where it does not depend on what went in. */
    default Optional<ImageSize> size() {
        return Optional.empty();
    }

    /** Left and right exchanged in every second picture. */
    record Flip() implements Augmentation {
        @Override
        public Picture apply(Picture picture, Chance chance) {
            return chance.unit() < 0.5 ? Framing.mirrored(picture) : picture;
        }
    }

    /**
     * A window of the picture's own size on the picture with a black and void border.
     *
     * @param border its width on every side, at least 1
     */
    record PadCrop(int border) implements Augmentation {
        /** Checks the width. */
        public PadCrop {
            require(border >= 1, "the border is at least 1 pixel, not " + border);
        }

        @Override
        public Picture apply(Picture picture, Chance chance) {
            int x = chance.below(2 * border + 1) - border;
            int y = chance.below(2 * border + 1) - border;
            return Framing.window(picture, x, y, picture.size());
        }
    }

    /**
     * A window at a random place; where the picture is smaller, it lies at a random place in the window, black and void
     * around it.
     */
    record Crop(ImageSize window) implements Augmentation {
        @Override
        public Picture apply(Picture picture, Chance chance) {
            ImageSize own = picture.size();
            int x = offset(own.width() - window.width(), chance);
            int y = offset(own.height() - window.height(), chance);
            return Framing.window(picture, x, y, window);
        }

        private static int offset(int room, Chance chance) {
            return room >= 0 ? chance.below(room + 1) : -chance.below(1 - room);
        }

        @Override
        public Optional<ImageSize> size() {
            return Optional.of(window);
        }
    }

    /**
     * A part of the picture, bicubically brought to one size: its area from 8 to 100 % of the picture's, its sides from 3:4
     * to 4:3 on a logarithmic scale, both uniform; the largest part in the middle with such sides if ten draws do not fit.
     */
    record ResizedCrop(ImageSize target) implements Augmentation {
        private static final int TRIES = 10;
        private static final double LEAST_AREA = 0.08;
        private static final double WIDEST = 4.0 / 3;

        @Override
        public Picture apply(Picture picture, Chance chance) {
            Box box = box(picture.size(), chance);
            RgbImage image = Resampling.resized(picture.image(), box, target, Filter.BICUBIC);
            Optional<IndexMask> mask = Framing.window(picture, box.x(), box.y(), box.size())
                    .mask()
                    .map(m -> Resampling.nearest(m, target));
            return new Picture(image, mask);
        }

        private static Box box(ImageSize size, Chance chance) {
            double area = (double) size.height() * size.width();
            for (int i = 0; i < TRIES; i++) {
                double part = area * chance.between(LEAST_AREA, 1);
                double ratio = StrictMath.exp(chance.between(-StrictMath.log(WIDEST), StrictMath.log(WIDEST)));
                int width = (int) Math.rint(Math.sqrt(part * ratio));
                int height = (int) Math.rint(Math.sqrt(part / ratio));
                if (width >= 1 && height >= 1 && width <= size.width() && height <= size.height()) {
                    int x = chance.below(size.width() - width + 1);
                    return new Box(x, chance.below(size.height() - height + 1), new ImageSize(height, width));
                }
            }
            int width = (int) Math.max(1, Math.min(size.width(), Math.rint(size.height() * WIDEST)));
            int height = (int) Math.max(1, Math.min(size.height(), Math.rint(size.width() * WIDEST)));
            return new Box((size.width() - width) / 2, (size.height() - height) / 2, new ImageSize(height, width));
        }

        @Override
        public Optional<ImageSize> size() {
            return Optional.of(target);
        }
    }

    /**
     * Both sides multiplied by a factor, uniform between the two, bilinearly.
     *
     * @param least above 0
     * @param most at least {@code least}
     */
    record Rescale(double least, double most) implements Augmentation {
        private static final double LARGEST = 16;

        /** Checks the factors. */
        public Rescale {
            require(
                    least > 0 && most >= least && most <= LARGEST,
                    "factors are above 0 and at most 16, not " + least + " to " + most);
        }

        @Override
        public Picture apply(Picture picture, Chance chance) {
            double factor = chance.between(least, most);
            ImageSize size = new ImageSize(
                    scaled(picture.image().height(), factor),
                    scaled(picture.image().width(), factor));
            return new Picture(
                    Resampling.resized(picture.image(), Box.of(picture.image()), size, Filter.BILINEAR),
                    picture.mask().map(m -> Resampling.nearest(m, size)));
        }

        private static int scaled(int side, double factor) {
            return Math.max(1, (int) Math.rint(side * factor));
        }
    }

    /**
     * Brightness, contrast and saturation, each by a factor uniform within {@code strength} of 1.
     *
     * @param strength above 0, at most 1
     */
    record Jitter(double strength) implements Augmentation {
        /** Checks the strength. */
        public Jitter {
            require(strength > 0 && strength <= 1, "the strength is above 0 and at most 1, not " + strength);
        }

        @Override
        public Picture apply(Picture picture, Chance chance) {
            return new Picture(Jittering.jittered(picture.image(), strength, chance), picture.mask());
        }
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
