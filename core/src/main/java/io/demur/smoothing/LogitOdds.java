package io.demur.smoothing;

import io.demur.math.Interval;
import io.demur.metric.ReasonCode;
import io.demur.metric.Value;
import java.util.Optional;

/**
 * How much likelier an error is where the largest centred logit is larger, at equal confidence: the logarithm of the factor
 * by which the odds of an error change per standard deviation of that logit. 0 where the logit tells nothing beyond
 * the confidence, positive where label smoothing has suppressed the logits of what is right; any real number.
 *
 * <p>With {@code p} the probability of an error given the confidence, from {@link ErrorRegression}, {@code w = p(1 - p)},
 * {@code y} 1 for errors and 0 otherwise, and {@code x} the logit less what the confidence explains of it (weights
 * {@code w}): {@code b = s * sum x(y - p) / sum w x^2}, {@code s^2 = sum w x^2 / sum w}. This is the first step of
 * Newton's method from no effect, which exists for every sample; the full estimate would be larger where {@code b} is far
 * from 0. The standard error is {@code s sqrt(sum x^2 (y - p)^2) / sum w x^2}.
 *
 * <p>It asks the same as {@link ImbalanceIndex}, whose bins mix confidences where errors are frequent: it sees smaller
 * effects in fewer rows. Shifting or scaling all largest logits changes nothing.
 *
 * <p>Undefined for two classes ({@link ReasonCode#TWO_CLASSES}), without an error or a right prediction
 * ({@link ReasonCode#TOO_FEW_ERRORS}), and where the confidence explains the logit wholly
 * ({@link ReasonCode#TOO_FEW_ERRORS}). No digit depends on the order of the rows. Time {@code n log n}.
 *
 * <p>The statistic is the efficient score of C. R. Rao (1948) for one more variable in a logistic regression.
 *
 * @param value {@code b}
 * @param standardError of {@code b}; 0 where it is undefined
 */
public record LogitOdds(Value value, double standardError) {
    /** Less of the logit's variance than this is left to rounding. */
    private static final double LEAST_SHARE = 1e-9;

    /** The statistic of some rows. */
    public static LogitOdds of(MaxLogitSample sample) {
        if (sample.classes() < 3) {
            return undefined(ReasonCode.TWO_CLASSES);
        }
        int errors = sample.errors();
        if (errors == 0 || errors == sample.size()) {
            return undefined(ReasonCode.TOO_FEW_ERRORS);
        }
        return of(ErrorRegression.of(sample));
    }

    private static LogitOdds of(ErrorRegression regression) {
        double[] residuals = regression.residuals();
        double score = 0;
        double spread = 0;
        double squares = 0;
        double weights = 0;
        for (int i = 0; i < residuals.length; i++) {
            double pull = residuals[i] * regression.surprise(i);
            score += pull;
            squares += pull * pull;
            weights += regression.weight(i);
            spread += regression.weight(i) * residuals[i] * residuals[i];
        }
        if (!(spread > LEAST_SHARE * regression.variation())) {
            return undefined(ReasonCode.TOO_FEW_ERRORS);
        }
        double deviation = Math.sqrt(spread / weights);
        return new LogitOdds(Value.of(score / spread * deviation), Math.sqrt(squares) / spread * deviation);
    }

    private static LogitOdds undefined(ReasonCode reason) {
        return new LogitOdds(Value.undefined(reason), 0);
    }

    /** The normal interval around the value, where there is one. */
    public Optional<Interval> interval(double confidence) {
        return value.number().isPresent()
                ? Optional.of(Interval.normal(value.get(), standardError, confidence))
                : Optional.empty();
    }
}
