package io.demur.guarantee;

import io.demur.logits.InputException;
import io.demur.metric.ScoredLosses;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One certification per group, all of them together with the confidence asked for, and one of all groups pooled.
 *
 * <p>Each of the G groups gets delta/G, whether it has samples or not. The pooled certification gets all of delta; it is
 * a claim about the mixture of groups and none about any of them, and it is not covered by the same delta as the groups.
 */
public final class GroupedCertification {
    private final List<Certification> groups;
    private final Certification pooled;
    private final GroupedLosses certification;

    private GroupedCertification(List<Certification> groups, Certification pooled, GroupedLosses certification) {
        this.groups = groups;
        this.pooled = pooled;
        this.certification = certification;
    }

    static GroupedCertification of(Spending spending, GroupedCandidates tuning, GroupedLosses certification) {
        if (!tuning.names().equals(certification.names())) {
            throw new InputException(
                    "groups", "tuning has " + tuning.names() + ", certification has " + certification.names());
        }
        Spending share = spending.shared(tuning.names().size());
        List<Optional<ScoredLosses>> certify = certification.byGroup();
        List<Certification> groups = new ArrayList<>();
        for (int g = 0; g < certify.size(); g++) {
            Candidates candidates = tuning.groups().get(g);
            groups.add(certify.get(g)
                    .map(c -> Certifier.certify(share, candidates, c))
                    .orElseGet(() -> Certifier.certify(
                            share, candidates, ThresholdCounts.none(candidates.size()), Optional.empty())));
        }
        Certification pooled = Certifier.certify(spending, tuning.pooled(), certification.all());
        return new GroupedCertification(List.copyOf(groups), pooled, certification);
    }

    /** Names of the groups. */
    public List<String> names() {
        return certification.names();
    }

    /** The certification of every group. */
    public List<Certification> groups() {
        return groups;
    }

    /** The certification of all groups together. */
    public Certification pooled() {
        return pooled;
    }

    /** How an input of the group is decided; a group that was not fixed beforehand is abstained from. */
    public GroupRule rule(int group, UncertifiedGroups uncertified) {
        if (group < 0 || group >= groups.size()) {
            return GroupRule.abstain(GroupRule.Status.ABSTAIN_UNKNOWN_GROUP);
        }
        if (groups.get(group) instanceof Certified certified) {
            return GroupRule.accept(GroupRule.Status.CERTIFIED, certified.threshold());
        }
        return uncertified == UncertifiedGroups.POOLED && pooled instanceof Certified certified
                ? GroupRule.accept(GroupRule.Status.POOLED_NOT_CERTIFIED, certified.threshold())
                : GroupRule.abstain(GroupRule.Status.ABSTAIN_UNCERTIFIED_GROUP);
    }

    /** What the rules do to every group of the certification sample. */
    public List<GroupDisparity> disparities(UncertifiedGroups uncertified) {
        List<Optional<ScoredLosses>> samples = certification.byGroup();
        List<GroupDisparity> table = new ArrayList<>();
        for (int g = 0; g < groups.size(); g++) {
            table.add(disparity(names().get(g), samples.get(g), rule(g, uncertified)));
        }
        return table;
    }

    private static GroupDisparity disparity(String name, Optional<ScoredLosses> samples, GroupRule rule) {
        OptionalDouble none = OptionalDouble.empty();
        if (samples.isEmpty()) {
            return new GroupDisparity(name, 0, none, none, none, rule);
        }
        double nothing = Double.POSITIVE_INFINITY;
        double[] places = {rule.threshold().orElse(nothing), Double.NEGATIVE_INFINITY};
        ThresholdCounts counts = ThresholdCounts.of(places, samples.get());
        long all = counts.samples();
        long accepted = rule.threshold().isPresent() ? counts.accepted(0) : 0;
        return new GroupDisparity(
                name,
                all,
                OptionalDouble.of(counts.lossSum(1) / all),
                OptionalDouble.of((double) accepted / all),
                accepted == 0 ? none : OptionalDouble.of(counts.lossSum(0) / accepted),
                rule);
    }
}
