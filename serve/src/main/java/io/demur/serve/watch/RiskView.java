package io.demur.serve.watch;

import io.demur.math.Interval;
import java.util.List;
import java.util.OptionalLong;

/**
 * What is known of the accepted risk of one version.
 *
 * @param maxRisk the claim that is tested
 * @param labels how many audited answers have counted
 * @param wrong how many of them were wrong
 * @param interval the confidence sequence of the risk
 * @param wealth of the test; an alarm comes at {@code 1/delta}
 * @param alarmedAt after how many labels the alarm came
 * @param waiting audited answers that have not counted yet
 * @param held those of them whose label is known
 * @param waitsFor request and row of the first missing label; empty text if none is missing
 * @param course earlier looks since the start, oldest first
 */
public record RiskView(
        double maxRisk,
        long labels,
        double wrong,
        Interval interval,
        double wealth,
        OptionalLong alarmedAt,
        int waiting,
        int held,
        String waitsFor,
        List<Look> course) {
    /** Copies the list. */
    public RiskView {
        course = List.copyOf(course);
    }

    /**
     * An earlier look.
     *
     * @param labels that had counted
     * @param wrong how many of them were wrong
     * @param interval the confidence sequence then
     */
    public record Look(long labels, double wrong, Interval interval) {}
}
