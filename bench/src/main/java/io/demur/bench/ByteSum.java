package io.demur.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.IntStream;

/**
 * The floor under everything that reads logits: summing the bytes of a file once, taken as floats, on every processor.
 * Run as a program, it is the floor under a whole process.
 */
final class ByteSum {
    private static final int BLOCK_BYTES = 1 << 18;

    private ByteSum() {}

    /** Prints the sum of the file that the only argument names. */
    public static void main(String[] args) throws IOException {
        System.out.println(of(Path.of(args[0]), Runtime.getRuntime().availableProcessors()));
    }

    static double of(Path file, int threads) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long blocks = (channel.size() + BLOCK_BYTES - 1) / BLOCK_BYTES;
            return IntStream.range(0, threads)
                    .parallel()
                    .mapToDouble(t -> sum(channel, blocks * t / threads, blocks * (t + 1) / threads))
                    .sum();
        }
    }

    private static double sum(FileChannel channel, long firstBlock, long lastBlock) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(BLOCK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        float[] floats = new float[BLOCK_BYTES / Float.BYTES];
        double total = 0;
        for (long block = firstBlock; block < lastBlock; block++) {
            read(channel, buffer, block * BLOCK_BYTES);
            FloatBuffer view = buffer.asFloatBuffer();
            int count = view.remaining();
            view.get(floats, 0, count);
            total += sum(floats, count);
        }
        return total;
    }

    private static void read(FileChannel channel, ByteBuffer buffer, long position) {
        buffer.clear();
        try {
            int got = 0;
            while (buffer.hasRemaining() && got >= 0) {
                got = channel.read(buffer, position + buffer.position());
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        buffer.flip();
    }

    /** Four sums side by side, because one would wait for each of its additions. */
    private static double sum(float[] floats, int count) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + 3 < count; i += 4) {
            a += floats[i];
            b += floats[i + 1];
            c += floats[i + 2];
            d += floats[i + 3];
        }
        for (; i < count; i++) {
            a += floats[i];
        }
        return a + b + c + d;
    }
}
