package io.demur.evaluation;

import io.demur.guarantee.Certification;
import io.demur.guarantee.Certified;
import io.demur.guarantee.CoverageCertification;
import io.demur.guarantee.GroupRule;
import io.demur.guarantee.GroupedCertification;
import io.demur.guarantee.UncertifiedGroups;
import io.demur.select.DataIdentity;
import io.demur.select.Grouping;
import io.demur.select.ModelIdentity;
import io.demur.select.Rule;
import io.demur.select.Selector;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a fit has found.
 *
 * @param fitted the score
 * @param sample the rows that certified
 * @param shared rows among those that certified whose logits also occur among those that tuned
 * @param certification of one rule for all; of all groups pooled where there are groups
 * @param coverage how the risk was found, where a coverage was asked for
 * @param groups one certification per group, where there are groups
 */
public record FitOutcome(
        FittedScore fitted,
        ScoredSample sample,
        int shared,
        Certification certification,
        Optional<CoverageCertification> coverage,
        Optional<GroupedCertification> groups) {

    /**
     * What a selector says of itself besides what was found.
     *
     * @param name what the user calls it
     * @param model whose logits it is for
     * @param classNames names of the classes, or none
     * @param period when the data were collected
     * @param split how one set of rows was divided; empty if tuning and certification were given apart
     */
    public record Title(
            String name,
            ModelIdentity model,
            List<String> classNames,
            Optional<String> period,
            Optional<DataIdentity.Split> split) {
        public Title {
            classNames = List.copyOf(classNames);
        }
    }

    /**
     * The selector, without golden rows yet; empty where nothing would ever be accepted.
     *
     * @param grouping what the groups were; looked at only where there are groups
     * @param uncertified what becomes of groups without a certificate
     */
    public Optional<Selector> selector(Title title, Grouping grouping, UncertifiedGroups uncertified) {
        DataIdentity data = new DataIdentity(
                fitted.tuning().digest(),
                sample.digest(),
                title.period(),
                fitted.plan().loss().digest(),
                title.split());
        Optional<Selector> selector =
                groups.isPresent() ? grouped(title, data, grouping, uncertified) : single(title, data);
        return selector.map(s -> s.withClassNames(title.classNames()));
    }

    private Optional<Selector> single(Title title, DataIdentity data) {
        return certification instanceof Certified certified
                ? Optional.of(Selector.of(title.name(), fitted.score(), certified, title.model(), data))
                : Optional.empty();
    }

    private Optional<Selector> grouped(
            Title title, DataIdentity data, Grouping grouping, UncertifiedGroups uncertified) {
        Rule none = new Rule(
                Rule.EVERYTHING,
                new GroupRule(GroupRule.Status.ABSTAIN_UNCERTIFIED_GROUP, OptionalDouble.empty()),
                Optional.empty());
        Selector template = new Selector(
                title.name(), fitted.score(), Grouping.NONE, List.of(none), List.of(), title.model(), data, List.of());
        return groups.map(each -> Selector.grouped(template, grouping, each, uncertified))
                .filter(selector -> selector.rules().stream()
                        .anyMatch(rule -> rule.rule().threshold().isPresent()));
    }
}
