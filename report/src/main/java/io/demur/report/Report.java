package io.demur.report;

import io.demur.evaluation.Comparison;
import io.demur.guarantee.Certified;
import io.demur.io.json.EvaluatedModel;
import io.demur.score.Score;
import java.util.List;

/**
 * What a report shows. It renders these values; what it adds are sketches of their curves.
 *
 * @param title of the page
 * @param origin how to make it again
 * @param models at least one
 * @param comparisons paired, with intervals of the first model's confidence
 * @param rules certified beforehand
 */
public record Report(
        String title, Origin origin, List<EvaluatedModel> models, List<Comparison> comparisons, List<Rule> rules) {

    /**
     * How a report came about.
     *
     * @param tool name and version of the program
     * @param command the command line
     */
    public record Origin(String tool, String command) {}

    /**
     * A certified threshold.
     *
     * @param model the name of one of the models
     * @param score the confidence that is compared
     * @param certified threshold and claim
     */
    public record Rule(String model, Score score, Certified certified) {}

    /** Copies the lists. */
    public Report {
        if (models.isEmpty()) {
            throw new IllegalArgumentException("a report needs a model");
        }
        models = List.copyOf(models);
        comparisons = List.copyOf(comparisons);
        rules = List.copyOf(rules);
    }

    /** Models without comparisons or certificates. */
    public static Report of(String title, Origin origin, List<EvaluatedModel> models) {
        return new Report(title, origin, models, List.of(), List.of());
    }
}
