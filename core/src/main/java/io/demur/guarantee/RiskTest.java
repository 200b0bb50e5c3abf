package io.demur.guarantee;

import io.demur.math.Binomial;
import io.demur.math.BoundedMean;
import io.demur.math.ClopperPearson;
import io.demur.metric.Loss;
import io.demur.metric.ScoredLosses;

/**
 * The test of one hypothesis "the risk at this threshold is above r" from {@code n} accepted samples whose losses sum to
 * {@code s}.
 *
 * <p>Which test applies is fixed before the certification sample is looked at, by the kind of loss.
 */
public enum RiskTest {
    /** For losses 0 and 1: the p-value is {@code P(Bin(n, r) <= s)}, on integers. */
    EXACT_BINOMIAL("exact binomial") {
        @Override
        double lowerTail(long n, double sum, double r) {
            return Binomial.lowerTail(n, (long) sum, r);
        }

        @Override
        double upperTail(long n, double sum, double r) {
            return Binomial.upperTail(n, (long) sum, r);
        }

        @Override
        double invert(long n, double sum, double level) {
            return ClopperPearson.upper(n, (long) sum, level);
        }
    },

    /** For losses anywhere in [0,1]: the smaller of Hoeffding's and Bentkus's bound. */
    HOEFFDING_BENTKUS("Hoeffding-Bentkus") {
        @Override
        double lowerTail(long n, double sum, double r) {
            return BoundedMean.lowerTail(n, sum, r);
        }

        @Override
        double upperTail(long n, double sum, double r) {
            return BoundedMean.upperTail(n, sum, r);
        }

        @Override
        double invert(long n, double sum, double level) {
            double low = sum / n;
            double high = 1;
            double middle = (low + high) / 2;
            while (low < middle && middle < high) {
                boolean passes = lowerTail(n, sum, middle) <= level;
                high = passes ? middle : high;
                low = passes ? low : middle;
                middle = (low + high) / 2;
            }
            return high;
        }
    };

    /** 10^18, which stands for every greater number of samples too: nobody has so many. */
    public static final long MANY = 1_000_000_000_000_000_000L;

    private final String title;

    RiskTest(String title) {
        this.title = title;
    }

    /** The test for a kind of loss: exact for the plain error; costs may be anything, even where a sample shows only 0 and 1. */
    public static RiskTest of(Loss loss) {
        return loss.isError() ? EXACT_BINOMIAL : HOEFFDING_BENTKUS;
    }

    /** The test that suits the losses of a tuning sample whose kind nobody knows: exact if all of them are 0 or 1. */
    public static RiskTest suiting(ScoredLosses tuning) {
        return tuning.binary() ? EXACT_BINOMIAL : HOEFFDING_BENTKUS;
    }

    /** What reports call this test. */
    public String title() {
        return title;
    }

    /**
     * The p-value of "the risk is above r": small where so low a sum would be rare. Falls as r grows; 1 if nothing is
     * accepted.
     */
    public double pValue(long accepted, double lossSum, MaxRisk r) {
        check(accepted, lossSum);
        return accepted == 0 ? 1 : lowerTail(accepted, lossSum, r.value());
    }

    /** The p-value of "the risk is at most r": small where so high a sum would be rare; 1 if nothing is accepted. */
    public double contraryPValue(long accepted, double lossSum, MaxRisk r) {
        check(accepted, lossSum);
        return accepted == 0 ? 1 : upperTail(accepted, lossSum, r.value());
    }

    /** The smallest r whose p-value is at most {@code level}: an upper bound on the risk; 1 if nothing is accepted. */
    public double upperBound(long accepted, double lossSum, double level) {
        check(accepted, lossSum);
        return accepted == 0 ? 1 : invert(accepted, lossSum, level);
    }

    /** How many accepted samples without any loss make the p-value at most {@code level}; {@link #MANY} if more do. */
    public static long acceptedNeededWithoutLoss(MaxRisk r, double level) {
        double logRight = StrictMath.log1p(-r.value());
        double about = Math.ceil(StrictMath.log(level) / logRight);
        if (about >= MANY) {
            return MANY;
        }
        long needed = Math.max(1, (long) about);
        if (needed > 1 && EXACT_BINOMIAL.pValue(needed - 1, 0, r) <= level) {
            return needed - 1;
        }
        return EXACT_BINOMIAL.pValue(needed, 0, r) <= level ? needed : needed + 1;
    }

    abstract double lowerTail(long n, double sum, double r);

    abstract double upperTail(long n, double sum, double r);

    abstract double invert(long n, double sum, double level);

    private void check(long accepted, double lossSum) {
        if (!(lossSum >= 0 && lossSum <= accepted)) {
            throw new IllegalArgumentException("a loss sum of " + lossSum + " from " + accepted + " accepted samples");
        }
        if (this == EXACT_BINOMIAL && lossSum != (long) lossSum) {
            throw new IllegalArgumentException("a count of errors of " + lossSum);
        }
    }
}
