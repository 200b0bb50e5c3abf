package io.demur.cli;

import io.demur.evaluation.FittedScore;
import io.demur.evaluation.RowSample;
import io.demur.io.text.Numbers;
import io.demur.math.Normal;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How many rows of each source take part. */
final class SampleOptions {
    @Option(
            names = "--sample",
            paramLabel = "N",
            description = "Draw N labelled rows of each source by the seed, for instance of millions of pixels.")
    private @Nullable Integer rows;

    boolean isAsked() {
        return rows != null;
    }

    /** What was drawn, or all; the caller closes the source. */
    Drawn of(LabelledData source, long seed) {
        if (rows == null) {
            return new Drawn(source, Optional.empty());
        }
        RowSample sample = RowSample.of(source.logits(), source.labels(), rows, seed);
        return new Drawn(source.only(sample), Optional.of(sample));
    }

    /**
     * The rows that take part.
     *
     * @param data these rows
     * @param sample which of the source's rows they are, if not all
     */
    record Drawn(LabelledData data, Optional<RowSample> sample) {

        /** What a sample costs: the standard error of the objective, here and with all rows. */
        void tellCost(FittedScore fitted, Console console) {
            sample.ifPresent(drawn -> fitted.table().stream()
                    .filter(candidate -> candidate.score().equals(fitted.score()))
                    .flatMap(candidate -> candidate.objective().interval().stream())
                    .findFirst()
                    .ifPresent(interval -> {
                        double error = (interval.upper() - interval.lower())
                                / 2
                                / Normal.quantile((1 + fitted.plan().confidence()) / 2);
                        console.say(String.format(
                                Locale.ROOT,
                                "drew %s of %s labelled rows: the standard error of %s is %.2e; with all rows, were"
                                        + " they independent, %.2e",
                                Numbers.count(drawn.size()),
                                Numbers.count(drawn.total()),
                                fitted.plan().objective(),
                                error,
                                error * Math.sqrt((double) drawn.size() / drawn.total())));
                    }));
        }
    }
}
