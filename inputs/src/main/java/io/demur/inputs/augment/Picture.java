package io.demur.inputs.augment;

import io.demur.inputs.IndexMask;
import io.demur.inputs.RgbImage;
import java.util.Optional;

/**
 * A picture, with the classes of its pixels if they have any.
 *
 * @param image the picture
 * @param mask as large as the picture
 */
public record Picture(RgbImage image, Optional<IndexMask> mask) {
    /** Checks that both have one size. */
    public Picture {
        mask.ifPresent(m -> {
            if (m.width() != image.width() || m.height() != image.height()) {
                throw new IllegalArgumentException("the picture has " + image.width() + " x " + image.height()
                        + " pixels, its mask " + m.width() + " x " + m.height());
            }
        });
    }

    /** A picture without classes. */
    public static Picture of(RgbImage image) {
        return new Picture(image, Optional.empty());
    }

    /** Rows and pixels per row. */
    public ImageSize size() {
        return new ImageSize(image.height(), image.width());
    }
}
