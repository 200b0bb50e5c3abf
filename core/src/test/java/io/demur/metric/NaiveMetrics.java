package io.demur.metric;

import io.demur.metric.Aurc.Convention;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** The metrics as their definitions read, sample by sample, with losses replaced by the mean of their tie block. */
final class NaiveMetrics {
    private final int n;
    private final double[] loss;
    /** How many are accepted at the end of each tie block. */
    private final int[] ends;

    private NaiveMetrics(double[] loss, int[] ends) {
        this.n = loss.length;
        this.loss = loss;
        this.ends = ends;
    }

    static NaiveMetrics of(double[] confidence, double[] loss) {
        int n = loss.length;
        int[] order = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -confidence[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] ends = IntStream.rangeClosed(1, n)
                .filter(i -> i == n || confidence[order[i]] != confidence[order[i - 1]])
                .toArray();
        double[] sorted = Arrays.stream(order).mapToDouble(i -> loss[i]).toArray();
        for (int b = 0, start = 0; b < ends.length; start = ends[b++]) {
            double mean = Arrays.stream(sorted, start, ends[b]).average().orElseThrow();
            Arrays.fill(sorted, start, ends[b], mean);
        }
        return new NaiveMetrics(sorted, ends);
    }

    /** The perfect ranking of the same losses, no two tied. */
    static NaiveMetrics oracle(double[] loss) {
        return new NaiveMetrics(
                Arrays.stream(loss).sorted().toArray(),
                IntStream.rangeClosed(1, loss.length).toArray());
    }

    private double total(int accepted) {
        return Arrays.stream(loss, 0, accepted).sum();
    }

    private double risk(int accepted) {
        return total(accepted) / accepted;
    }

    double aurc(Convention convention) {
        double sum = IntStream.rangeClosed(1, n).mapToDouble(this::risk).sum();
        return switch (convention) {
            case MEAN -> sum / n;
            case PAPER -> (sum - risk(n) / 2) / n;
            case TORCH_UNCERTAINTY -> (sum - (risk(1) + risk(n)) / 2) / (n - 1);
            case FD_SHIFTS -> throughEnds();
        };
    }

    private double throughEnds() {
        double area = 0;
        for (int b = 0; b < ends.length; b++) {
            int start = b == 0 ? 0 : ends[b - 1];
            double left = b == 0 ? risk(ends[0]) : risk(start);
            area += (ends[b] - start) / (double) n * (left + risk(ends[b])) / 2;
        }
        return area;
    }

    double augrc() {
        double area = 0;
        for (int b = 0; b < ends.length; b++) {
            int start = b == 0 ? 0 : ends[b - 1];
            area += (ends[b] - start) / (double) n * (total(start) + total(ends[b])) / n / 2;
        }
        return area;
    }

    double augrcTorchUncertainty() {
        double sum = IntStream.rangeClosed(1, n).mapToDouble(i -> total(i) / n).sum();
        return (sum - (total(1) / n + total(n) / n) / 2) / (n - 1);
    }

    /** Over all pairs. */
    static double auroc(double[] confidence, double[] loss) {
        double pairs = 0;
        double weight = 0;
        for (int i = 0; i < loss.length; i++) {
            for (int j = 0; j < loss.length; j++) {
                double rightThenWrong = (1 - loss[i]) * loss[j];
                weight += rightThenWrong;
                pairs += rightThenWrong * (1 + Math.signum(confidence[i] - confidence[j])) / 2;
            }
        }
        return pairs / weight;
    }

    double averagePrecision() {
        double sum = 0;
        for (int b = ends.length - 1; b >= 0; b--) {
            int start = b == 0 ? 0 : ends[b - 1];
            double precision = (total(n) - total(start)) / (n - start);
            sum += (total(ends[b]) - total(start)) / total(n) * precision;
        }
        return sum;
    }

    double fprAt95Tpr() {
        for (int b = ends.length - 1; ; b--) {
            int start = b == 0 ? 0 : ends[b - 1];
            double found = total(n) - total(start);
            if (b == 0 || found >= 0.95 * total(n) - 1e-12) {
                return (n - start - found) / (n - total(n));
            }
        }
    }

    /** 0 where no attainable coverage has so small a risk. */
    double coverageAtRisk(double r) {
        return Arrays.stream(ends).filter(end -> risk(end) <= r).max().orElse(0) / (double) n;
    }

    double riskAtCoverage(double c) {
        return risk(Arrays.stream(ends).filter(end -> end >= c * n).min().orElseThrow());
    }
}
