package io.demur.monitor;

import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Losses that become known late and out of order, handed to a test in the order of the requests.
 *
 * <p>Mistakes are often reported sooner than right answers, so losses taken in the order of their arrival would be no fair
 * sample. Here a request enters the sample when it is decided, before anything of its label is known, and its loss counts
 * only when those of all requests before it are known: the losses that have counted are at every moment those of the
 * first requests of the sample, whatever the delays depend on. The price is to wait for the slowest label. Belongs to
 * one thread.
 */
public final class DelayedLabels {
    private final RiskWealth wealth;
    /** Requests of the sample in their order, with their losses; NaN where it is not known yet. */
    private final Map<Long, Double> sample = new LinkedHashMap<>();

    private long last = Long.MIN_VALUE;
    private int held;

    /** Hands losses to a test. */
    public DelayedLabels(RiskWealth wealth) {
        this.wealth = wealth;
    }

    /**
     * A request enters the sample.
     *
     * @param request its number, larger than all before
     */
    public void enroll(long request) {
        if (request <= last) {
            throw new IllegalArgumentException("request " + request + " does not come after " + last);
        }
        last = request;
        sample.put(request, Double.NaN);
    }

    /**
     * The loss of a request becomes known. The first one counts; one of a request that is not in the sample, or has counted
     * already, changes nothing.
     *
     * @param loss in [0,1]
     * @return how many losses were handed to the test now
     */
    public int label(long request, double loss) {
        if (!(loss >= 0 && loss <= 1)) {
            throw new IllegalArgumentException("a loss of " + loss + " is not in [0,1]");
        }
        Double before = sample.get(request);
        if (before == null || !before.isNaN()) {
            return 0;
        }
        sample.put(request, loss);
        held++;
        return count();
    }

    private int count() {
        int counted = 0;
        Iterator<Double> losses = sample.values().iterator();
        while (losses.hasNext()) {
            double loss = losses.next();
            if (Double.isNaN(loss)) {
                break;
            }
            wealth.add(loss);
            losses.remove();
            counted++;
        }
        held -= counted;
        return counted;
    }

    /** The test. */
    public RiskWealth wealth() {
        return wealth;
    }

    /**
     * The requests that have not counted yet, in their order, with their losses; NaN where one is not known. With the
     * state of the test this is all it takes to go on elsewhere: enroll them and tell the known losses again.
     */
    public Map<Long, Double> pending() {
        return Collections.unmodifiableMap(sample);
    }

    /** Requests of the sample that have not counted yet. */
    public int waiting() {
        return sample.size();
    }

    /** The request whose label everything waits for. */
    public OptionalLong waitsFor() {
        return sample.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(sample.keySet().iterator().next());
    }

    /** Requests of the sample that are known and wait for one before them. */
    public int held() {
        return held;
    }
}
