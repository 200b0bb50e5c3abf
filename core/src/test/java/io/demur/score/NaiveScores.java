package io.demur.score;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The scores as their definitions read, for moderate logits; shares nothing with the kernels. */
final class NaiveScores {
    private NaiveScores() {}

    static double[] softmax(double[] v, double temperature) {
        double max = Arrays.stream(v).max().orElseThrow();
        double[] p = Arrays.stream(v)
                .map(x -> StrictMath.exp((x - max) / temperature))
                .toArray();
        double sum = Arrays.stream(p).sum();
        return Arrays.stream(p).map(x -> x / sum).toArray();
    }

    /** What {@link Score#display} shows of the score. */
    static double displayed(Score score, double[] v) {
        if (score instanceof PlainScore plain) {
            return plain(plain, v);
        } else if (score instanceof Energy energy) {
            double max = Arrays.stream(v).max().orElseThrow();
            return max - energy.temperature() * StrictMath.log(largest(softmax(v, energy.temperature()), 0));
        } else if (score instanceof MspTemperature msp) {
            return 1 / (1 + StrictMath.exp(-mspLogit(v, msp.temperature())));
        } else if (score instanceof Gen gen) {
            double[] p = Arrays.stream(softmax(v, 1)).sorted().toArray();
            return -IntStream.range(Math.max(0, p.length - gen.top()), p.length)
                    .mapToDouble(i -> StrictMath.pow(p[i] * sumWithout(p, i), gen.gamma()))
                    .sum();
        } else if (score instanceof LogitNorm norm) {
            double[] c = centred(v, norm.centring());
            return largest(c, 0) / norm(c, norm.p());
        }
        LogitMarginNorm norm = (LogitMarginNorm) score;
        double[] c = centred(v, norm.centring());
        return (largest(c, 0) - largest(c, 1)) / norm(c, norm.p());
    }

    private static double plain(PlainScore score, double[] v) {
        double[] p = softmax(v, 1);
        return switch (score) {
            case MSP -> largest(p, 0);
            case ENTROPY ->
                Arrays.stream(p).map(x -> x == 0 ? 0 : x * StrictMath.log(x)).sum();
            case SOFTMAX_MARGIN -> largest(p, 0) - largest(p, 1);
            case MAX_LOGIT -> largest(v, 0);
            case CENTRED_MAX_LOGIT -> largest(centred(v, Centring.MEAN), 0);
            case LOGIT_MARGIN -> largest(v, 0) - largest(v, 1);
            case GINI -> Arrays.stream(p).map(x -> x * x).sum();
        };
    }

    /** {@code 1 - p_i} without cancellation. */
    private static double sumWithout(double[] p, int i) {
        return IntStream.range(0, p.length)
                .filter(k -> k != i)
                .mapToDouble(k -> p[k])
                .sum();
    }

    static double mspLogit(double[] v, double temperature) {
        double[] sorted = Arrays.stream(v).map(x -> x / temperature).sorted().toArray();
        int last = v.length - 1;
        double rest = Arrays.stream(sorted, 0, last)
                .map(x -> StrictMath.exp(x - sorted[last - 1]))
                .sum();
        return sorted[last] - sorted[last - 1] - StrictMath.log(rest);
    }

    static double[] centred(double[] v, Centring centring) {
        double mean = centring == Centring.MEAN ? Arrays.stream(v).sum() / v.length : 0;
        return Arrays.stream(v).map(x -> x - mean).toArray();
    }

    static double norm(double[] c, double p) {
        return StrictMath.pow(
                Arrays.stream(c).map(x -> StrictMath.pow(Math.abs(x), p)).sum(), 1 / p);
    }

    static double largest(double[] v, int rank) {
        double[] sorted = v.clone();
        Arrays.sort(sorted);
        return sorted[v.length - 1 - rank];
    }
}
