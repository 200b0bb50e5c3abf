package io.demur.guarantee;

import java.util.OptionalLong;

/** How many accepted samples a test needs to pass at an observed risk below r. */
record EvidenceNeeded(RiskTest test, MaxRisk maxRisk, double level) {
    private static final long MOST = 1_000_000_000L;

    /**
     * By doubling and halving from a number that does not pass. Counts of errors are rounded up, so the p-value is not quite
     * monotone in the number of samples and the answer is about right.
     */
    OptionalLong at(double observedRisk, long accepted) {
        if (observedRisk >= maxRisk.value()) {
            return OptionalLong.empty();
        }
        long fails = accepted;
        long passes = accepted * 2;
        while (!pass(passes, observedRisk)) {
            if (passes > MOST) {
                return OptionalLong.empty();
            }
            fails = passes;
            passes *= 2;
        }
        while (passes - fails > 1) {
            long middle = (fails + passes) / 2;
            if (pass(middle, observedRisk)) {
                passes = middle;
            } else {
                fails = middle;
            }
        }
        return OptionalLong.of(passes);
    }

    private boolean pass(long accepted, double observedRisk) {
        return test.pValue(accepted, Math.min((double) accepted, Math.ceil(observedRisk * accepted)), maxRisk) <= level;
    }
}
