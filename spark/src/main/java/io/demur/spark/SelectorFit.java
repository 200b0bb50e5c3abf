package io.demur.spark;

import io.demur.evaluation.CertificationPlan;
import io.demur.evaluation.FitOutcome;
import io.demur.evaluation.FitPlan;
import io.demur.evaluation.FittedScore;
import io.demur.evaluation.ScoreFit;
import io.demur.evaluation.ScoredSample;
import io.demur.guarantee.GroupedLosses;
import io.demur.guarantee.UncertifiedGroups;
import io.demur.logits.InputException;
import io.demur.select.DataIdentity;
import io.demur.select.Grouping;
import io.demur.select.ModelIdentity;
import io.demur.select.Selector;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Chooses a score on the rows of a table and certifies a threshold: the selector that {@code demur fit} finds in the same
 * rows, to the last digit. All candidates are scored in one reading of the table.
 *
 * @param plan how the score is chosen
 * @param certification what is certified, and how
 * @param grouping whether each group gets a rule of its own
 * @param uncertified what becomes of groups without a certificate
 * @param split which share of the rows is held back to certify, where no others are given
 */
record SelectorFit(
        FitPlan plan,
        CertificationPlan certification,
        Grouping grouping,
        UncertifiedGroups uncertified,
        DataIdentity.Split split) {

    /**
     * What the selector says of itself.
     *
     * @param name what it is called
     * @param model what the model is called
     * @param classNames names of the classes, or none
     * @param period when the rows were collected
     */
    record Names(String name, String model, List<String> classNames, Optional<String> period) {}

    /**
     * What was found.
     *
     * @param outcome everything
     * @param selector with its golden rows; empty where nothing would ever be accepted
     */
    record Result(FitOutcome outcome, Optional<Selector> selector) {}

    /** Tunes on one part of the rows and certifies on the other. */
    Result fit(SparkRows rows, Names names) {
        return kept(rows, () -> {
            ScoreFit.Halves halves = ScoreFit.tuneAndHold(rows, plan, split.certificationShare(), split.seed());
            return finish(
                    new Rows(rows, rows),
                    halves.fitted(),
                    halves.certification(),
                    title(rows, names, Optional.of(split)));
        });
    }

    /** Tunes on some rows and certifies on others. */
    Result fit(SparkRows tune, SparkRows certify, Names names) {
        return kept(
                tune,
                () -> kept(certify, () -> {
                    FittedScore fitted = ScoreFit.tune(tune, plan);
                    return finish(
                            new Rows(tune, certify),
                            fitted,
                            fitted.score(certify),
                            title(tune, names, Optional.empty()));
                }));
    }

    @FunctionalInterface
    private interface Work {
        Result run();
    }

    /** Groups are read by themselves, so rows must come in one order. */
    private Result kept(SparkRows rows, Work work) {
        if (grouping != Grouping.COLUMN) {
            return work.run();
        }
        rows.keep();
        try {
            return work.run();
        } finally {
            rows.release();
        }
    }

    private record Rows(SparkRows tune, SparkRows certify) {}

    private FitOutcome.Title title(SparkRows rows, Names names, Optional<DataIdentity.Split> divided) {
        ModelIdentity model =
                new ModelIdentity(names.model(), rows.classes(), rows.dtype(), Optional.empty(), Optional.empty());
        return new FitOutcome.Title(names.name(), model, names.classNames(), names.period(), divided);
    }

    private Result finish(Rows rows, FittedScore fitted, ScoredSample sample, FitOutcome.Title title) {
        FitOutcome outcome =
                switch (grouping) {
                    case NONE -> certification.certify(fitted, sample);
                    case PREDICTED_CLASS -> predicted(fitted, sample, title.classNames());
                    case COLUMN -> byColumn(rows, fitted, sample);
                };
        Optional<Selector> selector = outcome.selector(title, grouping, uncertified)
                .map(one -> one.withGoldenRows(rows.tune().goldenRows(one)));
        return new Result(outcome, selector);
    }

    private FitOutcome predicted(FittedScore fitted, ScoredSample sample, List<String> classNames) {
        List<String> names = classNames.isEmpty()
                ? IntStream.range(0, sample.classes())
                        .mapToObj(Integer::toString)
                        .toList()
                : classNames;
        return certification.certify(
                fitted,
                sample,
                GroupedLosses.of(fitted.tuning().losses(), fitted.tuning().predictions(), names),
                GroupedLosses.of(sample.losses(), sample.predictions(), names));
    }

    private FitOutcome byColumn(Rows rows, FittedScore fitted, ScoredSample sample) {
        List<String> tuning = rows.tune().groups();
        List<String> other =
                rows.tune() == rows.certify() ? tuning : rows.certify().groups();
        List<String> names = Stream.concat(tuning.stream(), other.stream())
                .distinct()
                .sorted()
                .toList();
        return certification.certify(
                fitted,
                sample,
                GroupedLosses.of(fitted.tuning().losses(), fitted.tuning().select("groups", ids(tuning, names)), names),
                GroupedLosses.of(sample.losses(), sample.select("groups", ids(other, names)), names));
    }

    private static int[] ids(List<String> groups, List<String> names) {
        return groups.stream()
                .mapToInt(group -> Collections.binarySearch(names, group))
                .toArray();
    }

    /** The error of a fit that certifies nothing, in one line. */
    static InputException infeasible(FitOutcome outcome) {
        return new InputException(
                "certificate",
                "no threshold can be certified on " + outcome.sample().size() + " rows",
                "allow more risk, or give more rows");
    }
}
