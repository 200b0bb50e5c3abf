package io.demur.bench;

import io.demur.io.npy.Npy;
import io.demur.logits.LogitTile;
import io.demur.logits.Logits;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** Reading an NPY file of float32 rows into class-major tiles, in MB/s, on one thread. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@OperationsPerInvocation(TemporaryLogits.MEGABYTES)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class NpyDecodeBenchmark {

    @Benchmark
    public double megabytesTiled(TemporaryLogits file) {
        LogitTile tile = new LogitTile(TemporaryLogits.CLASSES);
        double sum = 0;
        try (Logits logits = Npy.readLogits(file.file)) {
            Logits.Pass pass = logits.pass();
            while (pass.next(tile)) {
                sum += tile.value(0, 0);
            }
        }
        return sum;
    }
}
