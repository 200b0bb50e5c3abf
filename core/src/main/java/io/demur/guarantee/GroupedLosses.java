package io.demur.guarantee;

import io.demur.logits.InputException;
import io.demur.metric.ScoredLosses;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A sample whose rows belong to groups {@code 0..G-1} with names; the groups are fixed before any data are looked at. */
public final class GroupedLosses {
    private final ScoredLosses losses;
    private final int[] group;
    private final List<String> names;

    private GroupedLosses(ScoredLosses losses, int[] group, List<String> names) {
        this.losses = losses;
        this.group = group;
        this.names = names;
    }

    /**
     * Copies the groups of the rows.
     *
     * @param names of all groups, also of those without rows
     * @throws InputException if there is no group, the lengths differ or a row's group has no name
     */
    public static GroupedLosses of(ScoredLosses losses, int[] group, List<String> names) {
        if (names.isEmpty()) {
            throw new InputException("groups", "there is none");
        }
        if (group.length != losses.size()) {
            throw new InputException("groups", group.length + " groups for " + losses.size() + " samples");
        }
        for (int i = 0; i < group.length; i++) {
            if (group[i] < 0 || group[i] >= names.size()) {
                throw new InputException(
                        "row " + i, "group " + group[i] + " is not between 0 and " + (names.size() - 1));
            }
        }
        return new GroupedLosses(losses, group.clone(), List.copyOf(names));
    }

    /** Names of the groups. */
    public List<String> names() {
        return names;
    }

    /** All rows, without their groups. */
    public ScoredLosses all() {
        return losses;
    }

    /** The rows of every group; empty where a group has none. */
    public List<Optional<ScoredLosses>> byGroup() {
        int[] sizes = new int[names.size()];
        for (int g : group) {
            sizes[g]++;
        }
        double[][] confidences = new double[sizes.length][];
        double[][] values = new double[sizes.length][];
        for (int g = 0; g < sizes.length; g++) {
            confidences[g] = new double[sizes[g]];
            values[g] = new double[sizes[g]];
        }
        for (int i = group.length - 1; i >= 0; i--) {
            int at = --sizes[group[i]];
            confidences[group[i]][at] = losses.confidence(i);
            values[group[i]][at] = losses.loss(i);
        }
        List<Optional<ScoredLosses>> groups = new ArrayList<>();
        for (int g = 0; g < sizes.length; g++) {
            boolean some = values[g].length > 0;
            groups.add(some ? Optional.of(ScoredLosses.of(confidences[g], values[g])) : Optional.empty());
        }
        return groups;
    }
}
