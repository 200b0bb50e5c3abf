package io.demur.inputs.augment;

import io.demur.inputs.IndexMask;
import io.demur.inputs.RgbImage;
import java.util.Arrays;
import java.util.Optional;

/** Windows onto pictures. */
public final class Framing {
    private Framing() {}

    /**
     * A window, which may reach beyond the picture: there it is black, and void.
     *
     * @param x column of the picture at which it begins; may be negative
     * @param y row at which it begins
     */
    static Picture window(Picture picture, int x, int y, ImageSize size) {
        byte[] samples = new byte[RgbImage.COLOURS * size.height() * size.width()];
        RgbImage image = picture.image();
        copy(
                new Plane(image.samples(), image.width() * RgbImage.COLOURS, image.height()),
                new Plane(samples, size.width() * RgbImage.COLOURS, size.height()),
                x * RgbImage.COLOURS,
                y);
        Optional<IndexMask> mask = picture.mask().map(m -> window(m, x, y, size));
        return new Picture(RgbImage.of(size.width(), size.height(), samples), mask);
    }

    private static IndexMask window(IndexMask mask, int x, int y, ImageSize size) {
        byte[] classes = new byte[size.height() * size.width()];
        Arrays.fill(classes, (byte) IndexMask.VOID);
        copy(
                new Plane(mask.classes(), mask.width(), mask.height()),
                new Plane(classes, size.width(), size.height()),
                x,
                y);
        return IndexMask.of(size.width(), size.height(), classes);
    }

    /** Bytes in rows. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, never kept
    private record Plane(byte[] bytes, int length, int rows) {}

    private static void copy(Plane from, Plane to, int x, int y) {
        int begin = Math.max(0, -x);
        int end = Math.min(to.length(), from.length() - x);
        for (int row = Math.max(0, -y); row < Math.min(to.rows(), from.rows() - y); row++) {
            if (end > begin) {
                System.arraycopy(
                        from.bytes(),
                        (row + y) * from.length() + x + begin,
                        to.bytes(),
                        row * to.length() + begin,
                        end - begin);
            }
        }
    }

    /** The middle; where the picture is smaller, black around it. */
    public static Picture centred(Picture picture, ImageSize size) {
        ImageSize own = picture.size();
        return window(
                picture,
                Math.floorDiv(own.width() - size.width(), 2),
                Math.floorDiv(own.height() - size.height(), 2),
                size);
    }

    /** Left and right exchanged. */
    static Picture mirrored(Picture picture) {
        RgbImage image = picture.image();
        byte[] samples = mirrored(image.samples(), image.width(), RgbImage.COLOURS);
        return new Picture(
                RgbImage.of(image.width(), image.height(), samples),
                picture.mask().map(m -> IndexMask.of(m.width(), m.height(), mirrored(m.classes(), m.width(), 1))));
    }

    private static byte[] mirrored(byte[] bytes, int width, int numbers) {
        byte[] mirrored = new byte[bytes.length];
        int length = width * numbers;
        for (int i = 0; i < bytes.length; i++) {
            int place = i % length;
            mirrored[i - place + (width - 1 - place / numbers) * numbers + place % numbers] = bytes[i];
        }
        return mirrored;
    }
}
