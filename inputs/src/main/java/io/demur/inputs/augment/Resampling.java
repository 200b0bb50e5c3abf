package io.demur.inputs.augment;

import io.demur.inputs.IndexMask;
import io.demur.inputs.RgbImage;

/**
 * Pictures in another size.
 *
 * <p>Columns, then rows, are weighted sums of those whose centres lie within the filter's reach; where the picture
 * becomes smaller, the filter is stretched by the same factor, so that nothing is left out (antialiasing, as Pillow does
 * it). The sums of each direction are rounded to 8 bits. Masks take the class at the nearest centre.
 */
public final class Resampling {
    private static final int COLOURS = RgbImage.COLOURS;

    private Resampling() {}

    /** The filters. */
    public enum Filter {
        /** A triangle of reach 1. */
        BILINEAR(1) {
            @Override
            double at(double x) {
                return Math.max(0, 1 - Math.abs(x));
            }
        },
        /** Keys's cubic of reach 2 with a = -1/2. */
        BICUBIC(2) {
            @Override
            double at(double x) {
                double t = Math.abs(x);
                if (t < 1) {
                    return (1.5 * t - 2.5) * t * t + 1;
                }
                return t < 2 ? ((-0.5 * t + 2.5) * t - 4) * t + 2 : 0;
            }
        };

        private final double reach;

        Filter(double reach) {
            this.reach = reach;
        }

        abstract double at(double x);
    }

    /**
     * A part of a picture.
     *
     * @param x first column
     * @param y first row
     * @param size of the part
     */
    public record Box(int x, int y, ImageSize size) {
        static Box of(RgbImage image) {
            return new Box(0, 0, new ImageSize(image.height(), image.width()));
        }
    }

    /** The part in another size; nothing outside of it is looked at. */
    public static RgbImage resized(RgbImage image, Box box, ImageSize size, Filter filter) {
        byte[] part = cropped(image, box);
        ImageSize from = box.size();
        byte[] wide = along(
                part, new Lines(from.height(), from.width() * COLOURS, COLOURS), from.width(), size.width(), filter);
        int stride = size.width() * COLOURS;
        byte[] all = along(wide, new Lines(stride, 1, stride), from.height(), size.height(), filter);
        return RgbImage.of(size.width(), size.height(), all);
    }

    private static byte[] cropped(RgbImage image, Box box) {
        int length = box.size().width() * COLOURS;
        byte[] part = new byte[box.size().height() * length];
        for (int y = 0; y < box.size().height(); y++) {
            int from = ((box.y() + y) * image.width() + box.x()) * COLOURS;
            System.arraycopy(image.samples(), from, part, y * length, length);
        }
        return part;
    }

    /**
     * How the lines to be resampled lie.
     *
     * @param count of lines
     * @param apart from the start of one line to that of the next
     * @param step from one place of a line to the next
     */
    private record Lines(int count, int apart, int step) {}

    /** Rows hold three colours at each place, columns one number. */
    private static byte[] along(byte[] source, Lines lines, int from, int to, Filter filter) {
        if (from == to) {
            return source;
        }
        boolean rows = lines.step() == COLOURS && lines.apart() == from * COLOURS;
        int numbers = rows ? COLOURS : 1;
        int apart = rows ? to * COLOURS : lines.apart();
        byte[] target = new byte[(int) ((long) source.length / from * to)];
        double scale = (double) from / to;
        double stretch = Math.max(1, scale);
        double reach = filter.reach * stretch;
        for (int i = 0; i < to; i++) {
            double centre = (i + 0.5) * scale;
            int first = Math.max(0, (int) (centre - reach + 0.5));
            int end = Math.min(from, (int) (centre + reach + 0.5));
            double[] weights = weights(filter, first, end, centre, stretch);
            for (int line = 0; line < lines.count(); line++) {
                for (int c = 0; c < numbers; c++) {
                    int at = line * lines.apart() + c + first * lines.step();
                    target[line * apart + c + i * lines.step()] = sum(source, at, lines.step(), weights);
                }
            }
        }
        return target;
    }

    private static double[] weights(Filter filter, int first, int end, double centre, double stretch) {
        double[] weights = new double[end - first];
        double sum = 0;
        for (int j = 0; j < weights.length; j++) {
            weights[j] = filter.at((first + j + 0.5 - centre) / stretch);
            sum += weights[j];
        }
        for (int j = 0; j < weights.length; j++) {
            weights[j] /= sum;
        }
        return weights;
    }

    private static byte sum(byte[] source, int start, int step, double[] weights) {
        double sum = 0.5;
        int at = start;
        for (double weight : weights) {
            sum += weight * (source[at] & 0xff);
            at += step;
        }
        return (byte) ((int) Math.max(0, Math.min(255, sum)));
    }

    /** The mask in another size. */
    public static IndexMask nearest(IndexMask mask, ImageSize size) {
        byte[] classes = new byte[size.height() * size.width()];
        for (int y = 0; y < size.height(); y++) {
            int nearest = (int) ((y + 0.5) * mask.height() / size.height());
            int row = nearest * mask.width();
            for (int x = 0; x < size.width(); x++) {
                classes[y * size.width() + x] = mask.classes()[row + (int) ((x + 0.5) * mask.width() / size.width())];
            }
        }
        return IndexMask.of(size.width(), size.height(), classes);
    }
}
