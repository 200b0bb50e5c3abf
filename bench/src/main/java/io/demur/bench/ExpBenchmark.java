package io.demur.bench;

import io.demur.math.Exp;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One exponential, in nanoseconds: over an array, one at a time, and by the platform. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(ExpBenchmark.COUNT)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class ExpBenchmark {
    static final int COUNT = 1024;

    private static final double LEAST = -30;

    private final double[] exponents = new double[COUNT];
    private final double[] values = new double[COUNT];
    private final double[] work = new double[COUNT];
    private final double[] more = new double[COUNT];

    @Setup
    public void draw() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < COUNT; i++) {
            exponents[i] = random.nextDouble(LEAST, 0);
        }
    }

    @Benchmark
    public double[] array() {
        Exp.ofNonPositive(exponents, values, work, more, COUNT, LEAST);
        return values;
    }

    @Benchmark
    public double single() {
        double sum = 0;
        for (double x : exponents) {
            sum += Exp.of(x);
        }
        return sum;
    }

    @Benchmark
    public double platform() {
        double sum = 0;
        for (double x : exponents) {
            sum += Math.exp(x);
        }
        return sum;
    }
}
