package io.demur.inputs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;

/**
 * Pictures with the class of each of their pixels, both decoded when they are asked for. Values do not change; safe for
 * several threads.
 */
public final class SegmentationSet {
    private final DataSet images;
    private final List<Supplier<IndexMask>> masks;

    private SegmentationSet(DataSet images, List<Supplier<IndexMask>> masks) {
        this.images = images;
        this.masks = masks;
    }

    /**
     * Copies the lists.
     *
     * @param masks one per picture, each as large as its picture; asked for again whenever one is wanted
     * @param classNames at least two, in the order of the classes
     */
    public static SegmentationSet of(RawImages images, List<Supplier<IndexMask>> masks, List<String> classNames) {
        if (images.rows() != masks.size()) {
            throw new IllegalArgumentException(masks.size() + " masks for " + images.rows() + " pictures");
        }
        return new SegmentationSet(DataSet.of(images, new int[images.rows()], classNames), List.copyOf(masks));
    }

    /** Number of pictures. */
    public int rows() {
        return masks.size();
    }

    /** The pictures; their labels say nothing. */
    public DataSet images() {
        return images;
    }

    /** A picture. */
    public RgbImage image(int row) {
        return ((RawImages) images.raw()).image(row);
    }

    /**
     * The classes of a picture's pixels.
     *
     * @throws io.demur.logits.InputException if the mask is wrong, naming it
     */
    public IndexMask mask(int row) {
        return masks.get(row).get();
    }

    /**
     * What the set is known by: {@code sha256:} and hex digits, over the digest of the pictures and all masks in order.
     *
     * @throws io.demur.logits.InputException if a mask is wrong, naming it
     */
    public String digest() {
        RowDigest digest = new RowDigest().add(images.digest());
        byte[][] each = masks.parallelStream()
                .map(mask -> new RowDigest().add(mask.get().classes()).take())
                .toArray(byte[][]::new);
        Arrays.stream(each).forEach(digest::add);
        return "sha256:" + HexFormat.of().formatHex(digest.take());
    }

    /** The names of the classes, in order. */
    public List<String> classNames() {
        return images.classNames();
    }

    /** The chosen pictures, in the order given. */
    public SegmentationSet select(int... rows) {
        List<Supplier<IndexMask>> chosen = new ArrayList<>();
        Arrays.stream(rows).forEach(row -> chosen.add(masks.get(row)));
        return new SegmentationSet(images.select(rows), chosen);
    }
}
