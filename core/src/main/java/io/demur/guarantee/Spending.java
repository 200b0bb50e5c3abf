package io.demur.guarantee;

/** What is to be certified, how, and with how much of delta. */
record Spending(Procedure procedure, MaxRisk maxRisk, double delta) {
    /** The same with an equal share of delta for each of several claims. */
    Spending shared(int claims) {
        return new Spending(procedure, maxRisk, delta / claims);
    }

    Spending at(MaxRisk other) {
        return new Spending(procedure, other, delta);
    }
}
