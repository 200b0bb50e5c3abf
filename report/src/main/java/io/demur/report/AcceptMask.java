package io.demur.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.BitSet;
import javax.imageio.ImageIO;

/** Which pixels of an image a rule accepts, as a grey PNG: 255 accepted, 0 not. */
public final class AcceptMask {
    private static final byte WHITE = (byte) 255;

    private AcceptMask() {}

    /** Encodes a mask; pixels row by row. */
    public static byte[] png(int width, int height, BitSet accepted) {
        System.setProperty("java.awt.headless", "true");
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        byte[] row = new byte[width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                row[x] = accepted.get(y * width + x) ? WHITE : 0;
            }
            image.getRaster().setDataElements(0, y, width, 1, row);
        }
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            ImageIO.write(image, "png", bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
