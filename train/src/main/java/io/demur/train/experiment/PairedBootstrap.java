package io.demur.train.experiment;

import io.demur.math.Hash64;
import io.demur.math.Interval;
import io.demur.metric.Aurc;
import io.demur.metric.RiskCoverageCurve;
import io.demur.metric.ScoredLosses;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The difference of AURC[mean] between two groups of models, each averaged over its seeds, with a percentile interval
 * over resamples of the test rows. Each resample draws the same rows for every model of both groups, so what they share
 * cancels. It answers for the test rows drawn, not for seeds that were not. The same digits on every machine.
 */
public final class PairedBootstrap {
    private static final double LOWER = 0.025;
    private static final double UPPER = 0.975;

    private PairedBootstrap() {}

    /**
     * Second group less first.
     *
     * @param first models on the test rows, in one order of rows
     * @param second others, in the same order of rows
     * @param resamples how many
     * @throws IllegalArgumentException if the numbers of rows differ
     */
    public static Statistic difference(
            String name, List<ScoredLosses> first, List<ScoredLosses> second, int resamples) {
        int rows = first.get(0).size();
        if (!first.stream().allMatch(m -> m.size() == rows) || !second.stream().allMatch(m -> m.size() == rows)) {
            throw new IllegalArgumentException("models on different numbers of rows cannot be paired");
        }
        double[] differences = IntStream.range(0, resamples)
                .parallel()
                .mapToDouble(resample -> {
                    int[] drawn = drawn(rows, resample);
                    return mean(second, drawn) - mean(first, drawn);
                })
                .toArray();
        Arrays.sort(differences);
        int[] all = IntStream.range(0, rows).toArray();
        return new Statistic(
                name,
                mean(second, all) - mean(first, all),
                new Interval(quantile(differences, LOWER), quantile(differences, UPPER)),
                "bootstrap, " + resamples + " paired resamples of " + rows + " test rows, "
                        + Math.min(first.size(), second.size()) + " seeds");
    }

    private static int[] drawn(int rows, int resample) {
        SplittableRandom random = new SplittableRandom(Hash64.join(Hash64.START, resample));
        return IntStream.generate(() -> random.nextInt(rows)).limit(rows).toArray();
    }

    private static double mean(List<ScoredLosses> models, int[] rows) {
        return models.stream().mapToDouble(model -> aurc(model, rows)).sum() / models.size();
    }

    private static double aurc(ScoredLosses model, int[] rows) {
        double[] confidence = new double[rows.length];
        double[] loss = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            confidence[i] = model.confidence(rows[i]);
            loss[i] = model.loss(rows[i]);
        }
        return Aurc.of(RiskCoverageCurve.of(ScoredLosses.of(confidence, loss)));
    }

    /** Between the two nearest, linearly (Hyndman and Fan's seventh). */
    static double quantile(double[] sorted, double share) {
        double position = share * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
