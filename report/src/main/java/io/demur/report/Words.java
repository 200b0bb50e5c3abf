package io.demur.report;

import io.demur.evaluation.Estimate;
import io.demur.io.json.EvaluatedModel;
import io.demur.io.text.Numbers;
import io.demur.math.Interval;
import io.demur.metric.Value;
import io.demur.score.Score;

/** How names and numbers are put into words. */
final class Words {
    private static final String DEFAULT_CENTRING = ",centre=mean";
    private static final int DECIMALS = 4;

    private Words() {}

    /** A score's name without what is usual. */
    static String title(Score score) {
        String text = score.toString();
        return text.endsWith(DEFAULT_CENTRING) ? text.substring(0, text.length() - DEFAULT_CENTRING.length()) : text;
    }

    /** As above, of a model. */
    static String title(EvaluatedModel model, Score score) {
        return model.givenScore() ? model.title(score) : title(score);
    }

    static String shorten(String text, int longest) {
        int[] points = text.codePoints().toArray();
        return points.length <= longest ? text : new String(points, 0, longest - 1) + "…";
    }

    /** A number, or why there is none. */
    static String metric(Value value) {
        return value instanceof Value.Undefined undefined
                ? undefined.reason().words()
                : Numbers.fixed(value.get(), DECIMALS);
    }

    /** A share in per cent, or why there is none. */
    static String share(Value value) {
        return value instanceof Value.Undefined undefined
                ? undefined.reason().words()
                : Numbers.percent(value.get(), 2);
    }

    /** The ends of an interval or of bounds, or nothing. */
    static String range(Estimate estimate) {
        if (!estimate.bounds().isExact()) {
            return metric(estimate.bounds().lower()) + " to "
                    + metric(estimate.bounds().upper());
        }
        return estimate.interval().map(Words::range).orElse("");
    }

    static String range(Interval interval) {
        return Numbers.fixed(interval.lower(), DECIMALS) + " to " + Numbers.fixed(interval.upper(), DECIMALS);
    }

    /** As above, in per cent. */
    static String shareRange(Estimate estimate) {
        if (!estimate.bounds().isExact()) {
            return share(estimate.bounds().lower()) + " to "
                    + share(estimate.bounds().upper());
        }
        return estimate.interval().map(Words::shareRange).orElse("");
    }

    static String shareRange(Interval interval) {
        return Numbers.fixed(100 * interval.lower(), 2) + " to " + Numbers.percent(interval.upper(), 2);
    }

    /** What a certified operating point is called. */
    static String standing(Report.Rule rule) {
        return "certified, " + confidence(1 - rule.certified().terms().delta()) + " confidence";
    }

    static String confidence(double confidence) {
        return Numbers.plainPercent(confidence);
    }
}
