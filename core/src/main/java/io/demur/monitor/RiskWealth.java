package io.demur.monitor;

import io.demur.guarantee.Confidence;
import io.demur.guarantee.MaxRisk;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * The test of "the risk is at most r" on a stream of losses in [0,1], valid however often one looks: the chance that it
 * ever raises an alarm, over the whole life of the stream, is at most delta while the risk of every loss, given all
 * before it, is at most r.
 *
 * <p>One unit of money is bet against the claim. A bet of size {@code lambda} in {@code [0, 1/r)} multiplies what is staked
 * by {@code 1 + lambda (x - r)} at a loss {@code x}, which is fair at best if the claim holds; so the wealth is a
 * nonnegative supermartingale, and by Ville's inequality it reaches {@code 1/delta} with chance at most delta. Nobody knows
 * how large the risk would be, so the money is spread evenly over {@value #BETS} alternatives {@code q} whose odds are
 * those of r times {@code 2^(j/3)}, each with the bet {@code (q - r) / (r (1 - r))} that grows fastest under it. Nobody
 * knows when the risk would rise, so half of the money is bet at once and the rest put aside, {@code 1/(2 t (t + 1))} of it
 * entering after {@code t} losses: a long good time then costs little of the power to see a late change.
 *
 * <p>Before the first loss the wealth is 1. The cost per loss is {@value #BETS} multiplications. The same losses in the
 * same order give the same digits on every JDK. Belongs to one thread.
 *
 * <p>Sources: J. Ville, 1939; G. Shafer, Testing by betting, JRSS A 2021; I. Waudby-Smith and A. Ramdas, Estimating means
 * of bounded random variables by betting, JRSS B 2024; for money put aside, J. Shin, A. Ramdas and A. Rinaldo, E-detectors,
 * 2022.
 */
public final class RiskWealth {
    static final int BETS = 24;

    private static final double STEPS_PER_DOUBLING = 3;
    /** What is bet at once. */
    private static final double AT_ONCE = 0.5;
    /** Beyond these a product would leave the doubles; giving money away keeps the test valid. */
    private static final double MOST = 1e290;

    private static final double LEAST = 1e-290;
    private static final int EXTRA = 3;

    private final MaxRisk maxRisk;
    private final Confidence confidence;
    private final double[] lambda = new double[BETS];
    private final double[] capital = new double[BETS];
    private long observations;
    private double lossSum;
    private long alarmedAt = -1;

    /** A test that has seen nothing yet. */
    public RiskWealth(MaxRisk maxRisk, Confidence confidence) {
        this.maxRisk = maxRisk;
        this.confidence = confidence;
        double r = maxRisk.value();
        double odds = r / (1 - r);
        for (int j = 0; j < BETS; j++) {
            double alternative = odds * StrictMath.pow(2, (j + 1) / STEPS_PER_DOUBLING);
            double q = alternative / (1 + alternative);
            lambda[j] = (q - r) / (r * (1 - r));
            capital[j] = AT_ONCE / BETS;
        }
    }

    /**
     * Takes the next loss.
     *
     * @param loss in [0,1]: 1 for a wrong answer, 0 for a right one
     */
    public void add(double loss) {
        if (!(loss >= 0 && loss <= 1)) {
            throw new IllegalArgumentException("a loss of " + loss + " is not in [0,1]");
        }
        double surplus = loss - maxRisk.value();
        double stake = observations == 0 ? 0 : putAside(observations - 1) - putAside(observations);
        for (int j = 0; j < BETS; j++) {
            double money = (capital[j] + stake / BETS) * (1 + lambda[j] * surplus);
            capital[j] = money < LEAST ? 0 : Math.min(money, MOST);
        }
        observations++;
        lossSum += loss;
        if (alarmedAt < 0 && wealth() >= 1 / confidence.delta()) {
            alarmedAt = observations;
        }
    }

    /** What is not bet yet after some losses. */
    private static double putAside(long losses) {
        return (1 - AT_ONCE) / (losses + 1);
    }

    /** Money now, for the 1 at the beginning: how strongly the stream speaks against the claim. */
    public double wealth() {
        double sum = observations == 0 ? 1 - AT_ONCE : putAside(observations - 1);
        for (double money : capital) {
            sum += money;
        }
        return sum;
    }

    /** Whether the wealth has ever reached {@code 1/delta}. It stays so. */
    public boolean alarmed() {
        return alarmedAt >= 0;
    }

    /** After how many losses the alarm came. */
    public OptionalLong alarmedAt() {
        return alarmed() ? OptionalLong.of(alarmedAt) : OptionalLong.empty();
    }

    /** How many losses were taken. */
    public long observations() {
        return observations;
    }

    /** Their sum. */
    public double lossSum() {
        return lossSum;
    }

    /** The claim that is tested. */
    public MaxRisk maxRisk() {
        return maxRisk;
    }

    /** One minus the chance of a false alarm. */
    public Confidence confidence() {
        return confidence;
    }

    /** All that is needed to go on later to the same bits, for {@link #restore}. */
    public double[] state() {
        double[] state = Arrays.copyOf(capital, BETS + EXTRA);
        state[BETS] = observations;
        state[BETS + 1] = lossSum;
        state[BETS + 2] = alarmedAt;
        return state;
    }

    /**
     * Takes the state of a test of the same claim over.
     *
     * @throws IllegalArgumentException if it is no such state
     */
    public void restore(double... state) {
        if (state.length != BETS + EXTRA || !Arrays.stream(state).allMatch(Double::isFinite)) {
            throw new IllegalArgumentException(state.length + " numbers are no state of a test");
        }
        System.arraycopy(state, 0, capital, 0, BETS);
        observations = (long) state[BETS];
        lossSum = state[BETS + 1];
        alarmedAt = (long) state[BETS + 2];
    }
}
