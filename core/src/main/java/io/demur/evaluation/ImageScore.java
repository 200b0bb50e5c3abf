package io.demur.evaluation;

import io.demur.logits.InputException;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * The confidence of a whole image from those of its pixels, as {@link io.demur.score.Score#display} shows them: their
 * mean, or the quantile below which a share of them lies.
 * All pixels count, those without a label too, because nobody knows labels when it matters.
 *
 * @param quantile the share, in [0, 1]; empty for the mean
 */
public record ImageScore(OptionalDouble quantile) {
    private static final String MEAN = "mean";
    private static final String QUANTILE = "quantile:";

    public ImageScore {
        if (quantile.isPresent() && !(quantile.getAsDouble() >= 0 && quantile.getAsDouble() <= 1)) {
            throw new InputException("image score", "the share " + quantile.getAsDouble() + " is not in [0, 1]");
        }
    }

    /** By its text, {@code mean} or {@code quantile:0.1}. */
    public static ImageScore parse(String text) {
        if (text.equals(MEAN)) {
            return new ImageScore(OptionalDouble.empty());
        }
        try {
            if (text.startsWith(QUANTILE)) {
                return new ImageScore(OptionalDouble.of(Double.parseDouble(text.substring(QUANTILE.length()))));
            }
        } catch (NumberFormatException e) {
            throw new InputException("image score", "'" + text + "' names no share", e);
        }
        throw new InputException("image score", "'" + text + "' is not known", "say mean, or quantile:0.1");
    }

    /** Of at least one pixel; of a quantile between two, the lower. */
    double of(double[] confidences) {
        if (quantile.isEmpty()) {
            return Arrays.stream(confidences).average().orElseThrow();
        }
        double[] sorted = confidences.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.floor(quantile.getAsDouble() * (sorted.length - 1))];
    }

    @Override
    public String toString() {
        return quantile.isEmpty() ? MEAN : QUANTILE + quantile.getAsDouble();
    }
}
