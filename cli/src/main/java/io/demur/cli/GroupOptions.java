package io.demur.cli;

import io.demur.evaluation.ScoredSample;
import io.demur.guarantee.UncertifiedGroups;
import io.demur.io.Groups;
import io.demur.logits.InputException;
import io.demur.logits.Labels;
import io.demur.select.Grouping;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether each group gets a rule of its own. */
final class GroupOptions {
    @Option(
            names = "--groups",
            paramLabel = "FILE",
            description = "The group of every row of LOGITS: each group gets a certificate of its own.")
    private @Nullable String groups;

    @Option(
            names = "--certify-groups",
            paramLabel = "FILE",
            description = "The group of every row that certifies, where those lie in a file of their own.")
    private @Nullable String certifyGroups;

    @Option(
            names = "--group",
            paramLabel = "COLUMN",
            description = "Column of the groups; without --groups, one of LOGITS.")
    private @Nullable String column;

    @Option(names = "--by-predicted-class", description = "Each predicted class is a group.")
    private boolean byPredictedClass;

    @Option(
            names = "--uncertified-groups",
            paramLabel = "WHAT",
            description = "What groups without a certificate get: abstain (default), or pooled, the threshold of all"
                    + " groups together, which is not certified for them.")
    private String uncertified = "abstain";

    Grouping grouping() {
        if (byPredictedClass && (groups != null || column != null)) {
            throw new InputException(
                    groups != null ? "--groups" : "--group",
                    "and --by-predicted-class exclude each other",
                    "give one of them");
        }
        if (certifyGroups != null && groups == null) {
            throw new InputException("--certify-groups", "needs --groups", "give both");
        }
        return byPredictedClass
                ? Grouping.PREDICTED_CLASS
                : groups != null || column != null ? Grouping.COLUMN : Grouping.NONE;
    }

    UncertifiedGroups uncertified() {
        return switch (uncertified.toLowerCase(Locale.ROOT)) {
            case "abstain" -> UncertifiedGroups.ABSTAIN;
            case "pooled" -> UncertifiedGroups.POOLED;
            default ->
                throw new InputException("--uncertified-groups", "'" + uncertified + "' is not abstain or pooled");
        };
    }

    /** Columns of LOGITS that hold groups. */
    List<String> columnsOfLogits() {
        return groups == null && column != null ? List.of(column) : List.of();
    }

    /**
     * The groups of the rows that tune and of those that certify, if there are any.
     *
     * @param classNames of all classes, or none
     */
    Optional<FitGroups> of(FitSources sources, ScoredSample tuned, ScoredSample certified, List<String> classNames) {
        return switch (grouping()) {
            case NONE -> Optional.empty();
            case PREDICTED_CLASS -> Optional.of(FitGroups.predicted(classNames, tuned, certified));
            case COLUMN -> {
                Groups tuning = read(
                        groups == null ? sources.model().logits() : groups,
                        sources.tuning().labels());
                Groups other = sources.certificationFile()
                        .map(file -> certification(file, sources.certification().labels()))
                        .orElse(tuning);
                yield Optional.of(FitGroups.of(tuning, tuned, other, certified));
            }
        };
    }

    private Groups certification(String logits, Labels labels) {
        if (groups != null && certifyGroups == null) {
            throw new InputException("--certify-groups", "is missing", "give the group of every row");
        }
        return read(certifyGroups == null ? logits : certifyGroups, labels);
    }

    private Groups read(String file, Labels labels) {
        long rows = labels.rows().orElseThrow(() -> new InputException(labels.name(), "has no known number of rows"));
        return Groups.read(file, Optional.ofNullable(column), rows);
    }
}
