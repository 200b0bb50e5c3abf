package io.demur.guarantee;

import java.util.List;

/**
 * The candidate thresholds of every group, and those of all groups pooled: fixed before anything of the certification
 * sample is looked at. A group without tuning samples has none.
 *
 * @param names of the groups
 * @param groups the candidates of each, in the order of the names
 * @param pooled those of all rows
 */
public record GroupedCandidates(List<String> names, List<Candidates> groups, Candidates pooled) {
    /** Checks that each group has its candidates. */
    public GroupedCandidates {
        names = List.copyOf(names);
        groups = List.copyOf(groups);
        if (names.size() != groups.size()) {
            throw new IllegalArgumentException(groups.size() + " lists of candidates for " + names.size() + " groups");
        }
    }

    /** Candidates from a tuning sample, to be tested in the way that suits its losses. */
    public static GroupedCandidates from(GroupedLosses tuning) {
        return from(tuning, RiskTest.suiting(tuning.all()));
    }

    /**
     * As above with the test chosen by the caller.
     *
     * @throws io.demur.logits.InputException if the exact test is asked for and a loss is not 0/1
     */
    public static GroupedCandidates from(GroupedLosses tuning, RiskTest test) {
        List<Candidates> groups = tuning.byGroup().stream()
                .map(group -> group.map(losses -> Candidates.from(losses, test)).orElse(Candidates.none(test)))
                .toList();
        return new GroupedCandidates(tuning.names(), groups, Candidates.from(tuning.all(), test));
    }
}
