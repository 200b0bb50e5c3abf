package io.demur.inputs;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Pictures, one per row, decoded when they are asked for. Safe for several threads.
 *
 * <p>Decoded pictures are kept as long as all of them together take less than an eighth of the memory that Java may
 * use: small data sets are decoded once, large ones in every epoch.
 */
public final class RawImages implements RawRows {
    private final Store store;
    private final int[] rows;

    private RawImages(Store store, int... rows) {
        this.store = store;
        this.rows = rows;
    }

    /** Copies the list. */
    public static RawImages of(List<? extends ImageSource> sources) {
        return new RawImages(
                new Store(sources), IntStream.range(0, sources.size()).toArray());
    }

    @Override
    public int rows() {
        return rows.length;
    }

    @Override
    public RawImages select(int... chosen) {
        return new RawImages(store, Arrays.stream(chosen).map(row -> rows[row]).toArray());
    }

    @Override
    public String place(int row) {
        return store.sources.get(rows[row]).place();
    }

    /**
     * A picture.
     *
     * @throws io.demur.logits.InputException if it cannot be decoded, naming it
     */
    public RgbImage image(int row) {
        return store.image(rows[row]);
    }

    /** The SHA-256 of the bytes that hold a picture. */
    byte[] digest(int row) {
        return store.digests()[rows[row]];
    }

    /** What the rows share with those that were selected from them. */
    private static final class Store {
        private static final int SHARE = 8;

        private final AtomicLong kept = new AtomicLong();
        private final List<ImageSource> sources;
        private final AtomicReferenceArray<@Nullable RgbImage> decoded;
        private byte @Nullable [][] digests;

        Store(List<? extends ImageSource> sources) {
            this.sources = List.copyOf(sources);
            this.decoded = new AtomicReferenceArray<>(sources.size());
        }

        RgbImage image(int index) {
            @Nullable RgbImage known = decoded.get(index);
            if (known != null) {
                return known;
            }
            RgbImage image = sources.get(index).image();
            long bytes = image.samples().length;
            if (kept.addAndGet(bytes) > Runtime.getRuntime().maxMemory() / SHARE
                    || !decoded.compareAndSet(index, null, image)) {
                kept.addAndGet(-bytes);
            }
            return image;
        }

        synchronized byte[][] digests() {
            byte @Nullable [][] known = digests;
            if (known == null) {
                known = sources.parallelStream()
                        .map(source -> new RowDigest().add(source.content()).take())
                        .toArray(byte[][]::new);
                digests = known;
            }
            return known;
        }
    }
}
