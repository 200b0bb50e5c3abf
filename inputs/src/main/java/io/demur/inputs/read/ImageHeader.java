package io.demur.inputs.read;

import io.demur.logits.InputException;
import java.nio.ByteBuffer;

/**
 * What the first bytes of a JPEG or PNG file promise, read before anything is decoded.
 *
 * @param format which of the two
 * @param width pixels
 * @param height pixels
 * @param bits per sample
 * @param channels samples per pixel; 1 for a palette
 * @param frames more than one picture, or one
 */
record ImageHeader(Format format, int width, int height, int bits, int channels, Frames frames) {
    private static final long PNG = 0x89504e470d0a1a0aL;
    private static final int PNG_HEAD = 8;
    private static final int CHUNK = 12;
    private static final int IHDR = 0x49484452;
    private static final int IDAT = 0x49444154;
    private static final int ACTL = 0x6163544c;
    private static final int[] PNG_CHANNELS = {1, 0, 3, 1, 2, 0, 4};

    /** The formats that are read. */
    enum Format {
        JPEG,
        PNG
    }

    /** How many pictures a file holds. */
    enum Frames {
        ONE,
        MANY
    }

    /**
     * Reads it.
     *
     * @param place what messages call the file
     */
    static ImageHeader read(String place, byte[] file) {
        ByteBuffer bytes = ByteBuffer.wrap(file);
        try {
            if (file.length >= PNG_HEAD && bytes.getLong(0) == PNG) {
                return png(place, bytes);
            } else if (file.length > 2 && bytes.getShort(0) == (short) 0xffd8 && file[2] == (byte) 0xff) {
                return jpeg(place, bytes);
            }
        } catch (IndexOutOfBoundsException e) {
            throw new InputException(place, "ends within its header", e);
        }
        throw new InputException(place, "is neither a JPEG nor a PNG file", "convert it to one of them");
    }

    private static ImageHeader png(String place, ByteBuffer bytes) {
        int at = PNG_HEAD;
        if (bytes.getInt(at + 4) != IHDR) {
            throw new InputException(place, "is damaged: a PNG file begins with its header");
        }
        int colour = bytes.get(at + 17);
        int channels = colour >= 0 && colour < PNG_CHANNELS.length ? PNG_CHANNELS[colour] : 0;
        Frames frames = Frames.ONE;
        while (bytes.getInt(at + 4) != IDAT) {
            frames = bytes.getInt(at + 4) == ACTL ? Frames.MANY : frames;
            int length = bytes.getInt(at);
            if (length < 0) {
                throw new InputException(place, "is damaged: one of its parts has a negative length");
            }
            at = Math.addExact(at, Math.min(length, Integer.MAX_VALUE - at - CHUNK) + CHUNK);
        }
        return new ImageHeader(Format.PNG, bytes.getInt(16), bytes.getInt(20), bytes.get(24), channels, frames);
    }

    /** Segments up to the first that begins a frame. */
    private static ImageHeader jpeg(String place, ByteBuffer bytes) {
        int at = 2;
        while (true) {
            if (bytes.get(at) != (byte) 0xff) {
                throw new InputException(place, "is damaged: no marker at byte " + at);
            }
            int marker = Byte.toUnsignedInt(bytes.get(at + 1));
            if (marker == 0xff) {
                at++; // fill bytes before a marker
            } else if (isFrame(marker)) {
                int height = Short.toUnsignedInt(bytes.getShort(at + 5));
                int width = Short.toUnsignedInt(bytes.getShort(at + 7));
                return new ImageHeader(Format.JPEG, width, height, bytes.get(at + 4), bytes.get(at + 9), Frames.ONE);
            } else if (marker == 0xd9 || marker == 0xda) {
                throw new InputException(place, "is damaged: its picture has no header");
            } else {
                at += 2 + Short.toUnsignedInt(bytes.getShort(at + 2));
            }
        }
    }

    /** SOF0 to SOF15; the others in between are tables. */
    private static boolean isFrame(int marker) {
        return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    }
}
