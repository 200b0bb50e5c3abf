package io.demur.inputs.read;

import java.util.List;
import java.util.Locale;

/**
 * Which files of two folders belong together, and what their masks say. The mask of {@code a/b_IMAGE.jpg} is
 * {@code a/b_MASK.png}, with the suffixes in place of {@code _IMAGE.jpg} and {@code _MASK.png}.
 *
 * @param imageSuffix how names of pictures end; empty for any JPEG or PNG file, the suffix being its extension
 * @param maskSuffix how names of masks end
 * @param coding what their values mean
 * @param classNames in the order of the classes
 */
public record MaskFiles(String imageSuffix, String maskSuffix, MaskCoding coding, List<String> classNames) {
    /** Copies the list. */
    public MaskFiles {
        classNames = List.copyOf(classNames);
    }

    boolean isImage(String name) {
        return imageSuffix.isEmpty() ? Folders.isPicture(name) : name.endsWith(imageSuffix);
    }

    /** The path of the mask of a picture, both below their folders. */
    String maskOf(String image) {
        int end = imageSuffix.isEmpty() ? image.lastIndexOf('.') : image.length() - imageSuffix.length();
        return image.substring(0, end) + maskSuffix;
    }

    String imageWords() {
        return imageSuffix.isEmpty()
                ? "in JPEG or PNG"
                : String.format(Locale.ROOT, "whose name ends with %s", imageSuffix);
    }
}
