package io.demur.evaluation;

import io.demur.score.BadRows;
import io.demur.smoothing.DiagnosisThresholds;

/**
 * How to diagnose a model. The same plan on the same rows gives the same digits, whatever their order.
 *
 * @param thresholds what the evidence is compared with
 * @param risk for which coverage before and after the repair is compared, in [0,1]
 * @param resamples for the interval of that coverage; 0 for none
 * @param seed of the halves and of the resamples
 * @param badRows what to do with rows that are not finite
 * @param threads number of threads; changes no digit
 */
public record DiagnosisPlan(
        DiagnosisThresholds thresholds, double risk, int resamples, long seed, BadRows badRows, int threads) {

    public DiagnosisPlan {
        if (!(risk >= 0 && risk <= 1) || resamples < 0) {
            throw new IllegalArgumentException("a risk of " + risk + " and " + resamples + " resamples");
        }
    }

    /** The usual thresholds, coverage at 1 % risk, 1,000 resamples. */
    public static DiagnosisPlan usual() {
        return new DiagnosisPlan(
                DiagnosisThresholds.usual(),
                0.01,
                1000,
                1,
                BadRows.REFUSE,
                Runtime.getRuntime().availableProcessors());
    }

    /** The same with other thresholds. */
    public DiagnosisPlan with(DiagnosisThresholds other) {
        return new DiagnosisPlan(other, risk, resamples, seed, badRows, threads);
    }

    /** The same with another treatment of bad rows. */
    public DiagnosisPlan with(BadRows other) {
        return new DiagnosisPlan(thresholds, risk, resamples, seed, other, threads);
    }

    /** The same for the coverage at another risk. */
    public DiagnosisPlan at(double otherRisk) {
        return new DiagnosisPlan(thresholds, otherRisk, resamples, seed, badRows, threads);
    }

    /** The same with another number of resamples and another seed. */
    public DiagnosisPlan withResamples(int count, long withSeed) {
        return new DiagnosisPlan(thresholds, risk, count, withSeed, badRows, threads);
    }

    /** The same on another number of threads. */
    public DiagnosisPlan withThreads(int other) {
        return new DiagnosisPlan(thresholds, risk, resamples, seed, badRows, other);
    }
}
