package io.demur.metric;

import io.demur.logits.InputException;
import io.demur.math.SortKeys;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Keeps the confidence of every sample in sorted runs on disk, 8 bytes each: the exact curve, in memory that does not
 * grow with the number of samples. Only for losses of 0 and 1: rights and wrongs are sorted apart.
 *
 * <p>The curve is a file of 24 bytes per distinct confidence, mapped into memory. Files lie in the folder of
 * {@code java.io.tmpdir} and go with the process.
 */
public final class DiskAccumulator implements RiskCoverageAccumulator<DiskAccumulator> {
    private static final int POINTS_PER_WRITE = 1 << 13;

    private final SortedRuns right = new SortedRuns();
    private final SortedRuns wrong = new SortedRuns();
    private long samples;

    /** Empty. */
    public DiskAccumulator() {}

    @Override
    public void add(double confidence, double loss) {
        if (Double.isNaN(confidence) || !(loss == 0 || loss == 1)) {
            throw new InputException(
                    "sample", "confidence " + confidence + " and loss " + loss + " cannot be kept on disk");
        }
        (loss == 0 ? right : wrong).add(SortKeys.descending(confidence));
        samples++;
    }

    @Override
    public void merge(DiskAccumulator other) {
        right.merge(other.right);
        wrong.merge(other.wrong);
        samples += other.samples;
    }

    @Override
    public long samples() {
        return samples;
    }

    @Override
    public BoundedCurve curve() {
        if (samples == 0) {
            throw new InputException("samples", "there is none to measure on");
        }
        try (FileChannel file = SortedRuns.temporary()) {
            long errors = write(file);
            double[][] losses = RiskCoverageCurve.binaryLosses(samples, errors);
            return BoundedCurve.exact(new RiskCoverageCurve(MappedPoints.of(file), losses));
        } catch (IOException e) {
            throw SortedRuns.failure(e);
        }
    }

    /** Merges both orders into points, and says how many samples are wrong. */
    private long write(FileChannel file) throws IOException {
        SortedRuns.Reader rights = right.reader();
        SortedRuns.Reader wrongs = wrong.reader();
        ByteBuffer points = ByteBuffer.allocateDirect(POINTS_PER_WRITE * MappedPoints.BYTES);
        long accepted = 0;
        long errors = 0;
        while (!rights.isEmpty() || !wrongs.isEmpty()) {
            long key = least(rights, wrongs);
            long more = wrongs.take(key);
            errors += more;
            accepted += more + rights.take(key);
            points.putDouble(SortKeys.fromAscending(~key)).putLong(accepted).putDouble(errors);
            if (!points.hasRemaining()) {
                writeAll(file, points);
            }
        }
        writeAll(file, points);
        return errors;
    }

    private static void writeAll(FileChannel file, ByteBuffer points) throws IOException {
        points.flip();
        while (points.hasRemaining()) {
            file.write(points);
        }
        points.clear();
    }

    private static long least(SortedRuns.Reader a, SortedRuns.Reader b) {
        if (a.isEmpty() || b.isEmpty()) {
            return a.isEmpty() ? b.key() : a.key();
        }
        return Long.compareUnsigned(a.key(), b.key()) < 0 ? a.key() : b.key();
    }
}
