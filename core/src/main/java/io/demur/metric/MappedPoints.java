package io.demur.metric;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;

/** Points of a curve in a file of this process, 24 bytes each, mapped into memory: the heap does not grow with them. */
final class MappedPoints implements CurvePoints {
    static final int BYTES = 2 * Double.BYTES + Long.BYTES;

    private static final int PER_SEGMENT = 1 << 25;

    private final MappedByteBuffer[] segments;
    private final int size;

    private MappedPoints(MappedByteBuffer[] segments, int size) {
        this.segments = segments;
        this.size = size;
    }

    /** Maps a file that nobody changes any more: confidence, samples and loss of every point. */
    static MappedPoints of(FileChannel file) throws IOException {
        int size = Math.toIntExact(file.size() / BYTES);
        MappedByteBuffer[] segments = new MappedByteBuffer[(size + PER_SEGMENT - 1) / PER_SEGMENT];
        for (int s = 0; s < segments.length; s++) {
            long first = (long) s * PER_SEGMENT;
            long count = Math.min(PER_SEGMENT, size - first);
            segments[s] = file.map(MapMode.READ_ONLY, first * BYTES, count * BYTES);
        }
        return new MappedPoints(segments, size);
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public double confidence(int point) {
        return segments[point / PER_SEGMENT].getDouble(point % PER_SEGMENT * BYTES);
    }

    @Override
    public long accepted(int point) {
        return segments[point / PER_SEGMENT].getLong(point % PER_SEGMENT * BYTES + Double.BYTES);
    }

    @Override
    public double loss(int point) {
        return segments[point / PER_SEGMENT].getDouble(point % PER_SEGMENT * BYTES + 2 * Double.BYTES);
    }
}
