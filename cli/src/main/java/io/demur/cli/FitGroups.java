package io.demur.cli;

import io.demur.evaluation.ScoredSample;
import io.demur.guarantee.GroupedLosses;
import io.demur.io.Groups;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The groups of the rows that tune and of those that certify, numbered alike. */
final class FitGroups {
    private final List<String> names;
    private final int[] tuning;
    private final int[] certification;
    private final LongFunction<String> goldenGroup;

    private FitGroups(List<String> names, int[] tuning, int[] certification, LongFunction<String> goldenGroup) {
        this.names = names;
        this.tuning = tuning;
        this.certification = certification;
        this.goldenGroup = goldenGroup;
    }

    /** Groups given by columns. */
    static FitGroups of(Groups tuning, ScoredSample tuned, Groups certification, ScoredSample certified) {
        List<String> names = Stream.concat(tuning.names().stream(), certification.names().stream())
                .distinct()
                .sorted()
                .toList();
        return new FitGroups(
                names,
                tuned.select("--groups", ids(tuning, names)),
                certified.select("--certify-groups", ids(certification, names)),
                row -> tuning.names().get(tuning.id((int) row)));
    }

    /** The predicted classes. */
    static FitGroups predicted(List<String> classNames, ScoredSample tuned, ScoredSample certified) {
        List<String> names = classNames.isEmpty()
                ? IntStream.range(0, tuned.classes())
                        .mapToObj(Integer::toString)
                        .toList()
                : classNames;
        return new FitGroups(
                names, tuned.predictions(), certified.predictions(), row -> io.demur.select.Rule.EVERYTHING);
    }

    private static int[] ids(Groups groups, List<String> names) {
        int[] renumbered = groups.names().stream().mapToInt(names::indexOf).toArray();
        return IntStream.range(0, groups.rows())
                .map(row -> renumbered[groups.id(row)])
                .toArray();
    }

    /** Name of the group of a row of the tuning source. */
    String goldenGroup(long row) {
        return goldenGroup.apply(row);
    }

    GroupedLosses tuningLosses(ScoredSample sample) {
        return GroupedLosses.of(sample.losses(), tuning, names);
    }

    GroupedLosses certificationLosses(ScoredSample sample) {
        return GroupedLosses.of(sample.losses(), certification, names);
    }
}
