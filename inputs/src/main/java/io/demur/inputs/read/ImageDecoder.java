package io.demur.inputs.read;

import io.demur.inputs.RgbImage;
import io.demur.logits.InputException;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Decodes JPEG and PNG files.
 *
 * <p>Samples are taken as they are stored: colour profiles and the opacity of a pixel count for nothing, grey is three
 * equal colours. Refused are CMYK, 16 bits, animations, more than {@value #MOST_PIXELS} pixels, and files that are cut
 * short, even where most of the picture could be shown.
 */
final class ImageDecoder {
    /** A side of 8,192 pixels; decoded that is 200 MB. */
    static final int MOST_PIXELS = 1 << 26;

    private static final int CMYK = 4;
    private static final int BYTE = 8;

    static {
        ImageIO.setUseCache(false);
    }

    private ImageDecoder() {}

    /**
     * A picture in colour.
     *
     * @throws InputException if it cannot be had
     */
    static RgbImage rgb(String place, byte[] file) {
        ImageHeader header = checked(place, file);
        if (header.bits() > BYTE) {
            throw new InputException(place, "has " + header.bits() + " bits per colour", "convert it to 8");
        }
        return rgb(decode(place, file, header));
    }

    /**
     * The samples of a grey or palette picture, row after row, as they are stored.
     *
     * @throws InputException if they cannot be had, or the picture is in colour
     */
    static Raster grey(String place, byte[] file) {
        ImageHeader header = checked(place, file);
        if (header.format() != ImageHeader.Format.PNG) {
            throw new InputException(place, "is a JPEG file, whose values are not exact", "store masks as PNG");
        } else if (header.channels() != 1) {
            throw new InputException(
                    place, "has " + header.channels() + " channels", "store masks as grey or palette pictures");
        }
        return decode(place, file, header).getRaster();
    }

    private static ImageHeader checked(String place, byte[] file) {
        if (file.length == 0) {
            throw new InputException(place, "is empty", "fetch it again");
        }
        ImageHeader header = ImageHeader.read(place, file);
        long pixels = (long) header.width() * header.height();
        if (header.width() < 1 || header.height() < 1) {
            throw new InputException(place, "is damaged: " + header.width() + " x " + header.height() + " pixels");
        } else if (pixels > MOST_PIXELS) {
            throw new InputException(
                    place,
                    "has " + header.width() + " x " + header.height() + " pixels, more than " + MOST_PIXELS,
                    "make it smaller");
        } else if (header.frames() == ImageHeader.Frames.MANY) {
            throw new InputException(place, "is animated", "choose one of its pictures");
        } else if (header.format() == ImageHeader.Format.JPEG && header.channels() == CMYK) {
            throw new InputException(place, "has the colours CMYK", "convert it to RGB");
        }
        return header;
    }

    private static BufferedImage decode(String place, byte[] file, ImageHeader header) {
        AtomicReference<@Nullable String> warning = new AtomicReference<>();
        try (ImageInputStream stream = ImageIO.createImageInputStream(new ByteArrayInputStream(file))) {
            ImageReader reader = reader(header);
            try {
                reader.setInput(stream, true, true);
                reader.addIIOReadWarningListener((source, text) -> warning.compareAndSet(null, text));
                BufferedImage image = reader.read(0);
                requireWhole(place, warning.get());
                return image;
            } finally {
                reader.dispose();
            }
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new InputException(place, "is damaged: " + reason(e), e);
        }
    }

    private static ImageReader reader(ImageHeader header) {
        Iterator<ImageReader> readers =
                ImageIO.getImageReadersByFormatName(header.format().name().toLowerCase(Locale.ROOT));
        return readers.next();
    }

    private static String reason(Exception e) {
        return e.getMessage() == null ? "it cannot be decoded" : e.getMessage();
    }

    /** Decoders fill what is missing with grey and only warn. */
    private static void requireWhole(String place, @Nullable String warning) {
        if (warning == null) {
            return;
        }
        String text = warning.toLowerCase(Locale.ROOT);
        if (text.contains("premature") || text.contains("truncated") || text.contains("missing eoi")) {
            throw new InputException(place, "is cut short: " + warning, "fetch it again");
        }
    }

    private static RgbImage rgb(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        byte[] samples = new byte[RgbImage.COLOURS * width * height];
        boolean palette = image.getColorModel() instanceof IndexColorModel;
        int bands = image.getRaster().getNumBands();
        int[] row = new int[width * Math.max(1, bands)];
        for (int y = 0; y < height; y++) {
            int at = y * width * RgbImage.COLOURS;
            if (palette) {
                image.getRGB(0, y, width, 1, row, 0, width);
                unpack(row, width, samples, at);
            } else {
                image.getRaster().getPixels(0, y, width, 1, row);
                copy(row, bands, width, samples, at);
            }
        }
        return RgbImage.of(width, height, samples);
    }

    private static void unpack(int[] row, int width, byte[] samples, int start) {
        int at = start;
        for (int x = 0; x < width; x++) {
            samples[at++] = (byte) (row[x] >> 16);
            samples[at++] = (byte) (row[x] >> 8);
            samples[at++] = (byte) row[x];
        }
    }

    /** One band or two: grey, with its opacity; three or four: colours, with it. */
    private static void copy(int[] row, int bands, int width, byte[] samples, int start) {
        int step = bands >= RgbImage.COLOURS ? 1 : 0;
        int at = start;
        for (int x = 0; x < width; x++) {
            for (int c = 0; c < RgbImage.COLOURS; c++) {
                samples[at++] = (byte) row[x * bands + c * step];
            }
        }
    }
}
