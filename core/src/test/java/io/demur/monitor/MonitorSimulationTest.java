package io.demur.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.demur.guarantee.Confidence;
import io.demur.guarantee.MaxRisk;
import io.demur.math.Binomial;
import io.demur.math.ClopperPearson;
import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * False alarms over whole streams, and how long a true one takes. A rate of false alarms fails when its one-sided 99.9 %
 * lower bound exceeds delta.
 */
class MonitorSimulationTest {
    private static final double RISK = 0.02;
    private static final double DELTA = 0.05;
    private static final int MANY = 2_000;
    private static final int LONG = 20_000;

    private static RiskWealth fresh() {
        return new RiskWealth(MaxRisk.of(RISK), Confidence.of(1 - DELTA));
    }

    /** How labels reach the test. */
    private enum Arrival {
        /** At once. */
        PROMPT,
        /** Late, mistakes sooner than right answers; counted in the order of the requests. */
        MISTAKES_FIRST,
        /** As before, with complaints about requests outside the sample in between. */
        WITH_COMPLAINTS,
        /** As before, but counted in the order of arrival: what must not be done. */
        AS_THEY_COME
    }

    private record Event(double time, long request, double loss) {}

    /** Whether a stream at exactly the certified risk raises an alarm at any of its looks. */
    private static boolean alarms(Arrival arrival, int labels, int seed) {
        SplittableRandom random =
                new SplittableRandom(seed * 1_000_003L + arrival.name().length());
        RiskWealth wealth = fresh();
        DelayedLabels order = new DelayedLabels(wealth);
        PriorityQueue<Event> arriving = new PriorityQueue<>(Comparator.comparingDouble(Event::time));
        for (int i = 0; i < labels && !wealth.alarmed(); i++) {
            double loss = random.nextDouble() < RISK ? 1 : 0;
            if (arrival == Arrival.PROMPT) {
                wealth.add(loss);
                continue;
            }
            long request = 2L * i;
            order.enroll(request);
            double delay = -(loss == 1 ? 5 : 500) * Math.log(1 - random.nextDouble());
            arriving.add(new Event(i + delay, request, loss));
            if (arrival == Arrival.WITH_COMPLAINTS && random.nextDouble() < RISK) {
                arriving.add(new Event(i + 1, request + 1, 1));
            }
            while (!arriving.isEmpty() && arriving.peek().time() <= i) {
                Event event = arriving.remove();
                if (arrival == Arrival.AS_THEY_COME) {
                    wealth.add(event.loss());
                } else {
                    order.label(event.request(), event.loss());
                }
            }
        }
        return wealth.alarmed();
    }

    private static long falseAlarms(Arrival arrival, int streams, int labels) {
        long alarms = IntStream.range(0, streams)
                .parallel()
                .filter(seed -> alarms(arrival, labels, seed))
                .count();
        System.out.printf(
                "monitor: %s, %,d streams of %,d labels at risk %s: %d alarms (%.2f %%)%n",
                arrival, streams, labels, RISK, alarms, 100.0 * alarms / streams);
        return alarms;
    }

    private static void requireAtMostDelta(Arrival arrival, int streams, int labels) {
        long alarms = falseAlarms(arrival, streams, labels);
        assertThat(ClopperPearson.lower(streams, alarms, 0.001)).isLessThanOrEqualTo(DELTA);
    }

    @Test
    void falseAlarmsInShort() {
        requireAtMostDelta(Arrival.PROMPT, 400, 2_000);
        requireAtMostDelta(Arrival.MISTAKES_FIRST, 200, 1_000);
        requireAtMostDelta(Arrival.WITH_COMPLAINTS, 200, 1_000);
    }

    @Test
    @Tag("slow")
    @DisplayName("2,000 streams of 20,000 labels at exactly the certified risk")
    void falseAlarms() {
        requireAtMostDelta(Arrival.PROMPT, MANY, LONG);
        requireAtMostDelta(Arrival.MISTAKES_FIRST, MANY, LONG);
        requireAtMostDelta(Arrival.WITH_COMPLAINTS, MANY, LONG);
    }

    @Test
    @DisplayName("the simulation can fail: counted in the order of arrival, the same labels raise false alarms")
    void theSimulationBites() {
        long alarms = falseAlarms(Arrival.AS_THEY_COME, 200, 2_000);
        assertThat(ClopperPearson.lower(200, alarms, 0.001)).isGreaterThan(DELTA);
    }

    @Test
    @DisplayName("at twice the risk: the median delay, beside a test of fixed size with power 1/2 and 0.9")
    void delay() {
        long[] delays = IntStream.range(0, 500)
                .mapToLong(seed -> detection(seed, 2 * RISK))
                .sorted()
                .toArray();
        long median = delays[delays.length / 2];
        long half = fixedSize(0.5);
        long most = fixedSize(0.9);
        System.out.printf(
                "monitor: at risk %s instead of %s the alarm comes after %d labels in the median, 90 %% after %d;"
                        + " a test of fixed size needs %d labels for power 0.5, %d for 0.9%n",
                2 * RISK, RISK, median, delays[delays.length * 9 / 10], half, most);
        assertThat(Arrays.stream(delays).max().orElseThrow()).isLessThan(LONG);
        assertThat(median).isLessThan(4 * most);
        assertThat(median).isGreaterThan(half);
    }

    private static long detection(int seed, double risk) {
        SplittableRandom random = new SplittableRandom(seed);
        RiskWealth wealth = fresh();
        while (!wealth.alarmed() && wealth.observations() < LONG) {
            wealth.add(random.nextDouble() < risk ? 1 : 0);
        }
        return wealth.observations();
    }

    /** The least n at which "the risk is at most r", tested once at delta, is refused with the given chance. */
    private static long fixedSize(double power) {
        for (long n = 10; ; n++) {
            long k = 0;
            while (Binomial.upperTail(n, k, RISK) > DELTA) {
                k++;
            }
            if (Binomial.upperTail(n, k, 2 * RISK) >= power) {
                return n;
            }
        }
    }
}
