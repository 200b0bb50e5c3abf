package io.demur.metric;

import io.demur.logits.InputException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * Any number of keys, of which few are in memory: sorted runs of them lie one after the other in a temporary file, which
 * goes with the process.
 */
final class SortedRuns {
    /** Keys of a run; 8 MiB. */
    private static final int RUN = 1 << 20;
    /** Of a run while it is merged; 64 KiB. */
    private static final int READ_BYTES = 1 << 16;

    private long[] buffer = new long[1 << 10];
    private int buffered;
    private final List<Run> runs = new ArrayList<>();
    private Optional<FileChannel> file = Optional.empty();
    private long written;

    private record Run(FileChannel file, long start, long bytes) {}

    /** A file without a name that others could open, where the system allows that. */
    static FileChannel temporary() throws IOException {
        Path path = Files.createTempFile("demur-", ".runs");
        return FileChannel.open(
                path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
    }

    static InputException failure(IOException e) {
        return new InputException(
                System.getProperty("java.io.tmpdir", "the temporary folder"),
                "cannot hold the sorted confidences: " + e.getMessage(),
                "free some space, or name another folder by -Djava.io.tmpdir");
    }

    void add(long key) {
        if (buffered == buffer.length) {
            if (buffered == RUN) {
                spill();
            } else {
                buffer = Arrays.copyOf(buffer, Math.min(RUN, 4 * buffered));
            }
        }
        // Descending keys compare as unsigned; flipped, sorting as signed is right.
        buffer[buffered++] = key ^ Long.MIN_VALUE;
    }

    private void spill() {
        if (buffered == 0) {
            return;
        }
        Arrays.sort(buffer, 0, buffered);
        ByteBuffer bytes = ByteBuffer.allocateDirect(buffered * Long.BYTES);
        bytes.asLongBuffer().put(buffer, 0, buffered);
        try {
            FileChannel target = file.isPresent() ? file.get() : temporary();
            file = Optional.of(target);
            runs.add(new Run(target, written, bytes.capacity()));
            while (bytes.hasRemaining()) {
                written += target.write(bytes, written);
            }
        } catch (IOException e) {
            throw failure(e);
        }
        buffered = 0;
    }

    /** Takes all keys of another, which must not be used afterwards. */
    void merge(SortedRuns other) {
        runs.addAll(other.runs);
        for (int i = 0; i < other.buffered; i++) {
            add(other.buffer[i] ^ Long.MIN_VALUE);
        }
    }

    /** Reads all keys in order; what is added afterwards is not seen. */
    Reader reader() {
        spill();
        PriorityQueue<Source> heads = new PriorityQueue<>();
        for (Run run : runs) {
            heads.add(new Source(run));
        }
        return new Reader(heads);
    }

    /** The keys from the smallest, with how often each occurs. */
    static final class Reader {
        private final PriorityQueue<Source> heads;

        private Reader(PriorityQueue<Source> heads) {
            this.heads = heads;
        }

        boolean isEmpty() {
            return heads.isEmpty();
        }

        /** The smallest key left; only if there is one. */
        long key() {
            return heads.element().head ^ Long.MIN_VALUE;
        }

        /** Takes all keys that equal the given one, and says how many those are. */
        long take(long key) {
            long count = 0;
            while (!heads.isEmpty() && key() == key) {
                Source source = heads.remove();
                long same = source.head;
                boolean more = true;
                while (more && source.head == same) {
                    count++;
                    more = source.next();
                }
                if (more) {
                    heads.add(source);
                }
            }
            return count;
        }
    }

    /** A run as far as it has been read. */
    private static final class Source implements Comparable<Source> {
        private final Run run;
        private final ByteBuffer bytes;
        private LongBuffer keys = LongBuffer.allocate(0);
        private long read;
        private long head;

        Source(Run run) {
            this.run = run;
            this.bytes = ByteBuffer.allocateDirect((int) Math.min(READ_BYTES, run.bytes()));
            next();
        }

        /** Goes on to the next key, if there is one. */
        boolean next() {
            if (!keys.hasRemaining() && !fill()) {
                return false;
            }
            head = keys.get();
            return true;
        }

        private boolean fill() {
            bytes.clear().limit((int) Math.min(bytes.capacity(), run.bytes() - read));
            if (!bytes.hasRemaining()) {
                return false;
            }
            try {
                while (bytes.hasRemaining()) {
                    int got = run.file().read(bytes, run.start() + read);
                    if (got < 0) {
                        throw new EOFException("a file of sorted confidences was cut short");
                    }
                    read += got;
                }
            } catch (IOException e) {
                throw failure(e);
            }
            keys = bytes.flip().asLongBuffer();
            return true;
        }

        @Override
        public int compareTo(Source other) {
            return Long.compare(head, other.head);
        }
    }
}
