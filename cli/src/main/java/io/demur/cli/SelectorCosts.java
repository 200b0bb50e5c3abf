package io.demur.cli;

import io.demur.guarantee.Certified;
import io.demur.guarantee.RiskTest;
import io.demur.logits.InputException;
import io.demur.metric.Loss;
import io.demur.select.Selector;
import java.util.Optional;

/** A certificate speaks of the loss it was counted with, and of no other. */
final class SelectorCosts {
    private SelectorCosts() {}

    /** Refuses a loss that is not the one of the certificate. */
    static void require(String file, Selector selector, Certified certified, Loss loss) {
        Optional<String> fitted = selector.data().costs();
        boolean wanted = fitted.isPresent() || certified.terms().test() != RiskTest.EXACT_BINOMIAL;
        if (wanted && loss.isError()) {
            throw new InputException(file, "is about costs, not errors", "give the same --costs as to fit");
        }
        if (!wanted && !loss.isError()) {
            throw new InputException(file, "is about errors, not costs", "leave --costs out");
        }
        if (fitted.isPresent() && !fitted.equals(loss.digest())) {
            throw new InputException(
                    "--costs",
                    "holds other costs than " + file + " was fitted with",
                    "give the same --costs as to fit");
        }
    }
}
