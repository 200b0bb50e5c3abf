package io.demur.guarantee;

import io.demur.logits.InputException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeSet;

/**
 * Fixed-sequence testing: from a start that the tuning sample suggests, walk towards more coverage and stop at the first
 * candidate that fails.
 *
 * <p>A walk tests each hypothesis at its full level, because a false certificate needs the first false hypothesis of the
 * walk to pass. Walks from {@code s} starts share delta evenly. The first start is the candidate with the smallest
 * tuning p-value (the surest of several). Further starts are spread evenly from there to the last candidate with a tuning
 * p-value of at most 1/2, that is where the tuning risk is about r: beyond, a start would be wasted. If
 * there is no room for so many different starts, there are fewer, and each gets more of delta.
 *
 * <p>More starts help where the risk is not monotone in the threshold, and cost power where it is.
 *
 * <p>Source: A. Angelopoulos et al., Learn then Test, Annals of Applied Statistics 2025.
 *
 * @param starts how many starts to share delta among, 1 to 999
 */
public record FixedSequence(int starts) implements Procedure {
    /** One start, which gets all of delta. */
    public static final FixedSequence DEFAULT = new FixedSequence(1);

    static final String NAME = "fixed-sequence";
    private static final double PROMISING = 0.5;

    /** Checks the range. */
    public FixedSequence {
        if (starts < 1 || starts > 999) {
            throw new InputException("starts", starts + " is not between 1 and 999");
        }
    }

    Selection select(double[] tuningP, double[] p, double delta) {
        TreeSet<Integer> from = starts(tuningP);
        double level = delta / Math.max(1, from.size());
        List<Integer> tested = new ArrayList<>();
        int free = 0;
        int best = -1;
        for (int start : from) {
            if (start < free) { // its walk would end where the earlier one did
                continue;
            }
            int i = start;
            for (; i < p.length && passes(i, p, level, tested); i++) {
                best = i;
            }
            free = i + 1;
        }
        OptionalInt chosen = best < 0 ? OptionalInt.empty() : OptionalInt.of(best);
        return new Selection(chosen, level, from.size(), tested);
    }

    private static boolean passes(int i, double[] p, double level, List<Integer> tested) {
        tested.add(i);
        return p[i] <= level;
    }

    private TreeSet<Integer> starts(double[] tuningP) {
        TreeSet<Integer> chosen = new TreeSet<>();
        if (tuningP.length == 0) {
            return chosen;
        }
        int first = 0;
        int last = 0;
        for (int i = 1; i < tuningP.length; i++) {
            first = tuningP[i] < tuningP[first] ? i : first;
            last = tuningP[i] <= PROMISING ? i : last;
        }
        int room = Math.max(0, last - first);
        for (int j = 0; j < starts; j++) {
            chosen.add(first + (int) ((long) room * j / starts));
        }
        return chosen;
    }

    @Override
    public String toString() {
        return starts == 1 ? NAME : NAME + ":starts=" + starts;
    }
}
