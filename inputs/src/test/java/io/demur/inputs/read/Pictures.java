package io.demur.inputs.read;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Files of pictures, usual ones and such as are refused. */
final class Pictures {
    private Pictures() {}

    /** Colours that vary in every channel. */
    static BufferedImage picture(int width, int height, int type) {
        BufferedImage image = new BufferedImage(width, height, type);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.getRaster().setSample(x, y, 0, (10 + 7 * x) % 256);
                if (image.getRaster().getNumBands() > 2) {
                    image.getRaster().setSample(x, y, 1, (20 + 5 * y) % 256);
                    image.getRaster().setSample(x, y, 2, (30 + x + y) % 256);
                }
            }
        }
        return image;
    }

    static byte[] encoded(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, format, bytes);
        return bytes.toByteArray();
    }

    static byte[] jpeg() throws IOException {
        return encoded(picture(40, 30, BufferedImage.TYPE_INT_RGB), "jpeg");
    }

    static byte[] png() throws IOException {
        return encoded(picture(40, 30, BufferedImage.TYPE_INT_RGB), "png");
    }

    /** Four channels, written as they are: a decoder that took no care would show wrong colours or none. */
    static byte[] cmyk() throws IOException {
        WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 40, 30, 4, null);
        for (int y = 0; y < 30; y++) {
            for (int x = 0; x < 40; x++) {
                raster.setPixel(x, y, new int[] {6 * x, 8 * y, 3 * (x + y), 20});
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(raster, null, null), null);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    static byte[] sixteenBitColours() throws IOException {
        ColorModel colours = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_sRGB), false, false, Transparency.OPAQUE, DataBuffer.TYPE_USHORT);
        WritableRaster raster = colours.createCompatibleWritableRaster(40, 30);
        raster.setPixel(3, 4, new int[] {65_535, 1_000, 30_000});
        return encoded(new BufferedImage(colours, raster, false, null), "png");
    }

    /** An animated PNG of two frames: acTL, a fcTL before the picture, and a fcTL and a fdAT behind it. */
    static byte[] animated() throws IOException {
        ByteBuffer still = ByteBuffer.wrap(png());
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(still.array(), 0, 8);
        int sequence = 0;
        int at = 8;
        while (at < still.capacity()) {
            byte[] data = new byte[still.getInt(at)];
            still.get(at + 8, data);
            String name = new String(still.array(), at + 4, 4, StandardCharsets.US_ASCII);
            if (name.equals("IDAT")) {
                chunk(file, "fcTL", frame(sequence++));
                chunk(file, name, data);
                chunk(file, "fcTL", frame(sequence++));
                chunk(
                        file,
                        "fdAT",
                        ByteBuffer.allocate(4 + data.length)
                                .putInt(sequence++)
                                .put(data)
                                .array());
            } else {
                chunk(file, name, data);
                if (name.equals("IHDR")) {
                    chunk(
                            file,
                            "acTL",
                            ByteBuffer.allocate(8).putInt(2).putInt(0).array());
                }
            }
            at += 12 + data.length;
        }
        return file.toByteArray();
    }

    private static byte[] frame(int sequence) {
        return ByteBuffer.allocate(26)
                .putInt(sequence)
                .putInt(40)
                .putInt(30)
                .putInt(0)
                .putInt(0)
                .putShort((short) 1)
                .putShort((short) 10)
                .array();
    }

    private static void chunk(ByteArrayOutputStream file, String name, byte[] data) {
        byte[] named = ByteBuffer.allocate(4 + data.length)
                .put(name.getBytes(StandardCharsets.US_ASCII))
                .put(data)
                .array();
        CRC32 check = new CRC32();
        check.update(named);
        file.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
        file.writeBytes(named);
        file.writeBytes(ByteBuffer.allocate(4).putInt((int) check.getValue()).array());
    }
}
