package io.demur.serve.watch;

import io.demur.guarantee.Certified;
import io.demur.guarantee.GroupRule;
import io.demur.guarantee.MaxRisk;
import io.demur.math.Interval;
import io.demur.select.Grouping;
import io.demur.select.Rule;
import io.demur.select.Selector;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What is tested of a selector: the largest risk that a rule of it is certified for, among the answers of certified
 * rules. If every rule keeps its promise, their answers together do.
 *
 * @param maxRisk the claim
 * @param coverage where the certification sample puts the coverage; only where there is one rule
 */
record Claim(MaxRisk maxRisk, Optional<Interval> coverage) {

    /** The claim of a selector; empty where nothing is certified and nothing given, or costs take the place of errors. */
    static Optional<Claim> of(Selector selector, OptionalDouble given) {
        if (selector.data().costs().isPresent()) {
            return Optional.empty();
        }
        List<Certified> all = selector.rules().stream()
                .flatMap(rule -> rule.certificate().stream())
                .filter(Certified.class::isInstance)
                .map(Certified.class::cast)
                .toList();
        OptionalDouble certified =
                all.stream().mapToDouble(one -> one.terms().maxRisk().value()).max();
        OptionalDouble risk = given.isPresent() ? given : certified;
        Optional<Interval> coverage = all.size() == 1 && selector.grouping() == Grouping.NONE
                ? Optional.of(all.get(0).coverageInterval())
                : Optional.empty();
        return risk.isPresent() ? Optional.of(new Claim(MaxRisk.of(risk.getAsDouble()), coverage)) : Optional.empty();
    }

    /**
     * Whether the answers of a rule are among those the claim is about: of the certified rules, or, where none is and the
     * claim was given, of all.
     */
    static boolean covers(Selector selector, int rule) {
        return isCertified(selector.rules().get(rule))
                || selector.rules().stream().noneMatch(Claim::isCertified);
    }

    private static boolean isCertified(Rule rule) {
        return rule.rule().status() == GroupRule.Status.CERTIFIED;
    }
}
