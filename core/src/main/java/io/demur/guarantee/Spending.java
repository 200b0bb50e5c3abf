package io.demur.guarantee;

/** What is to be certified, how, and with how much of delta. */
record Spending(Procedure procedure, MaxRisk maxRisk, double delta) {
    /** The same with an equal share of delta for each of several claims. */
    Spending shared(int claims) {
        return new Spending(procedure, maxRisk, delta / claims);
    }

    /**
     * Chooses among candidates in the order of rising coverage.
     *
     * @param tuning counts that may steer the order of testing, nothing else
     * @param p p-values on the certification sample
     */
    Selection select(RiskTest test, ThresholdCounts tuning, double[] p) {
        return procedure instanceof FixedSequence sequence
                ? sequence.select(tuning.pValues(test, maxRisk), p, delta)
                : ((BonferroniHolm) procedure).select(p, delta);
    }
}
