package io.demur.report;

import io.demur.evaluation.Comparison;
import io.demur.guarantee.Certified;
import io.demur.io.json.EvaluatedModel;
import io.demur.score.LogitNorm;
import io.demur.score.Score;
import io.demur.smoothing.Diagnosis;
import io.demur.smoothing.MaxLogitProfile;
import java.util.List;
import java.util.Optional;

/**
 * What a report shows. It renders these values; what it adds are sketches of their curves.
 *
 * @param title of the page
 * @param origin how to make it again
 * @param models at least one
 * @param comparisons paired, with intervals of the first model's confidence
 * @param rules certified beforehand
 * @param insights into the cause, for some of the models
 * @param study of losses, of which the models are examples
 */
public record Report(
        String title,
        Origin origin,
        List<EvaluatedModel> models,
        List<Comparison> comparisons,
        List<Rule> rules,
        List<Insight> insights,
        Optional<LossStudy> study) {

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

    /**
     * Why a model's confidence ranks as it does.
     *
     * @param model the name of one of the models
     * @param diagnosis the verdict and its evidence
     * @param profile the largest centred logit given the confidence
     * @param normalised the same of the normalised logit; empty where it is a constant
     */
    public record Insight(
            String model, Diagnosis diagnosis, MaxLogitProfile profile, Optional<Normalised> normalised) {}

    /**
     * The normalised score of rows given their confidence.
     *
     * @param score which one
     * @param profile its means
     */
    public record Normalised(LogitNorm score, MaxLogitProfile profile) {}

    /** Copies the lists. */
    public Report {
        if (models.isEmpty()) {
            throw new IllegalArgumentException("a report needs a model");
        }
        models = List.copyOf(models);
        comparisons = List.copyOf(comparisons);
        rules = List.copyOf(rules);
        insights = List.copyOf(insights);
    }

    /** What is known of a model's cause. */
    Optional<Insight> insight(String model) {
        return insights.stream()
                .filter(insight -> insight.model().equals(model))
                .findFirst();
    }

    /** What is certified of a model's score. */
    List<Rule> rules(EvaluatedModel model, Score score) {
        return rules.stream()
                .filter(rule ->
                        rule.model().equals(model.name()) && rule.score().equals(score))
                .toList();
    }

    /** Models without comparisons or certificates. */
    public static Report of(String title, Origin origin, List<EvaluatedModel> models) {
        return new Report(title, origin, models, List.of(), List.of(), List.of(), Optional.empty());
    }
}
