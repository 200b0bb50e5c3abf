package io.demur.guarantee;

import static io.demur.guarantee.Population.atom;
import static io.demur.guarantee.Population.smooth;

import io.demur.guarantee.Population.Loss;

/** Populations with ties and atoms; risks around r = .05. */
enum Design {
    /** Every threshold is just too risky: every certificate is a violation. */
    JUST_ABOVE,
    /** The same in one tie: a single candidate. */
    ONE_ATOM,
    /** The useful case: the surer, the better, and full coverage is too risky. */
    RISING,
    /** The surest answers are among the worse, so the risk is not monotone in the threshold. */
    BUMPY;

    Population population(Loss loss) {
        return switch (this) {
            case JUST_ABOVE ->
                new Population(loss, atom(0.2, 0.0501), smooth(0.1, 0.0501), atom(0.4, 0.0501), smooth(0.3, 0.0501));
            case ONE_ATOM -> new Population(loss, atom(1, 0.0501));
            case RISING ->
                new Population(
                        loss,
                        atom(0.1, 0.4),
                        smooth(0.2, 0.15),
                        atom(0.3, 0.05),
                        smooth(0.25, 0.02),
                        atom(0.15, 0.005));
            case BUMPY ->
                new Population(loss, smooth(0.3, 0.12), atom(0.4, 0.01), smooth(0.15, 0.04), atom(0.15, 0.09));
        };
    }
}
