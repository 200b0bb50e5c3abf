package io.demur.score;

import io.demur.logits.InputException;
import io.demur.logits.Nearest;
import io.demur.math.ShortestDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reading and writing scores as text, and the checks of their parameters. */
final class ScoreText {
    static final String TWO_CLASSES =
            "cannot rank two classes: the centred, normalised maximum is the constant 2^(-1/p); use msp";

    private static final List<String> PARAMETRIC =
            List.of("energy", "msp-temperature", "gen", "logit-norm", "logit-margin-norm");

    private static final double LEAST_TEMPERATURE = 1e-6;

    private ScoreText() {}

    static Score parse(String text) {
        int colon = text.indexOf(':');
        String name = (colon < 0 ? text : text.substring(0, colon)).strip();
        Parameters given = new Parameters(text, colon < 0 ? "" : text.substring(colon + 1));
        Score score =
                switch (name) {
                    case "energy" -> new Energy(given.number("T", 1));
                    case "msp-temperature" -> new MspTemperature(given.number("T", 1));
                    case "gen" -> new Gen(given.number("gamma", 0.1), given.integer("top", 100));
                    case "logit-norm" -> new LogitNorm(given.number("p", 5), given.centring());
                    case "logit-margin-norm" -> new LogitMarginNorm(given.number("p", 5), given.centring());
                    default -> plain(name);
                };
        given.requireAllUsed();
        return score;
    }

    private static Score plain(String name) {
        return Arrays.stream(PlainScore.values())
                .filter(score -> score.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new InputException(
                        "score '" + name + "'", "is not known", "did you mean " + nearest(name) + "?"));
    }

    private static String nearest(String name) {
        Stream<String> plain = Arrays.stream(PlainScore.values()).map(PlainScore::toString);
        return Nearest.to(name, Stream.concat(plain, PARAMETRIC.stream()).toList());
    }

    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : ShortestDecimal.text(value);
    }

    static void requireTemperature(String score, double value) {
        if (!(value >= LEAST_TEMPERATURE && value <= 1 / LEAST_TEMPERATURE)) {
            throw new InputException(score, "T must lie in [1e-6, 1e6], not be " + value);
        }
    }

    static void requireOrder(String score, double p) {
        if (!(p >= 1) || Double.isInfinite(p)) {
            throw new InputException(score, "the order p must be at least 1 and finite, not " + p);
        }
    }

    /** The {@code key=value} pairs behind the colon. */
    private static final class Parameters {
        private final String text;
        private final Map<String, String> left = new LinkedHashMap<>();

        Parameters(String text, String list) {
            this.text = text;
            for (String pair : list.isBlank() ? new String[0] : list.split(",", -1)) {
                int equals = pair.indexOf('=');
                if (equals < 1
                        || left.put(
                                        pair.substring(0, equals).strip(),
                                        pair.substring(equals + 1).strip())
                                != null) {
                    throw new InputException(
                            "score '" + text + "'", "expected name=value once for each, not '" + pair + "'");
                }
            }
        }

        double number(String key, double otherwise) {
            String value = left.remove(key);
            if (value == null) {
                return otherwise;
            }
            try {
                return Double.parseDouble(value);
            } catch (NumberFormatException e) {
                throw new InputException("score '" + text + "'", key + " must be a number, not '" + value + "'", e);
            }
        }

        int integer(String key, int otherwise) {
            double value = number(key, otherwise);
            if (value != (int) value) {
                throw new InputException("score '" + text + "'", key + " must be a whole number, not " + value);
            }
            return (int) value;
        }

        Centring centring() {
            String value = left.remove("centre");
            if (value == null || value.equals("mean")) {
                return Centring.MEAN;
            }
            if (value.equals("none")) {
                return Centring.NONE;
            }
            throw new InputException("score '" + text + "'", "centre must be mean or none, not '" + value + "'");
        }

        void requireAllUsed() {
            if (!left.isEmpty()) {
                throw new InputException(
                        "score '" + text + "'",
                        "has no parameter '" + left.keySet().iterator().next() + "'");
            }
        }
    }
}
