package io.demur.inputs.read;

import io.demur.inputs.IndexMask;
import io.demur.inputs.RawImages;
import io.demur.inputs.RgbImage;
import io.demur.inputs.SegmentationSet;
import io.demur.logits.InputException;
import java.awt.image.Raster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** Reads a folder of pictures and one of masks. */
final class SegmentationFolders {
    private SegmentationFolders() {}

    static SegmentationSet read(Path images, Path masks, MaskFiles form, BadImages bad) {
        Folders.required(images, "it must hold the pictures");
        Folders.required(masks, "it must hold a mask for each picture of " + images);
        List<FileImage> pictures = new ArrayList<>();
        List<Supplier<IndexMask>> coded = new ArrayList<>();
        for (Path image : Folders.files(images, name -> form.isImage(name))) {
            Path mask = masks.resolve(form.maskOf(Folders.below(images, image)));
            if (!Files.isRegularFile(mask)) {
                throw new InputException(
                        image.toString(), "has no mask", mask + " is expected; name both folders and their suffixes");
            }
            FileImage picture = new FileImage(image);
            pictures.add(picture);
            coded.add(() -> mask(mask, form.coding()));
        }
        if (pictures.isEmpty()) {
            throw new InputException(images.toString(), "has no picture " + form.imageWords(), "check the folder");
        }
        SegmentationSet all = SegmentationSet.of(RawImages.of(pictures), coded, form.classNames());
        return kept(images, all, bad);
    }

    private static SegmentationSet kept(Path images, SegmentationSet all, BadImages bad) {
        int[] kept = bad.kept(all.rows(), row -> requireSameSize(all, row));
        if (kept.length == 0) {
            throw new InputException(
                    images.toString(), "none of its pictures can be used", "run without skipping to see why");
        }
        return all.select(kept);
    }

    private static void requireSameSize(SegmentationSet set, int row) {
        IndexMask mask = set.mask(row);
        RgbImage image = set.image(row);
        if (mask.width() != image.width() || mask.height() != image.height()) {
            throw sizes(set.images().raw().place(row), image, mask);
        }
    }

    static InputException sizes(String place, RgbImage image, IndexMask mask) {
        return new InputException(
                place,
                "has " + image.width() + " x " + image.height() + " pixels, its mask " + mask.width() + " x "
                        + mask.height(),
                "store both in the same size");
    }

    /** The samples of a file as classes. */
    static IndexMask mask(Path file, MaskCoding coding) {
        Raster raster = ImageDecoder.grey(file.toString(), FileImage.bytes(file));
        int width = raster.getWidth();
        byte[] classes = new byte[Math.multiplyExact(width, raster.getHeight())];
        int[] row = new int[width * raster.getNumBands()];
        boolean labelled = false;
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getPixels(0, y, width, 1, row);
            for (int x = 0; x < width; x++) {
                OptionalInt meaning = coding.meaning(row[x]);
                if (meaning.isEmpty()) {
                    throw new InputException(
                            file.toString(),
                            "the value " + row[x] + " at column " + x + ", row " + y + " is neither a class nor void",
                            "check classes and void");
                }
                classes[y * width + x] = (byte) meaning.getAsInt();
                labelled |= meaning.getAsInt() != IndexMask.VOID;
            }
        }
        if (!labelled) {
            throw new InputException(file.toString(), "every pixel is void", "leave the picture out");
        }
        return IndexMask.of(width, raster.getHeight(), classes);
    }
}
